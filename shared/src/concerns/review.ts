import type { CircleView, PersonView } from '../members/schema.ts'
import { ok, type Result, refuse } from '../result.ts'
import { utcDay } from '../zone.ts'
import { stewardsFor, widen } from './audience-decide.ts'
import { open, raise } from './decide.ts'
import type { GivenConcernView, MyConcernView, RaiseConcern } from './schema.ts'
import type { Concern, GivenConcern, WithdrawnConcern } from './state.ts'
import { viewGiven } from './view.ts'

/** A person as a review names them. */
type Person = { memberId: string; displayName: string }

/** What will happen if this is sent now. `sees` is exactly what that recipient will read once they open it. */
export type Review = {
  keptUntil: string | null
  recipients: (Person & { sees: Omit<GivenConcernView, 'id'> })[]
  leftOut: Person[]
  /**
   * People with the name of a person left out who are not left out themselves: perhaps the same person, once by Slack and once by a
   * browser.
   */
  namesakes: Person[]
}

/**
 * The people of the circle who have the display name of a person left out and are not left out too. A person who paired a browser and uses
 * Slack stands there twice until they add their Slack account. Leaving out one of the two must not look like leaving out the person.
 */
export function namesakesOf(people: readonly Pick<PersonView, 'id' | 'displayName'>[], leftOut: readonly string[], me: string): string[] {
  const called = new Set(people.filter(({ id }) => leftOut.includes(id)).map(({ displayName }) => spoken(displayName)))
  return people.filter(({ id, displayName }) => id !== me && !leftOut.includes(id) && called.has(spoken(displayName))).map(({ id }) => id)
}

// A name as people say it: without regard to capitals, accents and spaces, which people type differently in Slack and in a browser.
function spoken(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || plain.trim()
}

/** The circle as one of its members sees it, which member that is, and the time. */
type About = { circle: Pick<CircleView, 'id' | 'people' | 'stewards' | 'missing'>; me: string; now: Date }

/**
 * The last page before giving. It really decides the raising and opens the result as each recipient, so that the page cannot differ from
 * what they get.
 */
export function reviewFor(input: RaiseConcern, about: About): Result<Review> {
  const { shownTo: _, ...said } = input
  const raised = raise(about.circle, said, by(about, about.me))
  if (!raised.ok) return raised
  const concern = raised.value.state
  const recipients = concern.status === 'kept' ? [] : concern.recipients.map(({ memberId }) => seenBy(memberId, concern, about))
  const namesakes = concern.status === 'kept' ? [] : namesakesOf(about.circle.people, concern.leftOut, about.me).map(named(about))
  return ok({ keptUntil: concern.keptUntil, recipients, leftOut: concern.leftOut.map(named(about)), namesakes })
}

/**
 * Today's stewards to whom something of one's own can still be given (`free`), and those who would be among them but take on nothing new
 * for now (`notNow`). People who were left out, or who have it already, are in neither list.
 */
export function othersFor(concern: MyConcernView, { circle, me, now }: About): { free: PersonView[]; notNow: PersonView[] } {
  const not = new Set([me, ...[...concern.leftOut, ...concern.recipients].map(({ memberId }) => memberId)])
  const terms = new Set(circle.stewards.filter(({ until }) => until > utcDay(now)).map(({ memberId }) => memberId))
  const others = circle.people.filter(({ id }) => terms.has(id) && !not.has(id))
  const free = stewardsFor(circle, utcDay(now))
  return { free: others.filter(({ id }) => free.has(id)), notNow: others.filter(({ id }) => !free.has(id)) }
}

/**
 * The last page before giving it to more people, decided and opened as `reviewFor` does it. It names only the people who do not have it
 * yet.
 */
export function reviewWider(mine: MyConcernView, picked: readonly string[], about: About): Result<Review['recipients']> {
  const held = raisedAs(mine, about.me)
  if (!held) return refuse('not_now', 'This is only for you. What you raise anew can be given to somebody.')
  const widened = widen({ concern: held, circle: about.circle }, { to: 'stewards', recipients: [...picked] }, by(about, about.me))
  if (!widened.ok) return widened
  const { recipients = [] } = widened.value.events[0] ?? {}
  return ok(recipients.map((memberId) => seenBy(memberId, widened.value.state, about)))
}

/**
 * What its raiser sees of it, in the form that decisions take. Replies so far belong to those they were written to, and are no part of what
 * others will see.
 */
function raisedAs(mine: MyConcernView, raiserId: string): GivenConcern | WithdrawnConcern | undefined {
  const { status, tier, keptUntil } = mine
  if (status === 'kept' || tier === 'only_me' || keptUntil === null) return undefined
  const leftOut = mine.leftOut.map(({ memberId }) => memberId)
  return { ...mine, status, tier, keptUntil, raiserId, leftOut, lookedAfterOn: null, replies: [], carryings: [] }
}

function by({ circle, now }: About, memberId: string) {
  return { actor: { memberId, roles: new Map([[circle.id, new Set<never>()]]) }, now, id: () => '' }
}

const namesIn = ({ circle }: About) => new Map(circle.people.map((person) => [person.id, person.displayName]))

const named =
  (about: About) =>
  (memberId: string): Person => ({ memberId, displayName: namesIn(about).get(memberId) ?? '' })

function seenBy(memberId: string, concern: Concern, about: About): Review['recipients'][number] {
  const opened = open(concern, by(about, memberId))
  if (!opened.ok) throw new Error('A recipient can open what was just given to them.')
  const seen = { names: namesIn(about), today: utcDay(about.now) }
  const { id: _, ...sees } = viewGiven(by(about, memberId).actor, opened.value.state, seen)
  return { ...named(about)(memberId), sees }
}
