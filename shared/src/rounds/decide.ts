import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, utcDay } from '../zone.ts'
import type { AnswerRound, LinkReflection, OpenRound, RoundQuestion, TakeWithUs, WriteReflection } from './schema.ts'
import type { ReflectingCircle, Reflection, ReflectionEvent, Round, RoundEvent } from './state.ts'

type Decision = Result<Decided<Round, RoundEvent>>
type By = Given<Pick<Actor, 'memberId'>>
type AtHand = { round: Round; circle: ReflectingCircle }

/** How many days a round that has a last day stays open at most: three months. */
export const OPEN_DAYS_MOST = 92

function happened(verb: RoundEvent['kind'], state: Round): Decision {
  return ok({ state, events: [{ kind: verb, subject: state.id, circleId: state.circleId }] })
}

/** Opens a round. Refuses a last day that has passed or lies more than 92 days ahead, and a look-back beside one that is open. */
export function open(
  { circle, lookingBack }: { circle: ReflectingCircle; lookingBack: boolean },
  { question, endsOn }: OpenRound,
  { now, id }: By,
): Decision {
  const today = dayIn(circle.timeZone, now)
  if (endsOn !== null && endsOn < today) return refuse('invalid', 'Choose today or a day after.', 'endsOn')
  if (endsOn !== null && endsOn > addDays(today, OPEN_DAYS_MOST)) return refuse('invalid', 'Choose a day within three months.', 'endsOn')
  if (lookingBack && isLookBack(question)) return refuse('already_done', 'Your circle is looking back already.')
  const opened = { id: id(), circleId: circle.id, question, openedOn: today, endsOn, openedByMe: true, mine: null }
  return happened('round.opened', { ...opened, state: 'open' })
}

/** Whether a question is the season's look-back. */
export function isLookBack(question: RoundQuestion): boolean {
  return question.kind === 'library' && question.id === 'round-season'
}

/** Says one's own answer, or says it differently, while the round is open. What was said before is gone. */
export function answer({ round }: { round: Round }, { words, named }: AnswerRound, { id }: By): Decision {
  if (round.state !== 'open') return refuse('not_now', 'This round was gathered already. Your words are yours to keep.')
  return happened('round.answered', { ...round, mine: { id: id(), words, named } })
}

/**
 * Takes one's answer back. Without an answer nothing changes. Refuses an answer that is shown already: taking it away then would say whose
 * it was.
 */
export function takeBack({ round }: { round: Round }): Decision {
  const { mine } = round
  if (mine === null) return ok({ state: round, events: [] })
  if (round.state !== 'open' && (mine.named || round.unnamedShown))
    return refuse('not_now', 'This round was gathered and your answer is among the others. Taking it away now would say that it was yours.')
  return happened('round.answer_taken_back', { ...round, mine: null })
}

/**
 * Ends the answering. Answers with a name are shown. Answers without one are shown only when they are at least as many as the circle's
 * floor; with fewer, nobody sees any of them, and nothing says how many there were. Gathering it again changes nothing.
 */
export function gather({ round, circle, unnamed }: AtHand & { unnamed: number }, { now }: { now: Date }): Decision {
  if (round.state !== 'open') return ok({ state: round, events: [] })
  const gathered = { gatheredOn: dayIn(circle.timeZone, now), unnamedShown: unnamed >= circle.floor, answers: [] }
  return happened('round.gathered', { ...round, ...gathered, state: 'gathered' })
}

/**
 * Says what the circle takes with it, in words and in what it became. It can be said anew. Refuses a round that is still open, and things
 * that are not the circle's.
 */
export function takeWithUs({ round, known }: { round: Round; known: ReadonlySet<string> }, input: TakeWithUs): Decision {
  if (round.state === 'open') return refuse('not_now', 'Gather the round first.')
  for (const path of ['agreements', 'resources', 'changes'] as const)
    if (input[path].some((one) => !known.has(one))) return refuse('invalid', 'One of these is not in your circle any more.', path)
  return happened('round.taken_with_us', { ...round, state: 'done', taken: input })
}

/** "Not this season": the look-back is not offered again before the next season. Any member may still open it. */
export function setAsideLookBack(
  circle: ReflectingCircle,
  { now }: { now: Date },
): Result<Decided<{ id: string; setAsideOn: string }, RoundEvent>> {
  const state = { id: circle.id, setAsideOn: dayIn(circle.timeZone, now) }
  return ok({ state, events: [{ kind: 'round.look_back_set_aside', subject: circle.id, circleId: circle.id }] })
}

type Reflected = Result<Decided<Reflection, ReflectionEvent>>

function reflected(kind: ReflectionEvent['kind'], state: Reflection): Reflected {
  return ok({ state, events: [{ kind, subject: state.id, circleId: null }] })
}

/** The most reflections that one person keeps. */
export const mostReflections = 200

/** Begins a reflection, with what there is to say. All of it may stay empty. Refuses more than 200 of one person. */
export function begin(kept: number, answers: WriteReflection, { actor, now, id }: By): Reflected {
  if (kept >= mostReflections) return refuse('not_now', 'You keep many of these: let one go first. Nothing you wrote is lost.')
  const links = { supportId: null, acknowledgement: null }
  return reflected('reflection.begun', { id: id(), ownerId: actor.memberId, begunOn: utcDay(now), answers, links })
}

/** Writes on, or differently. The earlier words are gone. */
export function write(reflection: Reflection, answers: WriteReflection): Reflected {
  return reflected('reflection.written', { ...reflection, answers })
}

/** Notes what grew from a reflection, for its writer alone. */
export function link(reflection: Reflection, links: LinkReflection): Reflected {
  return reflected('reflection.linked', { ...reflection, links })
}

/** Lets a reflection go, for good. */
export function letGo(reflection: Reflection): Reflected {
  return reflected('reflection.let_go', reflection)
}
