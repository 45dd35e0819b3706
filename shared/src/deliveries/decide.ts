import { ok, type Result, refuse } from '../result.ts'
import type { DeliveryTrouble, ReportDelivery } from './schema.ts'
import type { Counted, Delivery } from './state.ts'

/** The time from claim to `begin`, in ms. A claim that has not begun by then is safe to hand out again. */
export const claimMs = 60_000
/** The time from `begin` to report, in ms. A post takes at most 10 s. After this time nobody can know whether it arrived. */
export const reportMs = 45_000
/** How long a digest is tried, in ms. It is the same as how late a digest may be. */
export const digestTriedMs = 24 * 3_600_000
/** How long a notice is tried, in days. */
export const noticeTriedDays = 7
/**
 * The waits between tries after a refusal, in s. They double from the first up to the longest, and are never shorter than Slack asks for.
 */
const firstWait = 5
const longestWait = 900

/** A delivery after a step, and in how many seconds its job runs next; null: it has no job any more. */
export type Step = { delivery: Delivery; jobIn: number | null }

function counted({ attempt, refusals, giveUpAt }: Delivery): Counted {
  return { attempt, refusals, giveUpAt }
}
function over(
  delivery: Delivery,
  end: { state: 'delivered' } | { state: 'uncertain' } | { state: 'given_up'; trouble: DeliveryTrouble },
): Step {
  return { delivery: { ...counted(delivery), ...end }, jobIn: null }
}
const lost = () => refuse('already_done', 'This claim is over: somebody else has it, or it is done.')

/** Whether the time in which a claim may begin has passed. */
function claimOver(claimedAt: Date, now: Date): boolean {
  return now.getTime() - claimedAt.getTime() >= claimMs
}

/**
 * Hands a delivery out if it waits or its last claim never began. A delivery that has begun and was not reported by now becomes uncertain.
 */
export function claim(delivery: Delivery, now: Date): Step & { claimed: boolean } {
  if (delivery.state === 'claimed' && delivery.begunAt) return { ...expire(delivery, now), claimed: false }
  if (delivery.state !== 'waiting' && delivery.state !== 'claimed') return { delivery, jobIn: null, claimed: false }
  if (delivery.state === 'claimed' && !claimOver(delivery.claimedAt, now)) return { delivery, jobIn: claimMs / 1000, claimed: false }
  if (now > delivery.giveUpAt) return { ...over(delivery, { state: 'given_up', trouble: 'too_late' }), claimed: false }
  const next: Delivery = { ...counted(delivery), attempt: delivery.attempt + 1, state: 'claimed', claimedAt: now, begunAt: null }
  return { delivery: next, jobIn: null, claimed: true }
}

/** Begins a delivery, right before the post. Refuses a claim that was lost, ran out or has begun already. */
export function begin(delivery: Delivery, attempt: number, now: Date): Result<Delivery> {
  if (delivery.state !== 'claimed' || delivery.attempt !== attempt || delivery.begunAt || claimOver(delivery.claimedAt, now)) return lost()
  return ok({ ...delivery, begunAt: now })
}

/**
 * Takes in what came of a post. An uncertain delivery is cleared up too, when its own claimer still answers. Refuses reports of another
 * attempt.
 */
export function report(delivery: Delivery, said: ReportDelivery, now: Date): Result<Step> {
  if (delivery.attempt !== said.attempt || (delivery.state !== 'claimed' && delivery.state !== 'uncertain')) return lost()
  if (said.outcome === 'delivered') return ok(over(delivery, { state: 'delivered' }))
  if (said.outcome === 'uncertain') return ok(over(delivery, { state: 'uncertain' }))
  if (said.permanent) return ok(over(delivery, { state: 'given_up', trouble: said.trouble ?? 'refused' }))
  const wait = Math.max(said.retryAfterSeconds, Math.min(longestWait, firstWait * 2 ** Math.min(delivery.refusals, 10)))
  if (now.getTime() + wait * 1000 > delivery.giveUpAt.getTime()) return ok(over(delivery, { state: 'given_up', trouble: 'too_late' }))
  return ok({ delivery: { ...counted(delivery), refusals: delivery.refusals + 1, state: 'waiting' }, jobIn: wait })
}

/**
 * What the clock does. A claim that never began waits again at once, a delivery that began is uncertain, and a delivery that nobody claimed
 * in time is given up.
 */
export function expire(delivery: Delivery, now: Date): Step {
  if (delivery.state === 'waiting' && now > delivery.giveUpAt) return over(delivery, { state: 'given_up', trouble: 'too_late' })
  if (delivery.state !== 'claimed') return { delivery, jobIn: null }
  if (delivery.begunAt) {
    const left = delivery.begunAt.getTime() + reportMs - now.getTime()
    return left <= 0 ? over(delivery, { state: 'uncertain' }) : { delivery, jobIn: Math.ceil(left / 1000) }
  }
  if (!claimOver(delivery.claimedAt, now)) return { delivery, jobIn: claimMs / 1000 }
  return { delivery: { ...counted(delivery), state: 'waiting' }, jobIn: 0 }
}

/** A person asks for a delivery to go out once more. Refuses a delivery that is on its way or has arrived. */
export function postAgain(delivery: Delivery, giveUpAt: Date): Result<Step> {
  if (delivery.state !== 'uncertain' && delivery.state !== 'given_up') return refuse('already_done', 'This is on its way, or has arrived.')
  return ok({ delivery: { ...counted(delivery), refusals: 0, giveUpAt, state: 'waiting' }, jobIn: 0 })
}

/** Holds a delivery while the person it would reach rests. It waits, and has as long as ever to arrive once the rest is over. */
export function hold(delivery: Delivery, { jobIn, giveUpAt }: { jobIn: number; giveUpAt: Date }): Step {
  const later = giveUpAt > delivery.giveUpAt ? giveUpAt : delivery.giveUpAt
  return { delivery: { ...counted(delivery), giveUpAt: later, state: 'waiting' }, jobIn }
}

type Over = Extract<Delivery, { state: 'delivered' | 'uncertain' | 'given_up' }>

/** Whether no more tries follow by themselves. */
export function isOver(delivery: Delivery): delivery is Over {
  return delivery.state !== 'waiting' && delivery.state !== 'claimed'
}

/** Ends a delivery as another one ended that went to the same person in the same words. */
export function endAs(delivery: Delivery, other: Over): Step {
  return over(delivery, other.state === 'given_up' ? { state: other.state, trouble: other.trouble } : { state: other.state })
}

/** Gives a delivery up that nobody could even render, or whose claimers all ended. It stays visible, with a reason. */
export function giveUp(delivery: Delivery, trouble: DeliveryTrouble): Step {
  return delivery.state === 'delivered' || delivery.state === 'uncertain'
    ? { delivery, jobIn: null }
    : over(delivery, { state: 'given_up', trouble })
}
