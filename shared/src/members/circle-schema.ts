import * as v from 'valibot'
import { Id, Instant, Language, line } from '../schema.ts'
import { TypedCode } from './schema.ts'

/** Another circle of the same workspace. The person who makes it becomes its first facilitator. */
export const CreateCircle = v.strictObject({ name: line(80), language: v.optional(Language) })
export type CreateCircle = v.InferOutput<typeof CreateCircle>

/** Makes a person of the circle a facilitator, until the role is taken back. */
export const AppointFacilitator = v.strictObject({ memberId: Id })
export type AppointFacilitator = v.InferOutput<typeof AppointFacilitator>

/** A code that lets people into one circle: until when it works, and how often still. */
export const InvitationView = v.object({ code: v.string(), expiresAt: Instant, uses: v.number() })

/** A person of the workspace comes into another of its circles. */
export const JoinCircle = v.strictObject({ code: TypedCode })
export type JoinCircle = v.InferOutput<typeof JoinCircle>

/** Whether a person takes no new ones. It stands wherever people are picked, and nothing that was given before moves. */
export const SayNewOnes = v.strictObject({ noNewOnes: v.boolean('Say true or false.') })
export type SayNewOnes = v.InferOutput<typeof SayNewOnes>

/** Leaving the workspace is said once, on purpose. */
export const LeaveWorkspace = v.strictObject({ sure: v.literal(true, 'Say that you are sure: your devices stop working.') })

/** What Slack says of a person's account: it is deactivated or there again, and who the person is to Slack. */
export const SaySlackAccount = v.strictObject({
  team: v.pipe(v.string('Send a team id.'), v.regex(/^[TE][A-Z0-9]{1,40}$/, 'A Slack team id looks like T0123456789.')),
  user: v.pipe(v.string('Send a user id.'), v.regex(/^[UW][A-Z0-9]{1,40}$/, 'A Slack user id looks like U0123456789.')),
  deactivated: v.boolean('Say true or false.'),
  /** The id of the event by which Slack told it. The same event changes nothing when it is told again, by this process or another. */
  event: v.optional(v.pipe(v.string('Send an event id.'), v.regex(/^Ev[A-Za-z0-9]{6,60}$/, 'A Slack event id looks like Ev0123456789.'))),
  /** Who they are to Slack now, as signed requests say when they act there. */
  profile: v.optional(
    v.strictObject({
      name: v.pipe(v.string('Send a name.'), v.maxLength(200, 'Send at most 200 characters.')),
      guest: v.boolean('Say true or false.'),
      admin: v.boolean('Say true or false.'),
    }),
  ),
})
export type SaySlackAccount = v.InferOutput<typeof SaySlackAccount>
