import { replannedDigest } from '@tend/shared/digests/due'
import { appointSteward, changeCircle, makeCode, revokeDevices, setAway, standDownSteward } from '@tend/shared/members/decide'
import { linkSlack } from '@tend/shared/members/link-decide'
import type { Circle } from '@tend/shared/members/policy'
import { mayChangeCircle, mayRevoke, maySeeCircle } from '@tend/shared/members/policy'
import {
  AppointSteward,
  BindTeam,
  ChangeCircle,
  CircleView,
  LinkSlack,
  MeView,
  PairDevice,
  PairedView,
  PairingCodeView,
  SayAway,
} from '@tend/shared/members/schema'
import { viewCircle, viewMe } from '@tend/shared/members/view'
import { utcDay } from '@tend/shared/zone'
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { handle } from '../handle.ts'
import { respond, respondRefusal } from '../http/errors.ts'
import { fromThisMachine, sameOrigin, visitor } from '../http/host.ts'
import { describe, describeUnkeyed, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { directoryHash, sameBytes } from '../keys/seal.ts'
import type { Work } from '../work.ts'
import { loadLinking, saveLinked } from './linking.ts'
import { codeForSomebodyNew, codeHash, newCode, redeem } from './pairing.ts'
import { bindTeam } from './slack-door.ts'
import { loadCircle, loadDevices, loadMe, saveAppointments, saveAway, saveCircle, saveCode, saveRevoked } from './store.ts'

const tooMany = (c: Context, seconds: number) =>
  respond(c, 'too_many', 'That was tried a few times now. Wait a little.', '', { 'retry-after': String(seconds) })

// A person who guesses is slowed down before their guess is looked at, however many come at once.
const slowGuesses = createMiddleware<TendEnv>(async (c, next) => {
  const { limits } = c.get('kernel')
  const seconds = limits.take('guess', visitor(c))
  if (seconds > 0) return tooMany(c, seconds)
  await next()
  if (![401, 404, 410].includes(c.res.status)) limits.giveBack('guess', visitor(c))
})

/** The two routes that need no token: a code for a new person, and trading a code for a token. */
export const openMemberRoutes = new Hono<TendEnv>()
  .post('/pairing-codes', describe('A pairing code for somebody new', PairingCodeView, 201), slowGuesses, async (c) => {
    const secret = c.req.header('authorization')?.match(/^Setup (\S{1,200})$/)?.[1]
    const opened = secret === undefined ? fromThisMachine(c) && sameOrigin(c) : sameBytes(directoryHash(secret), c.get('kernel').setupHash)
    if (!opened) return respond(c, 'unauthorised', 'Open this page on the machine that Tend runs on, or give the set-up secret.') as never
    return c.json(await codeForSomebodyNew(c.get('kernel')), 201)
  })
  .post(
    '/devices',
    describe('Trade a pairing code for a device token', PairedView, 201),
    validate('json', PairDevice),
    slowGuesses,
    async (c) => {
      const paired = await redeem(c.get('kernel'), c.req.valid('json'))
      return paired.ok ? c.json(paired.value, 201) : (respondRefusal(c, paired.refusal) as never)
    },
  )

const changed = (circle: Circle) => ({ id: circle.id })
const saveOneSteward = (work: Work, circle: Circle, memberId: string) => saveAppointments(work, circle.id, memberId, circle.appointments)

export const memberRoutes = new Hono<TendEnv>()
  .post('/devices/codes', describeUnkeyed('A pairing code for my own next device', PairingCodeView, 201), (c) => {
    const code = newCode()
    return handle.open(
      c,
      {},
      {
        name: 'devices.code',
        load: (work) => loadDevices(work),
        allow: mayRevoke,
        decide: (devices, _, given) => makeCode(devices.filter(({ revokedOn }) => revokedOn === null).length, given.actor.memberId, given),
        save: (work, state) => saveCode(work, state, codeHash(code)),
        view: (_, state) => ({ code, expiresAt: state.expiresAt.toISOString(), address: c.get('kernel').publicUrl ?? null }),
      },
    )
  })
  .delete('/devices/:id', describe('Unpair one of my devices, or all', IdAnswer), (c) => {
    const id = c.req.param('id')
    return handle.command(
      c,
      { id },
      {
        name: 'devices.revoke',
        load: async (work) => {
          const own = (await loadDevices(work)).filter((device) => id === 'all' || device.id === id)
          return own.length > 0 ? own : undefined
        },
        allow: mayRevoke,
        decide: (devices, _, given) => revokeDevices(devices, given),
        save: saveRevoked,
        answer: () => ({ id }),
      },
    )
  })
  .get('/me', describe('Myself: my circles, roles and devices', MeView), (c) => {
    const caller = c.get('caller')
    const here = { operator: c.get('kernel').operator, deviceId: caller.kind === 'member' ? caller.deviceId : undefined }
    return handle.query(
      c,
      {},
      { name: 'me.read', load: loadMe, allow: (actor, me) => actor.memberId === me.id, view: (actor, me) => viewMe(actor, me, here) },
    )
  })
  .put('/me/away', describe('Say whether I am away', IdAnswer), validate('json', SayAway), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'me.away',
      load: loadMe,
      allow: (actor, me) => actor.memberId === me.id,
      decide: (me, { away }) => setAway(me, away),
      save: (work, { away }) => saveAway(work, away),
      answer: ({ id }) => ({ id }),
    }),
  )
  .post(
    '/me/slack',
    describe('Add my Slack account with the code of /tend connect', IdAnswer),
    validate('json', LinkSlack),
    slowGuesses,
    (c) =>
      handle.command(c, c.req.valid('json'), {
        name: 'me.slack',
        alone: true,
        code: codeHash(c.req.valid('json').code),
        load: (work, { code }) => loadLinking(work, codeHash(code)),
        allow: (actor, { here }) => actor.via === 'device' && actor.memberId === here.id,
        decide: (linking, _, given) => linkSlack(linking, given),
        save: saveLinked,
        answer: ({ id }) => ({ id }),
      }),
  )
  .get('/circles/:id', describe('A circle of mine: settings, people, stewards', CircleView), ids('id'), (c) => {
    const today = utcDay(c.get('kernel').clock())
    return handle.query(c, c.req.valid('param'), {
      name: 'circles.read',
      load: (work, { id }) => loadCircle(work, id),
      allow: maySeeCircle,
      view: (actor, circle) => viewCircle(actor, circle, today),
    })
  })
  .patch(
    '/circles/:id',
    describe('Change the settings of a circle (facilitators)', IdAnswer),
    ids('id'),
    validate('json', ChangeCircle),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), change: c.req.valid('json') },
        {
          name: 'circles.change',
          load: (work, { id }) => loadCircle(work, id, true),
          allow: mayChangeCircle,
          decide: (circle, { change }) => changeCircle(circle, change),
          save: (work, circle, before) => saveCircle(work, circle, replannedDigest(before, circle, work.now)),
          answer: changed,
        },
      ),
  )
  .post(
    '/circles/:id/stewards',
    describe('Appoint a steward for six months (facilitators)', IdAnswer),
    ids('id'),
    validate('json', AppointSteward),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          name: 'stewards.appoint',
          load: (work, { id }) => loadCircle(work, id, true),
          allow: mayChangeCircle,
          decide: (circle, { memberId }, given) => appointSteward(circle, memberId, given),
          save: (work, circle) => saveOneSteward(work, circle, c.req.valid('json').memberId),
          answer: changed,
        },
      ),
  )
  .delete('/circles/:id/stewards/:memberId', describe('End the term of a steward (facilitators)', IdAnswer), ids('id', 'memberId'), (c) =>
    handle.command(c, c.req.valid('param'), {
      name: 'stewards.stand_down',
      load: (work, { id }) => loadCircle(work, id, true),
      allow: mayChangeCircle,
      decide: (circle, { memberId }, given) => standDownSteward(circle, memberId, given),
      save: (work, circle) => saveOneSteward(work, circle, c.req.valid('param').memberId),
      answer: changed,
    }),
  )
  .put('/slack/team', describeUnkeyed('Bind the Slack team to this workspace (the Slack app)', IdAnswer), validate('json', BindTeam), (c) =>
    handle.service(c, (kernel) => bindTeam(kernel, c.req.valid('json').team)),
  )
