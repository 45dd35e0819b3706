import * as v from 'valibot'
import { Day, Id, Instant, Language, line } from '../schema.ts'

/** The roles a person can have in one circle. Everybody in it is a member. */
export const Role = v.picklist(['member', 'facilitator', 'steward'], 'A role is member, facilitator or steward.')
export type Role = v.InferOutput<typeof Role>

/** The person who asks. The server makes it from a token; nothing that a client sends becomes part of it. */
export type Actor = {
  memberId: string
  workspaceId: string
  guest: boolean
  /** Whether they came by Slack or by a paired device; absent when the clock acts. */
  via?: 'slack' | 'device'
  /** The person's roles in each circle they belong to. Stewards whose term has lapsed are not stewards here. */
  roles: ReadonlyMap<string, ReadonlySet<Role>>
}

/** Display names by member id; a person who is gone has none. */
export type Names = ReadonlyMap<string, string>

/** A contact as the group words it: who it is, and how to reach them. */
export const Contact = line(300)

const timeZone = v.pipe(
  v.string('Choose a time zone such as Europe/Madrid.'),
  v.check((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'This time zone is not known: choose one such as Europe/Madrid.'),
)

const number = (min: number, max: number, what: string) =>
  v.pipe(
    v.number(`${what} is a number.`),
    v.integer(`${what} is a whole number.`),
    v.minValue(min, `${what} is at least ${min}.`),
    v.maxValue(max, `${what} is at most ${max}.`),
  )

/** What facilitators may change of a circle. Fields that are absent stay as they are; `null` empties a field. */
export const ChangeCircle = v.strictObject({
  name: v.optional(line(80)),
  language: v.optional(Language),
  timeZone: v.optional(timeZone),
  /** The ISO weekday: 1 is Monday, 7 is Sunday. */
  digestDay: v.optional(number(1, 7, 'The digest day')),
  /** The hour of the day, in the circle's zone. */
  digestHour: v.optional(number(0, 23, 'The digest hour')),
  digestPaused: v.optional(v.boolean('Say true or false.')),
  outsideContact: v.optional(v.nullable(Contact)),
  emergencyContact: v.optional(v.nullable(Contact)),
  /** The id of a Slack channel, such as C0123456789. */
  slackChannel: v.optional(
    v.nullable(v.pipe(v.string('Send a channel id.'), v.regex(/^[CG][A-Z0-9]{6,20}$/, 'A Slack channel id looks like C0123456789.'))),
  ),
  wordsNeverThroughSlack: v.optional(v.boolean('Say true or false.')),
  simmerDays: v.optional(number(1, 180, 'The simmer time in days')),
})
export type ChangeCircle = v.InferOutput<typeof ChangeCircle>

/** Makes a person a steward for six months from now. */
export const AppointSteward = v.strictObject({ memberId: Id })
export type AppointSteward = v.InferOutput<typeof AppointSteward>

/** A code as a person types it, of a device or an invitation. */
export const TypedCode = v.pipe(
  v.string('Type the pairing code.'),
  v.trim(),
  v.toUpperCase(),
  v.regex(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/, 'A pairing code has eight letters and digits, such as K7QM-2XHA.'),
)

/** Trades a pairing code for a device token. The first person of a workspace must name themselves; later codes may carry the member already. */
export const PairDevice = v.strictObject({
  code: TypedCode,
  displayName: v.optional(line(80)),
  language: v.optional(Language),
})
export type PairDevice = v.InferOutput<typeof PairDevice>

/** The code that /tend connect shows in Slack. The same person types it where they are paired already. */
export const LinkSlack = v.strictObject({ code: TypedCode })

/** What a device holds from now on. The token is in this answer and nowhere else. */
export const PairedView = v.object({ token: v.string(), memberId: Id, deviceId: Id })
export type PairedView = v.InferOutput<typeof PairedView>

/** A pairing code, the time at which it stops working, and the address that its device asks for, if the server has a public one. */
export const PairingCodeView = v.object({ code: v.string(), expiresAt: Instant, address: v.nullable(v.string()) })

/** A person of a circle, as its members see them. */
export const PersonView = v.object({
  id: Id,
  displayName: v.string(),
  guest: v.boolean(),
  /** Whether they are an owner or admin of the Slack workspace, who could take over accounts. Pickers mark them. */
  slackAdmin: v.boolean(),
  away: v.boolean(),
  /** Whether they take no new ones for now. What was given to them before stays. */
  noNewOnes: v.optional(v.boolean()),
})
export type PersonView = v.InferOutput<typeof PersonView>

/** A circle and its settings, as its members see them. */
export const CircleView = v.object({
  id: Id,
  name: v.string(),
  language: Language,
  timeZone: v.string(),
  digestDay: v.number(),
  digestHour: v.number(),
  digestPaused: v.boolean(),
  simmerDays: v.number(),
  outsideContact: v.nullable(v.string()),
  emergencyContact: v.nullable(v.string()),
  slackChannel: v.nullable(v.string()),
  wordsNeverThroughSlack: v.boolean(),
  people: v.array(PersonView),
  /** Empty until the first person pairs a browser. */
  facilitators: v.array(Id),
  stewards: v.array(v.object({ memberId: Id, until: Day })),
  /** What is missing before this circle can give anything to anybody but *only me*; empty when it is ready. */
  missing: v.array(v.picklist(['two_stewards', 'outside_contact', 'emergency_contact'])),
  myRoles: v.array(Role),
})
export type CircleView = v.InferOutput<typeof CircleView>

/** The person who asks: their circles, their roles in them, and their own devices. */
export const MeView = v.object({
  id: Id,
  displayName: v.string(),
  language: Language,
  operator: v.nullable(v.string()),
  slackLinked: v.boolean(),
  circles: v.array(v.object({ id: Id, name: v.string(), roles: v.array(Role) })),
  devices: v.array(v.object({ id: Id, pairedOn: Day, thisOne: v.boolean() })),
  /**
   * The day from which this workspace may end; there only once its end is announced. Until then a person can take out what is their own.
   */
  workspaceEndsOn: v.optional(Day),
})
export type MeView = v.InferOutput<typeof MeView>

/** Says whether a person is away for now. Stewards who are away are marked wherever people are picked. */
export const SayAway = v.strictObject({ away: v.boolean('Say true or false.') })
export type SayAway = v.InferOutput<typeof SayAway>

/** The Slack team that belongs to this workspace. */
export const BindTeam = v.strictObject({
  team: v.pipe(v.string('Send a team id.'), v.regex(/^[TE][A-Z0-9]{1,40}$/, 'A Slack team id looks like T0123456789.')),
})
export type BindTeam = v.InferOutput<typeof BindTeam>
