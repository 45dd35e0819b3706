import type { Prompt } from '../schema.ts'
import { afterTheCall } from './after-the-call.ts'
import { agreements } from './agreements.ts'
import { airtimeAndPower } from './airtime-and-power.ts'
import { arriving } from './arriving.ts'
import { backBurnerAndPower } from './back-burner-and-power.ts'
import { closing } from './closing.ts'
import { facilitatingAfterARupture } from './facilitating-after-a-rupture.ts'
import { groupAcknowledgement } from './group-acknowledgement.ts'
import { needsCheck } from './needs-check.ts'
import { noticingTheUnseen } from './noticing-the-unseen.ts'
import { oops } from './oops.ts'
import { ouch } from './ouch.ts'
import { outsideSupports } from './outside-supports.ts'
import { practiceAndCultureChange } from './practice-and-culture-change.ts'
import { restAndSupport } from './rest-and-support.ts'
import { rounds } from './rounds.ts'
import { stewardsOwnCare } from './stewards-own-care.ts'
import { temperatureAndSilence } from './temperature-and-silence.ts'
import { witness } from './witness.ts'

/*
 * There is one file for each category, and one for the rounds. A new prompt is an entry in the file of its category; nothing else changes.
 * All of it is our own writing. The Spanish is written for Spanish, gender-neutral and with «tú»; no native speaker has reviewed it yet.
 */

/** Everything Tend may say. Each sentence keeps the writing rules (writing.ts), in both languages. */
export const catalogue: readonly Prompt[] = [
  ...arriving,
  ...needsCheck,
  ...agreements,
  ...airtimeAndPower,
  ...noticingTheUnseen,
  ...temperatureAndSilence,
  ...ouch,
  ...oops,
  ...witness,
  ...facilitatingAfterARupture,
  ...closing,
  ...afterTheCall,
  ...restAndSupport,
  ...groupAcknowledgement,
  ...practiceAndCultureChange,
  ...backBurnerAndPower,
  ...stewardsOwnCare,
  ...outsideSupports,
  ...rounds.map(({ question }) => question),
]
