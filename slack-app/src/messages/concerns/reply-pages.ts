import type { GivenConcernView, MyConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import { WORDS_MAX } from '@tend/shared/schema'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, type ButtonOf, buttons, divider, type Modal, modal, quiet, says, writes } from '../blocks.ts'
import { emergency } from './raise-pages.ts'

/** When they are long, more of them do not fit in one of Slack's views. */
const REPLIES_SHOWN = 5

type Written = { label: string; words: string }
type Turning = { id: string; of: string; page: number }

/** What was written since. Its newest page comes first, and each page begins with the oldest. */
function written(person: ActingMember, all: readonly Written[], { id, of, page }: Turning): Block[] {
  if (all.length === 0) return []
  const { older, newer, replies } = slackCopy[person.language].mine
  const back = Math.min(Math.max(page, 0), Math.ceil(all.length / REPLIES_SHOWN) - 1)
  const end = all.length - back * REPLIES_SHOWN
  const begin = Math.max(0, end - REPLIES_SHOWN)
  const turn = (name: string, label: string, to: number): ButtonOf => ({ id: `${name}_${id}`, label, value: `${of}/${to}` })
  return [
    divider,
    ...quiet(replies),
    ...(begin > 0 ? buttons(turn('older', older, back + 1)) : []),
    ...all.slice(begin, end).flatMap(({ label, words }) => [...quiet(label), ...says(words)]),
    ...(end < all.length ? buttons(turn('newer', newer, back - 1)) : []),
  ]
}

/** Shows the person who raised it what passed between them and the recipients. */
export function repliesOfMine(person: ActingMember, { id, replies }: MyConcernView, page: number): Block[] {
  const { reply } = concernsCopy[person.language].mine
  const all = replies.map(({ mine, words, on, with: others }) => {
    const names = others.map(({ displayName }) => plainName(displayName))
    return { words, label: mine ? reply.mine(names, on, person.today) : reply.from(names[0] ?? '', on, person.today) }
  })
  return written(person, all, { id: 'replies', of: id, page })
}

/** Shows a recipient the same: what they wrote, and what was written to them. */
export function repliesToMe(person: ActingMember, { id, replies }: GivenConcernView, page: number): Block[] {
  const { reply } = concernsCopy[person.language].given
  const all = replies.map(({ mine, words, on }) => ({ words, label: mine ? reply.mine(on, person.today) : reply.theirs(on, person.today) }))
  return written(person, all, { id: 'answers', of: id, page })
}

/**
 * Writing back, by the person who raised it (to all who still have it) or by a recipient. The callback holds the id, and nobody's words.
 */
export function replyPage(person: ActingMember, side: 'raiser' | 'steward', id: string): Modal {
  const { mine, given, close, seesInSlack } = concernsCopy[person.language]
  const { label, hint, send } = side === 'raiser' ? mine.reply : given.reply
  return modal({
    callback: `${side === 'raiser' ? 'reply_to_stewards' : 'reply_to_raiser'}:${id}`,
    title: label,
    close,
    submit: send,
    blocks: [
      ...(side === 'raiser' ? emergency(person) : []),
      writes({ name: 'words', label: side === 'raiser' ? mine.reply.toAll : label, hint, max: WORDS_MAX, long: true }),
      ...quiet(seesInSlack),
      ...buttons({ id: side === 'raiser' ? 'show_concern' : 'open_given', label: slackCopy[person.language].back, value: id }),
    ],
  })
}
