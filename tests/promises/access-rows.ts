import { randomBytes, randomUUID } from 'node:crypto'
import { insertMember } from '@tend/server/members/joining'
import { codeHash } from '@tend/server/members/pairing'
import { saveCode } from '@tend/server/members/store'
import { type Cast, concern, done, type Role } from '../support/cast.ts'
import { all, ofCircle, people, type Row } from './access-row.ts'
import { careRows } from './access-rows-care.ts'
import { repairRows } from './access-rows-repairs.ts'

const everybody: readonly Role[] = ['stranger', 'revoked', 'service', ...people]

const day = { revisitOn: '2026-12-24' }
const parking = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: null }
const acknowledging = { by: 'circle', words: 'We talked over people.', how: 'in_writing' }

const raised = ({ server, people, ...cast }: Cast) => done(server, people.raiser, 'POST', '/v1/concerns', concern({ people, ...cast }))
const opened = async (cast: Cast) => {
  const id = await raised(cast)
  await done(cast.server, cast.people.recipient, 'POST', `/v1/given-concerns/${id}/open`)
  return id
}
/** Words for the circle that the recipient drafted: asked, or with the raiser's yes. */
const circleSafe = { as: 'backburner', title: 'Meetings run past their end', why: '', effect: '' }
const asked = async (cast: Cast): Promise<[string, string]> => {
  const id = await opened(cast)
  return [id, await done(cast.server, cast.people.recipient, 'POST', `/v1/given-concerns/${id}/carryings`, circleSafe)]
}
const saidYes = async (cast: Cast): Promise<[string, string]> => {
  const [id, carrying] = await asked(cast)
  await done(cast.server, cast.people.raiser, 'POST', `/v1/concerns/${id}/carryings/${carrying}/answer`, { yes: true })
  return [id, carrying]
}
const parked = (cast: Cast) => done(cast.server, cast.people.raiser, 'POST', `/v1/circles/${cast.circleId}/backburner`, parking)
const hidden = async (cast: Cast) => {
  const id = await parked(cast)
  await done(cast.server, cast.people.member, 'POST', `/v1/backburner/${id}/hide`)
  return id
}
const repair = (cast: Cast) =>
  done(cast.server, cast.people.raiser, 'POST', `/v1/circles/${cast.circleId}/repairs`, { title: 'How we meet', fromItemId: null })
const drafted = async (cast: Cast): Promise<[string, string]> => {
  const id = await repair(cast)
  return [id, await done(cast.server, cast.people.raiser, 'POST', `/v1/repairs/${id}/acknowledgements`, acknowledging)]
}
const shared = async (cast: Cast): Promise<[string, string]> => {
  const [id, ackId] = await drafted(cast)
  await done(cast.server, cast.people.raiser, 'POST', `/v1/repairs/${id}/acknowledgements/${ackId}/share`)
  return [id, ackId]
}
/** Another device of the raiser's. */
const nextDevice = async ({ server, people }: Cast) => {
  const id = randomUUID()
  await server.work(({ trx, workspaceId, today }) =>
    trx
      .insertInto('device')
      .values({
        workspace_id: workspaceId,
        id,
        member_id: people.raiser.id,
        token_hash: randomBytes(32),
        paired_on: today,
        revoked_on: null,
      })
      .execute(),
  )
  return id
}
/** A digest of which nobody knows whether it arrived. */
const uncertain = async ({ server, circleId }: Cast) => {
  const id = randomUUID()
  const key = `digest:${circleId}:${id}`
  await server.work(({ trx, workspaceId }) =>
    trx
      .insertInto('delivery')
      .values({
        workspace_id: workspaceId,
        id,
        kind: 'digest',
        circle_id: circleId,
        unique_key: key,
        week: '2026-W48',
        day: '2026-11-23',
        state: 'uncertain',
        attempt: 1,
        refusals: 0,
        give_up_at: new Date('2030-01-01'),
      })
      .execute(),
  )
  return id
}
const draft = async ({ server, people }: Cast) => {
  const key = randomUUID()
  await done(server, people.raiser, 'PUT', `/v1/concern-drafts/${key}`, { page: 'words', answers: { words: 'half a sentence' } })
  return key
}

/** A code that a new person gets with /tend connect. The person who adds it is new to Slack again. */
const slackCode = async ({ server }: Cast) => {
  const id = randomUUID()
  await server.work(async (work) => {
    const { trx, workspaceId } = work
    await trx.updateTable('member').set({ slack_user: null }).where('workspace_id', '=', workspaceId).execute()
    const slackUser = `U${randomBytes(6).toString('hex').toUpperCase()}`
    const member = { id, displayName: 'Sam', language: 'en' as const, guest: false, slackAdmin: false, slackUser }
    await insertMember(work, member, server.home.circleId)
    const expiresAt = new Date(work.now.getTime() + 60_000)
    await saveCode(work, { id: randomUUID(), memberId: id, expiresAt, usedAt: null }, codeHash(codeOf(id)))
  })
  return codeOf(id)
}
/** A code made of an id: other ids give other codes. */
const codeOf = (id: string) => `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase()

const ofDevices: Record<string, Row> = {
  // With no token these two have doors of their own: loopback or the set-up secret, and a code.
  'POST /v1/pairing-codes': { at: () => '/v1/pairing-codes', may: all(everybody, 401) },
  'POST /v1/devices': { at: () => '/v1/devices', body: () => ({ code: 'AAAA-AAAA' }), may: all(everybody, 404) },
  'POST /v1/devices/codes': { at: () => '/v1/devices/codes', may: all(people) },
  'DELETE /v1/devices/:id': { at: ({ id }) => `/v1/devices/${id}`, arrange: nextDevice, may: { raiser: 200 } },
}

const ofMembers: Record<string, Row> = {
  'GET /v1/me': { at: () => '/v1/me', may: all(people) },
  'GET /v1/me/export': { at: () => '/v1/me/export', may: all(people) },
  'GET /v1/me/erasure': { at: () => '/v1/me/erasure', may: all(people) },
  // Everybody may erase themselves, and nobody without the first step. The request names nothing else.
  'DELETE /v1/me': { at: () => '/v1/me', body: () => ({ confirm: 'made_up' }), may: all(people, 400) },
  'PUT /v1/me/away': { at: () => '/v1/me/away', body: () => ({ away: false }), may: all(people) },
  // The code of a Slack member of this workspace. A person who holds it adds that account to themselves, and people elsewhere cannot.
  'GET /v1/circles/:id': { at: ({ circleId }) => `/v1/circles/${circleId}`, may: all(ofCircle) },
  'PATCH /v1/circles/:id': { at: ({ circleId }) => `/v1/circles/${circleId}`, body: () => ({ simmerDays: 21 }), may: { facilitator: 200 } },
  'POST /v1/circles/:id/stewards': {
    at: ({ circleId }) => `/v1/circles/${circleId}/stewards`,
    body: ({ people }) => ({ memberId: people.steward.id }),
    may: { facilitator: 200 },
  },
  'DELETE /v1/circles/:id/stewards/:memberId': {
    at: ({ circleId, id }) => `/v1/circles/${circleId}/stewards/${id}`,
    arrange: async ({ server }) => (await server.member('Ty', { roles: ['steward'] })).id,
    may: { facilitator: 200 },
  },
  'POST /v1/circles': {
    at: () => '/v1/circles',
    body: () => ({ name: 'Kitchen' }),
    may: all(['otherWorkspace', 'otherCircle', 'facilitator'], 201),
  },
  'POST /v1/circles/:id/facilitators': {
    at: ({ circleId }) => `/v1/circles/${circleId}/facilitators`,
    body: ({ people }) => ({ memberId: people.facilitator.id }),
    may: { facilitator: 200 },
  },
  'DELETE /v1/circles/:id/facilitators/:memberId': {
    at: ({ circleId, id }) => `/v1/circles/${circleId}/facilitators/${id}`,
    arrange: async ({ server }) => (await server.member('Ty', { roles: ['facilitator'] })).id,
    may: { facilitator: 200 },
  },
  'POST /v1/circles/:id/invitations': { at: ({ circleId }) => `/v1/circles/${circleId}/invitations`, may: { facilitator: 200 } },
  // Nobody has this code, and everybody who asks is told the same.
  'POST /v1/circles/join': { at: () => '/v1/circles/join', body: () => ({ code: 'AAAA-AAAA' }), may: {} },
  'POST /v1/circles/:id/leave': {
    at: ({ id }) => `/v1/circles/${id}/leave`,
    // A circle of their own, for the person who is asked about. Nobody else is in it.
    arrange: async ({ server, people }) => {
      const { circleId } = await server.circle()
      const row = { workspace_id: server.home.workspaceId, circle_id: circleId, member_id: people.member.id, joined_on: '2026-11-23' }
      await server.work(({ trx }) => trx.insertInto('circle_member').values(row).execute())
      return circleId
    },
    may: { member: 200 },
  },
  'PUT /v1/me/new-ones': { at: () => '/v1/me/new-ones', body: () => ({ noNewOnes: false }), may: all(people) },
  'PUT /v1/slack/account': {
    at: () => '/v1/slack/account',
    arrange: async ({ server }) => {
      await server.asService().v1.slack.team.$put({ json: { team: 'T0123456' } })
      await server.asSlack({ team: 'T0123456', user: 'U0000042' }).v1.me.$get()
      return ''
    },
    body: () => ({ team: 'T0123456', user: 'U0000042', deactivated: false }),
    may: { service: 200 },
  },
  // A person who is sure is gone afterwards, which a test of its own tries. Here there is nobody to leave but oneself.
  'POST /v1/me/leave': { at: () => '/v1/me/leave', body: () => ({ sure: false }), may: all([...people, 'service'], 400) },
  'PUT /v1/slack/team': { at: () => '/v1/slack/team', body: () => ({ team: 'T0123456' }), may: { service: 200 } },
}

const ofConcerns: Record<string, Row> = {
  'POST /v1/concerns': {
    at: () => '/v1/concerns',
    body: (cast) => concern(cast, { tier: 'only_me', recipients: [], leftOut: [] }),
    may: all(ofCircle, 201),
  },
  'GET /v1/concerns': { at: () => '/v1/concerns', may: all(people) },
  'GET /v1/concerns/:id': { at: ({ id }) => `/v1/concerns/${id}`, arrange: opened, may: { raiser: 200 } },
  'DELETE /v1/concerns/:id': { at: ({ id }) => `/v1/concerns/${id}`, arrange: opened, may: { raiser: 200 } },
  'POST /v1/concerns/:id/withdraw': { at: ({ id }) => `/v1/concerns/${id}/withdraw`, arrange: opened, may: { raiser: 200 } },
  // Nothing is uncertain, and its raiser is told so. For everybody else it is not there.
  'POST /v1/concerns/:id/send-notice-again': {
    at: ({ id }) => `/v1/concerns/${id}/send-notice-again`,
    arrange: opened,
    may: { raiser: 409 },
  },
  'POST /v1/concerns/:id/widen': {
    at: ({ id }) => `/v1/concerns/${id}/widen`,
    arrange: opened,
    body: ({ people }) => ({ to: 'stewards', recipients: [people.steward.id] }),
    may: { raiser: 200 },
  },
  'POST /v1/concerns/:id/extend': {
    at: ({ id }) => `/v1/concerns/${id}/extend`,
    arrange: opened,
    body: () => ({ keep: { kind: 'until_day', day: '2027-12-24' } }),
    may: { raiser: 200 },
  },
  'POST /v1/concerns/:id/replies': {
    at: ({ id }) => `/v1/concerns/${id}/replies`,
    arrange: opened,
    body: () => ({ words: 'Thank you.', to: null }),
    may: { raiser: 201 },
  },
  'POST /v1/concerns/:id/carryings/:carryingId/answer': {
    at: ({ id, other }) => `/v1/concerns/${id}/carryings/${other}/answer`,
    arrange: asked,
    body: () => ({ yes: true }),
    may: { raiser: 200 },
  },
  'POST /v1/given-concerns/:id/replies': {
    at: ({ id }) => `/v1/given-concerns/${id}/replies`,
    arrange: opened,
    body: () => ({ words: 'I am here.' }),
    may: { recipient: 201 },
  },
  'POST /v1/given-concerns/:id/carryings': {
    at: ({ id }) => `/v1/given-concerns/${id}/carryings`,
    arrange: opened,
    body: () => circleSafe,
    may: { recipient: 201 },
  },
  'POST /v1/given-concerns/:id/carryings/:carryingId/carry': {
    at: ({ id, other }) => `/v1/given-concerns/${id}/carryings/${other}/carry`,
    arrange: saidYes,
    may: { recipient: 200 },
  },
  'GET /v1/given-concerns': { at: () => '/v1/given-concerns', may: all(people) },
  'POST /v1/given-concerns/:id/open': { at: ({ id }) => `/v1/given-concerns/${id}/open`, arrange: raised, may: { recipient: 200 } },
  'POST /v1/given-concerns/:id/hear': { at: ({ id }) => `/v1/given-concerns/${id}/hear`, arrange: opened, may: { recipient: 200 } },
  'POST /v1/given-concerns/:id/step-back': {
    at: ({ id }) => `/v1/given-concerns/${id}/step-back`,
    arrange: raised,
    may: { recipient: 200 },
  },
  'GET /v1/concern-drafts/:key': { at: ({ id }) => `/v1/concern-drafts/${id}`, arrange: draft, may: { raiser: 200 } },
  // Everybody has drafts of their own under any key, and nobody reaches another person's.
  'PUT /v1/concern-drafts/:key': {
    at: ({ id }) => `/v1/concern-drafts/${id}`,
    arrange: draft,
    body: () => ({ page: 'help', answers: {} }),
    may: all(people),
  },
  'DELETE /v1/concern-drafts/:key': { at: ({ id }) => `/v1/concern-drafts/${id}`, arrange: draft, may: all(people) },
}

const onItem = (verb: string, more: Partial<Row> = {}): Row => ({
  at: ({ id }) => `/v1/backburner/${id}/${verb}`,
  arrange: parked,
  may: all(ofCircle),
  ...more,
})
const ofBackBurner: Record<string, Row> = {
  'POST /v1/circles/:id/backburner': {
    at: ({ circleId }) => `/v1/circles/${circleId}/backburner`,
    body: () => parking,
    may: all(ofCircle, 201),
  },
  'GET /v1/circles/:id/backburner': { at: ({ circleId }) => `/v1/circles/${circleId}/backburner`, may: all(ofCircle) },
  'POST /v1/backburner/:id/echo': onItem('echo'),
  'POST /v1/backburner/:id/tend': onItem('tend'),
  'POST /v1/backburner/:id/postpone': onItem('postpone', { body: () => day }),
  'POST /v1/backburner/:id/pick-up': onItem('pick-up'),
  'POST /v1/backburner/:id/set-down': onItem('set-down', { body: () => ({ reason: '' }) }),
  'POST /v1/backburner/:id/hide': onItem('hide'),
  // A steward who neither parked nor hid it may. Nobody else even finds it.
  'POST /v1/backburner/:id/restore': onItem('restore', { arrange: hidden, may: all(['steward', 'leftOut', 'recipient']) }),
}

const onAcknowledgement = (verb: string, arrange: NonNullable<Row['arrange']>, may: Row['may']): Row => ({
  at: ({ id, other }) => `/v1/repairs/${id}/acknowledgements/${other}/${verb}`,
  arrange,
  may,
})
const ofRepairs: Record<string, Row> = {
  'POST /v1/circles/:id/repairs': {
    at: ({ circleId }) => `/v1/circles/${circleId}/repairs`,
    body: () => ({ title: 'How we meet', fromItemId: null }),
    may: all(ofCircle, 201),
  },
  'GET /v1/circles/:id/repairs': { at: ({ circleId }) => `/v1/circles/${circleId}/repairs`, may: all(ofCircle) },
  'GET /v1/repairs/:id': { at: ({ id }) => `/v1/repairs/${id}`, arrange: repair, may: all(ofCircle) },
  'POST /v1/repairs/:id/acknowledgements': {
    at: ({ id }) => `/v1/repairs/${id}/acknowledgements`,
    arrange: repair,
    body: () => acknowledging,
    may: all(ofCircle, 201),
  },
  'POST /v1/repairs/:id/acknowledgements/:ackId/share': onAcknowledgement('share', drafted, { raiser: 200 }),
  'POST /v1/repairs/:id/acknowledgements/:ackId/join': onAcknowledgement('join', shared, all(ofCircle)),
  'POST /v1/repairs/:id/acknowledgements/:ackId/make': onAcknowledgement('make', shared, all(ofCircle)),
}

const ofDeliveries: Record<string, Row> = {
  'GET /v1/circles/:id/digest': { at: ({ circleId }) => `/v1/circles/${circleId}/digest`, may: all(ofCircle) },
  'GET /v1/circles/:id/deliveries': { at: ({ circleId }) => `/v1/circles/${circleId}/deliveries`, may: { facilitator: 200 } },
  'POST /v1/circles/:id/deliveries/:deliveryId/post-again': {
    at: ({ circleId, id }) => `/v1/circles/${circleId}/deliveries/${id}/post-again`,
    arrange: uncertain,
    may: { facilitator: 200 },
  },
  'POST /v1/deliveries/claim': { at: () => '/v1/deliveries/claim', body: () => ({ max: 1 }), may: { service: 200 } },
  // Nobody holds a claim on it, and the service is told so.
  'POST /v1/deliveries/:id/begin': {
    at: ({ id }) => `/v1/deliveries/${id}/begin`,
    arrange: uncertain,
    body: () => ({ attempt: 7 }),
    may: { service: 409 },
  },
  'POST /v1/deliveries/:id/report': {
    at: ({ id }) => `/v1/deliveries/${id}/report`,
    arrange: uncertain,
    body: () => ({ attempt: 7, outcome: 'delivered' }),
    may: { service: 409 },
  },
}

/** A sentence like no other, as two that are nearly the same are refused. */
const asking = () => ({ text: `What of ${randomBytes(24).toString('hex')}?`, why: 'It may help.' })
const ownPrompt = () => ({
  category: 'closing',
  moment: 'closing',
  audience: 'self',
  depth: 1,
  action: 'none',
  en: asking(),
  es: null,
  basedOn: null,
})
const prompted = ({ server, people, circleId }: Cast) =>
  done(server, people.facilitator, 'POST', `/v1/circles/${circleId}/prompts`, ownPrompt())
const ofPrompts: Record<string, Row> = {
  'GET /v1/circles/:id/prompts': { at: ({ circleId }) => `/v1/circles/${circleId}/prompts`, may: all(ofCircle) },
  'POST /v1/circles/:id/prompts': { at: ({ circleId }) => `/v1/circles/${circleId}/prompts`, body: ownPrompt, may: { facilitator: 201 } },
  'POST /v1/circles/:id/prompts/library': {
    at: ({ circleId }) => `/v1/circles/${circleId}/prompts/library`,
    body: () => ({ promptId: 'arriving-body', on: false }),
    may: { facilitator: 200 },
  },
  'PATCH /v1/prompts/:id': {
    at: ({ id }) => `/v1/prompts/${id}`,
    arrange: prompted,
    body: () => ({ es: null }),
    may: { facilitator: 200 },
  },
  'POST /v1/prompts/:id/switch': {
    at: ({ id }) => `/v1/prompts/${id}/switch`,
    arrange: prompted,
    body: () => ({ on: false }),
    may: { facilitator: 200 },
  },
}

const agreeing = { words: 'We end on time.', lookAgainOn: null }
const agreed = ({ server, people, circleId }: Cast) => done(server, people.raiser, 'POST', `/v1/circles/${circleId}/agreements`, agreeing)
const ofAgreements: Record<string, Row> = {
  'POST /v1/circles/:id/agreements': {
    at: ({ circleId }) => `/v1/circles/${circleId}/agreements`,
    body: () => agreeing,
    may: all(ofCircle, 201),
  },
  'GET /v1/circles/:id/agreements': { at: ({ circleId }) => `/v1/circles/${circleId}/agreements`, may: all(ofCircle) },
  'GET /v1/agreements/:id': { at: ({ id }) => `/v1/agreements/${id}`, arrange: agreed, may: all(ofCircle) },
  'POST /v1/agreements/:id/revise': {
    at: ({ id }) => `/v1/agreements/${id}/revise`,
    arrange: agreed,
    body: () => ({ words: 'We end five minutes early.', lookAgainOn: null }),
    may: all(ofCircle),
  },
  'POST /v1/agreements/:id/drop': {
    at: ({ id }) => `/v1/agreements/${id}/drop`,
    arrange: agreed,
    body: () => ({ reason: '' }),
    may: all(ofCircle),
  },
}

const leaningOn = { place: 'outside', name: 'The house by the lake', needs: ['rest'], contact: '', cost: '', languages: [], access: '' }
const added = ({ server, people, circleId }: Cast) => done(server, people.raiser, 'POST', `/v1/circles/${circleId}/resources`, leaningOn)
const ofResources: Record<string, Row> = {
  'POST /v1/circles/:id/resources': {
    at: ({ circleId }) => `/v1/circles/${circleId}/resources`,
    body: () => leaningOn,
    may: all(ofCircle, 201),
  },
  'GET /v1/circles/:id/resources': { at: ({ circleId }) => `/v1/circles/${circleId}/resources`, may: all(ofCircle) },
  'GET /v1/resources/:id': { at: ({ id }) => `/v1/resources/${id}`, arrange: added, may: all(ofCircle) },
  'POST /v1/resources/:id/check': { at: ({ id }) => `/v1/resources/${id}/check`, arrange: added, body: () => ({}), may: all(ofCircle) },
  'POST /v1/resources/:id/retire': { at: ({ id }) => `/v1/resources/${id}/retire`, arrange: added, may: all(ofCircle) },
  'GET /v1/circles/:id/kit': { at: ({ circleId }) => `/v1/circles/${circleId}/kit`, may: all(ofCircle) },
}

// This is asked last: from then on the person who makes one member of two is in the circles of both.
const ofLinking: Record<string, Row> = {
  'POST /v1/me/slack': {
    at: () => '/v1/me/slack',
    arrange: slackCode,
    body: ({ id }) => ({ code: id }),
    may: all(people.filter((role) => role !== 'otherWorkspace')),
  },
}

/** Every route under /v1, with what it gives to each role. */
export const rows: Record<string, Row> = {
  ...ofDevices,
  ...ofMembers,
  ...ofConcerns,
  ...ofBackBurner,
  ...ofRepairs,
  ...ofPrompts,
  ...ofAgreements,
  ...ofResources,
  ...ofDeliveries,
  ...careRows,
  ...repairRows,
  ...ofLinking,
}

/** Pages and reports that hold nothing of any person, open to everybody who reaches the server. */
export const open: Record<string, number> = {
  'GET /': 200,
  'GET /health': 200,
  'GET /openapi.json': 200,
  'GET /reference': 200,
  'GET /rehearse': 200,
}
