import type { CircleView, PersonView } from '../members/schema.ts'
import { ok, type Result } from '../result.ts'
import { dayOf, open, raise } from './decide.ts'
import type { GivenConcernView, RaiseConcern } from './schema.ts'
import { viewGiven } from './view.ts'

/** A person as a review names them. */
type Person = { memberId: string; displayName: string }

/** What will happen if this is sent now; `sees` is exactly what that recipient will read once they open it. */
export type Review = {
  keptUntil: string | null
  recipients: (Person & { sees: Omit<GivenConcernView, 'id'> })[]
  leftOut: Person[]
  /** People called like somebody left out, who are not: perhaps the same person by another door. */
  namesakes: Person[]
}

/**
 * Whoever in the circle has the display name of somebody left out and is not left out too. Somebody who paired a browser and uses Slack stands
 * there twice until they add their Slack account: leaving out one of the two must not look like leaving out the person.
 */
export function namesakesOf(people: readonly Pick<PersonView, 'id' | 'displayName'>[], leftOut: readonly string[], me: string): string[] {
  const called = new Set(people.filter(({ id }) => leftOut.includes(id)).map(({ displayName }) => spoken(displayName)))
  return people.filter(({ id, displayName }) => id !== me && !leftOut.includes(id) && called.has(spoken(displayName))).map(({ id }) => id)
}

// As one says a name: without regard to capitals, accents and spaces, which people type differently at two doors.
function spoken(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || plain.trim()
}

/** The last page before giving: the raising is really decided, and opened as each recipient, so that the page cannot differ from what they get. */
export function reviewFor(
  input: RaiseConcern,
  about: { circle: Pick<CircleView, 'id' | 'people' | 'stewards' | 'missing'>; me: string; now: Date },
): Result<Review> {
  const { circle, me, now } = about
  const names = new Map(circle.people.map((person) => [person.id, person.displayName]))
  const roles = new Map([[circle.id, new Set<never>()]])
  const as = (memberId: string) => ({ actor: { memberId, roles }, now, id: () => '' })
  const { shownTo: _, ...said } = input
  const raised = raise(circle, said, as(me))
  if (!raised.ok) return raised
  const concern = raised.value.state
  const named = (memberId: string): Person => ({ memberId, displayName: names.get(memberId) ?? '' })
  const seen = (memberId: string) => {
    const opened = open(concern, as(memberId))
    if (!opened.ok) throw new Error('A recipient can open what was just given to them.')
    const { id: _, ...sees } = viewGiven(as(memberId).actor, opened.value.state, { names, today: dayOf(now) })
    return { ...named(memberId), sees }
  }
  const recipients = concern.status === 'kept' ? [] : concern.recipients.map((one) => seen(one.memberId))
  const namesakes = concern.status === 'kept' ? [] : namesakesOf(circle.people, concern.leftOut, me).map(named)
  return ok({ keptUntil: concern.keptUntil, recipients, leftOut: concern.leftOut.map(named), namesakes })
}
