import type { slackCopy } from '@tend/shared/copy/slack'
import type { Listener } from '../listen.ts'
import { acknowledgeRepair } from './acknowledge-repair.ts'
import { carryWords } from './carry-words.ts'
import { chooseChannel } from './choose-channel.ts'
import { connectDevice } from './connect-device.ts'
import { hearConcern } from './hear-concern.ts'
import { landedHard } from './landed-hard.ts'
import { leaveSlack } from './leave-slack.ts'
import { noteAccount } from './note-account.ts'
import { openConcern } from './open-concern.ts'
import { openHome } from './open-home.ts'
import { openRepair } from './open-repair.ts'
import { parkItem } from './park-item.ts'
import { pauseDigest } from './pause-digest.ts'
import { postAgain } from './post-again.ts'
import { raiseConcern } from './raise-concern.ts'
import { showConcerns } from './show-concerns.ts'
import { stepBack } from './step-back.ts'
import { tend } from './tend.ts'
import { tendItem } from './tend-item.ts'
import { widenConcern } from './widen-concern.ts'
import { writeBack } from './write-back.ts'

/** One thing people can do in Slack: what the manifest must say for it, and what answers when they do it. */
export type Action = {
  /** The name of its file. */
  name: string
  shortcuts?: { id: string; type: 'global' | 'message'; copy: keyof (typeof slackCopy)['en']['shortcuts'] }[]
  commands?: string[]
  events?: string[]
  listen(to: Listener): void
}

/** Every action, one line each; the manifest follows from here. */
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
