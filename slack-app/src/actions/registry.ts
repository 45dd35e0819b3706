import type { Action } from '../action.ts'
import { parkItem } from './backburner/park-item.ts'
import { tendItem } from './backburner/tend-item.ts'
import { carryWords } from './concerns/carry-words.ts'
import { hearConcern } from './concerns/hear-concern.ts'
import { landedHard } from './concerns/landed-hard.ts'
import { openConcern } from './concerns/open-concern.ts'
import { raiseConcern } from './concerns/raise-concern.ts'
import { showConcerns } from './concerns/show-concerns.ts'
import { stepBack } from './concerns/step-back.ts'
import { widenConcern } from './concerns/widen-concern.ts'
import { writeBack } from './concerns/write-back.ts'
import { postAgain } from './deliveries/post-again.ts'
import { chooseChannel } from './digests/choose-channel.ts'
import { pauseDigest } from './digests/pause-digest.ts'
import { leaveSlack } from './leave-slack.ts'
import { connectDevice } from './members/connect-device.ts'
import { noteAccount } from './members/note-account.ts'
import { openHome } from './open-home.ts'
import { acknowledgeRepair } from './repairs/acknowledge-repair.ts'
import { openRepair } from './repairs/open-repair.ts'
import { tend } from './tend.ts'

/** Every action, one line each. The manifest follows from here. */
export const actions: readonly Action[] = [
  raiseConcern,
  parkItem,
  landedHard,
  openConcern,
  hearConcern,
  stepBack,
  showConcerns,
  widenConcern,
  writeBack,
  carryWords,
  tendItem,
  openRepair,
  acknowledgeRepair,
  tend,
  connectDevice,
  chooseChannel,
  openHome,
  postAgain,
  pauseDigest,
  noteAccount,
  leaveSlack,
]
