import { refuse } from '../result.ts'
import { utcDay } from '../zone.ts'
import { namesSomebody } from './policy.ts'
import type { AnswerCarrying, DraftCarrying, ReplyToRaiser, ReplyToStewards } from './schema.ts'
import { type By, type Carrying, type Concern, type ConcernDecision, type ConcernReply, decided, type GivenConcern } from './state.ts'

/** The most replies that one concern holds. */
const REPLIES_MOST = 60
/** The most drafts of words for the circle that one concern holds, answered or not. */
const CARRYINGS_MOST = 20

const withdrawn = () => refuse('withdrawn', 'This was withdrawn. There is nothing to do.')
const nothing = () => refuse('not_found', 'There is nothing here.')

function written(concern: GivenConcern, reply: ConcernReply): ConcernDecision {
  if (concern.replies.length >= REPLIES_MOST)
    return refuse('not_now', 'Much has been written here already: talk with each other in another way, or raise it anew.')
  return decided({ ...concern, replies: [...concern.replies, reply] }, 'concern.replied')
}

/** The recipient with this id, if they have read it. */
function reader(concern: GivenConcern, memberId: string) {
  return concern.recipients.find((one) => one.memberId === memberId && (one.state === 'opened' || one.state === 'heard'))
}

/** A recipient writes back, once they have opened it. The reply waits in *My concerns*: nothing is sent. */
export function replyToRaiser(concern: Concern, { words }: ReplyToRaiser, { actor, now }: By): ConcernDecision {
  if (concern.status === 'withdrawn') return withdrawn()
  const recipient = concern.status === 'given' && concern.recipients.find((one) => one.memberId === actor.memberId)
  if (!recipient || recipient.state === 'stepped_back') return nothing()
  if (recipient.state === 'waiting') return refuse('not_now', 'Open it first, then write back.')
  return written(concern as GivenConcern, { from: actor.memberId, to: [], words, on: utcDay(now) })
}

/**
 * The raiser writes back to one recipient, or to all who have not stepped back by now. Recipients who come later do not read it. Nothing is
 * sent.
 */
export function replyToStewards(concern: Concern, { words, to }: ReplyToStewards, { now }: By): ConcernDecision {
  if (concern.status === 'withdrawn') return withdrawn()
  if (concern.status === 'kept') return refuse('not_now', 'This is only for you: there is nobody to write to.')
  const there = concern.recipients.filter((one) => one.state !== 'stepped_back').map((one) => one.memberId)
  const readers = to === null ? there : there.filter((memberId) => memberId === to)
  if (readers.length === 0)
    return refuse('nobody_left', 'Nobody is there to read this: they stepped back, or it was not given to them.', 'to')
  return written(concern, { from: null, to: readers, words, on: utcDay(now) })
}

/** What asking to carry needs beside the concern: the names that must not stand in words for the circle. */
export type Circled = { concern: Concern; names: readonly string[] }

/**
 * A recipient drafts the exact words that would be brought to the circle. New words take the place of their earlier ones that the raiser
 * has not answered. Refuses words that name a person of the circle.
 */
export function askToCarry({ concern, names }: Circled, input: DraftCarrying, { actor, now, id }: By): ConcernDecision {
  if (concern.status === 'withdrawn') return withdrawn()
  if (concern.status === 'kept' || !reader(concern, actor.memberId))
    return refuse('not_now', 'Open it first, then draft words for the circle.')
  const said = input.as === 'repair' ? { as: input.as, title: input.title, why: '', effect: '' } : input
  for (const field of ['title', 'why', 'effect'] as const)
    if (namesSomebody(said[field], names))
      return refuse('invalid', 'Your circle will read this: leave out the name of anybody in it.', field)
  const others = concern.carryings.filter((one) => one.by !== actor.memberId || one.state !== 'asked')
  if (others.length >= CARRYINGS_MOST) return refuse('not_now', 'Words for the circle were drafted many times here already.')
  const { as, title, why, effect } = said
  const asked: Carrying = { id: id(), by: actor.memberId, as, title, why, effect, state: 'asked', askedOn: utcDay(now), openedId: null }
  return decided({ ...concern, carryings: [...others, asked] }, 'concern.carry_asked')
}

/** The raiser says yes or no to exactly the words under this id. A yes can be taken back until something was opened with them. */
export function answerCarrying({ concern, carrying }: { concern: Concern; carrying: Carrying }, { yes }: AnswerCarrying): ConcernDecision {
  if (concern.status !== 'given') return concern.status === 'withdrawn' ? withdrawn() : nothing()
  if (carrying.state === 'carried') return refuse('already_done', 'This was brought to the circle already.')
  if (carrying.state === 'declined' && yes) return refuse('not_now', 'You said no to these words. They can be drafted anew.')
  return moved(concern, carrying, { ...carrying, state: yes ? 'agreed' : 'declined' }, 'concern.carry_answered')
}

/**
 * Opens what was drafted, after the raiser's yes. The recipient who drafted it does so, as long as they have not stepped back. `openedId`
 * names what was opened.
 */
export function carry(
  { concern, carrying, openedId }: { concern: Concern; carrying: Carrying; openedId: string },
  { actor }: By,
): ConcernDecision {
  if (concern.status === 'withdrawn') return withdrawn()
  if (concern.status === 'kept' || carrying.by !== actor.memberId || !reader(concern, actor.memberId)) return nothing()
  if (carrying.state === 'carried') return refuse('already_done', 'This was brought to the circle already.')
  if (carrying.state !== 'agreed')
    return refuse('not_now', 'The person has not said yes to these words. Nothing is brought to the circle without it.')
  return moved(concern, carrying, { ...carrying, state: 'carried', openedId }, 'concern.carried')
}

function moved(
  concern: GivenConcern,
  before: Carrying,
  after: Carrying,
  kind: 'concern.carry_answered' | 'concern.carried',
): ConcernDecision {
  if (before.state === after.state) return { ok: true, value: { state: concern, events: [] } }
  return decided({ ...concern, carryings: concern.carryings.map((one) => (one.id === before.id ? after : one)) }, kind)
}
