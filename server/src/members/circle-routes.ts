import {
  appointFacilitator,
  createCircle,
  type Invitation,
  invite,
  join,
  leaveCircle,
  leaveWorkspace,
  standDownFacilitator,
} from '@tend/shared/members/circle-decide'
import {
  AppointFacilitator,
  CreateCircle,
  InvitationView,
  JoinCircle,
  LeaveWorkspace,
  SayNewOnes,
  SaySlackAccount,
} from '@tend/shared/members/circle-schema'
import { type Circle, mayAppointFacilitators, mayChangeCircle, mayCreateCircle, maySeeCircle } from '@tend/shared/members/policy'
import { ok } from '@tend/shared/result'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { handle } from '../handle.ts'
import { respond } from '../http/errors.ts'
import { describe, describeUnkeyed, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import {
  insertCircle,
  insertIntoCircle,
  insertInvitation,
  loadLeaver,
  loadWorkspace,
  removeFromCircle,
  saveLeaver,
  saveNewOnes,
} from './circle-store.ts'
import { loadInvitation, saveUse } from './inviting.ts'
import { codeHash, newCode } from './pairing.ts'
import { noteSlackAccount } from './slack-account.ts'
import { loadCircle, saveAppointments } from './store.ts'

const locked = (work: Work, { id }: { id: string }) => loadCircle(work, id, true)
const changed = (circle: { id: string }) => ({ id: circle.id })

// A person has few tries, so that guessing the codes of other circles is slow.
const slowGuesses = createMiddleware<TendEnv>(async (c, next) => {
  const { limits } = c.get('kernel')
  const caller = c.get('caller')
  const who = caller.kind === 'member' ? `member ${caller.actor.memberId}` : 'service'
  const seconds = limits.take('guess', who)
  if (seconds > 0) return respond(c, 'too_many', 'That was tried a few times now. Wait a little.', '', { 'retry-after': String(seconds) })
  await next()
  if (c.res.status !== 404 && c.res.status !== 410) limits.giveBack('guess', who)
})

const circles = new Hono<TendEnv>()
  .post('/circles', describe('Make another circle (facilitators of one)', IdAnswer, 201), validate('json', CreateCircle), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'circles.create',
      created: true,
      load: loadWorkspace,
      allow: mayCreateCircle,
      decide: createCircle,
      save: insertCircle,
      answer: changed,
    }),
  )
  .post(
    '/circles/:id/facilitators',
    describe('Appoint a facilitator (facilitators)', IdAnswer),
    ids('id'),
    validate('json', AppointFacilitator),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          name: 'facilitators.appoint',
          load: locked,
          allow: mayAppointFacilitators,
          decide: (circle, { memberId }) => appointFacilitator(circle, memberId),
          save: (work, circle) => saveAppointments(work, circle.id, c.req.valid('json').memberId, circle.appointments),
          answer: changed,
        },
      ),
  )
  .delete('/circles/:id/facilitators/:memberId', describe('End being facilitator (facilitators)', IdAnswer), ids('id', 'memberId'), (c) =>
    handle.command(c, c.req.valid('param'), {
      name: 'facilitators.stand_down',
      load: locked,
      allow: mayChangeCircle,
      decide: (circle, { memberId }) => standDownFacilitator(circle, memberId),
      save: (work, circle) => saveAppointments(work, circle.id, c.req.valid('param').memberId, circle.appointments),
      answer: changed,
    }),
  )

const comingAndGoing = new Hono<TendEnv>()
  .post(
    '/circles/:id/invitations',
    describeUnkeyed('A code that lets people into this circle (facilitators)', InvitationView),
    ids('id'),
    (c) => {
      const code = newCode()
      return handle.open(c, c.req.valid('param'), {
        name: 'invitations.make',
        load: locked,
        allow: mayChangeCircle,
        decide: (circle, _, given) => invite(circle, given),
        save: (work, invitation: Invitation) => insertInvitation(work, invitation, codeHash(code)),
        view: (_, { expiresAt, usesLeft }) => ({ code, expiresAt: expiresAt.toISOString(), uses: usesLeft }),
      })
    },
  )
  .post('/circles/join', describe('Come into a circle by an invitation', IdAnswer), validate('json', JoinCircle), slowGuesses, (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'circles.join',
      load: (work, { code }) => loadInvitation(work, codeHash(code)),
      allow: () => true,
      decide: (invitation, _, given) =>
        join({ invitation, memberId: given.actor.memberId, already: given.actor.roles.has(invitation.circleId) }, given),
      save: async (work, invitation, before) => {
        if (invitation === before) return
        await saveUse(work, invitation)
        await insertIntoCircle(work, invitation.circleId, work.actor.memberId)
      },
      answer: ({ circleId }) => ({ id: circleId }),
    }),
  )
  .post('/circles/:id/leave', describe('Leave a circle; nothing of mine moves', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      name: 'circles.leave',
      load: locked,
      allow: maySeeCircle,
      decide: (circle: Circle, _, given) => leaveCircle(circle, given),
      save: (work, circle) => removeFromCircle(work, circle, work.actor.memberId),
      answer: changed,
    }),
  )
  .post('/me/leave', describe('Leave this workspace; my devices stop working', IdAnswer), validate('json', LeaveWorkspace), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'me.leave',
      alone: true,
      load: (work) => loadLeaver(work, work.actor.memberId),
      allow: (actor, me) => actor.memberId === me.id,
      decide: (me, _, given) => leaveWorkspace(me, given),
      save: (work, me) => saveLeaver(work, me, true),
      answer: changed,
    }),
  )
  .put('/me/new-ones', describe('Say whether I take new ones', IdAnswer), validate('json', SayNewOnes), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'me.new_ones',
      load: async (work) => ({ id: work.actor.memberId }),
      allow: (actor, me) => actor.memberId === me.id,
      decide: (me) => ok({ state: me, events: [{ kind: 'member.away_changed', subject: me.id, circleId: null }] }),
      save: (work) => saveNewOnes(work, c.req.valid('json').noNewOnes),
      answer: changed,
    }),
  )
  .put(
    '/slack/account',
    describeUnkeyed('Say that Slack deactivated somebody, or brought them back (the Slack app)', IdAnswer),
    validate('json', SaySlackAccount),
    (c) => handle.service(c, (kernel) => noteSlackAccount(kernel, c.req.valid('json'))),
  )

/** Circles, the people who look after them, coming in and going, under /v1. */
export const circleRoutes = new Hono<TendEnv>().route('/', circles).route('/', comingAndGoing)
