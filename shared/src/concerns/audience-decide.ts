import { ok, type Result, refuse } from '../result.ts'
import { utcDay } from '../zone.ts'
import type { RaiseConcern, Tier, WidenConcern } from './schema.ts'
import { type By, type Concern, type ConcernDecision, type GivenConcern, type RaisingCircle, waiting } from './state.ts'

/** Whether two lists name the same people, in any order. */
export function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).size === others.length && others.every((one) => some.includes(one))
}

/** The stewards who can be given something on a day: their term holds, and they take new ones. */
export function stewardsFor(circle: RaisingCircle, today: string): Set<string> {
  const away = new Set(circle.people.filter((person) => person.away || person.noNewOnes).map((person) => person.id))
  return new Set(circle.stewards.filter(({ memberId, until }) => until > today && !away.has(memberId)).map((one) => one.memberId))
}

const nobodyLeft = () => refuse('nobody_left', 'Nobody is left to receive it. Choose somebody else, or keep it only for you.', 'leftOut')

type Asking = { tier: Tier; recipients: readonly string[]; leftOut: readonly string[] }

/**
 * The people who receive it: the stewards that were picked, or all of today's stewards who are not away. Its raiser and the people left out
 * are never among them.
 */
function chosen(circle: RaisingCircle, { tier, recipients, leftOut }: Asking, raiserId: string, today: string): Result<string[]> {
  if (tier !== 'stewards' && recipients.length > 0)
    return refuse('invalid', 'People are picked only when it is for stewards you pick.', 'recipients')
  if (recipients.includes(raiserId))
    return refuse('invalid', 'You cannot be the one who receives it. Keep it only for you instead.', 'recipients')
  const stewards = stewardsFor(circle, today)
  if (!recipients.every((id) => stewards.has(id)))
    return refuse('not_a_steward', 'Somebody you picked is not a steward here, or takes no new ones for now.', 'recipients')
  const asked = tier === 'care_team' ? stewards : new Set(recipients)
  return ok([...asked].filter((id) => id !== raiserId && !leftOut.includes(id)))
}

/** The audience of something raised; empty for *only me*. Refuses a circle that is not ready, and any other audience that is empty. */
export function audienceOf(circle: RaisingCircle, input: RaiseConcern, raiserId: string, today: string): Result<string[]> {
  if (input.tier === 'only_me' && input.recipients.length === 0) return ok([])
  if (input.tier !== 'only_me' && circle.missing.length > 0)
    return refuse(
      'not_ready',
      'This circle still needs two stewards and its contacts before anything can be given. You can keep it only for you.',
      'tier',
    )
  const audience = chosen(circle, input, raiserId, today)
  return audience.ok && audience.value.length === 0 ? nobodyLeft() : audience
}

/**
 * Gives it to more people. This is the only way in which an audience grows, and it is for the raiser alone. People who were left out stay
 * left out, and people who stepped back are not asked again. A circle that lacks something by now does not stand in the way, as the raiser
 * may need another person because of that.
 */
export function widen({ concern, circle }: { concern: Concern; circle: RaisingCircle }, input: WidenConcern, given: By): ConcernDecision {
  if (concern.status === 'withdrawn') return refuse('withdrawn', 'This was withdrawn. There is nothing to do.')
  if (concern.status === 'kept') return refuse('not_now', 'This is only for you. What you raise anew can be given to somebody.')
  const today = utcDay(given.now)
  const { leftOut, raiserId } = concern
  const audience = chosen(circle, { tier: input.to, recipients: input.recipients, leftOut }, raiserId, today)
  if (!audience.ok) return audience
  const added = audience.value.filter((id) => !concern.recipients.some((one) => one.memberId === id))
  if (input.shownTo && !sameSet(input.shownTo, added))
    return refuse('audience_changed', 'Who would receive this has changed since it was shown to you. Look it over once more.', 'shownTo')
  if (added.length === 0) return refuse('nobody_left', 'There is nobody else to give it to. Choose somebody else.', 'recipients')
  const tier = input.to === 'care_team' ? 'care_team' : concern.tier
  const state: GivenConcern = { ...concern, tier, recipients: [...concern.recipients, ...added.map((id) => waiting(id, today))] }
  const planning = { recipients: added, notify: input.notify ?? 'at_fixed_hours' }
  return ok({ state, events: [{ kind: 'concern.widened', subject: concern.id, circleId: concern.circleId, ...planning }] })
}
