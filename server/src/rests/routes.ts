import type { Actor } from '@tend/shared/members/schema'
import { end, extend, leave, passOn, sendNoticeAgain, take, takeBack, takeOn } from '@tend/shared/rests/decide'
import { isResting, mayRestIn, maySeeRest, wasAsked } from '@tend/shared/rests/policy'
import { CarriedView, ExtendRest, PassOn, RestingView, RestView, TakeRest } from '@tend/shared/rests/schema'
import type { Duty, RestWindow } from '@tend/shared/rests/state'
import { viewRest, viewResting } from '@tend/shared/rests/view'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { cutPage, PageQuery, paged, readPage, turnPage, WidePage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import { insertRest, type LoadedRest, loadCarried, loadDuty, loadRest, loadResting, loadRests, loadTaking, saveRest } from './store.ts'

const answer = ({ id }: RestWindow) => ({ id })
const own = (actor: Actor, { rest }: LoadedRest) => isResting(actor, rest)
const askedToCarry = (actor: Actor, { rest, duty, today }: LoadedRest & { duty: Duty }) => wasAsked(actor, rest, duty, today)
/** Nothing of a rest records who did it, or at what hour. */
const onRest = { unnamed: true, load: loadRest, allow: own, save: saveRest, answer } as const
const onDuty = { ...onRest, load: loadDuty } as const

const rests = new Hono<TendEnv>()
  .post(
    '/circles/:id/rests',
    describe('Takes a rest. Whom it is told hears of it at once.', IdAnswer, 201),
    ids('id'),
    validate('json', TakeRest),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        {
          name: 'rest.take',
          unnamed: true,
          created: true,
          load: loadTaking,
          allow: (actor, { circle }) => mayRestIn(actor, circle),
          decide: (thing, { circleId: _, ...input }, given) => take(thing, input, given),
          save: insertRest,
          answer,
        },
      ),
  )
  .get(
    '/rests',
    describe('My rests, and those I was told of while they run; newest first.', paged(RestView)),
    validate('query', PageQuery),
    (c) =>
      handle.query(
        c,
        {},
        {
          name: 'rest.list',
          load: async (work) => {
            const page = readPage(work, 'rests', c.req.valid('query'))
            return page && turnPage(work, 'rests', page, await loadRests(work, page))
          },
          allow: (actor, { page }) => page.every(({ rest, today }) => maySeeRest(actor, rest, today)),
          view: (actor, { page, next }) => ({ items: page.map((seen) => viewRest(actor, seen.rest, seen)), next }),
        },
      ),
  )
  .get('/rests/:id', describe('One rest.', RestView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'rest.read',
      load: loadRest,
      allow: (actor, { rest, today }) => maySeeRest(actor, rest, today),
      view: (actor, seen) => viewRest(actor, seen.rest, seen),
    }),
  )
  .post(
    '/rests/:id/extend',
    describe('Another last day, later or earlier; rests again what was over.', IdAnswer),
    ids('id'),
    validate('json', ExtendRest),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        { ...onRest, name: 'rest.extend', decide: (thing, input, given) => extend(thing, input, given) },
      ),
  )
  .post('/rests/:id/end', describe('Ends a rest: what was passed on comes back.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onRest, name: 'rest.end', decide: (thing, _, given) => end(thing, given) }),
  )
  .post('/rests/:id/send-notice-again', describe('Sends again what may not have arrived (who rests).', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onRest,
      name: 'rest.send_notice_again',
      decide: (thing, _, given) => sendNoticeAgain(thing, given),
    }),
  )
  .get(
    '/circles/:id/resting',
    describe('Who takes on nothing new for now: to look at before asking somebody for something.', paged(RestingView)),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'rest.resting',
        load: async (work, { id }) => {
          const loaded = await loadResting(work, id)
          const cut = loaded && cutPage(work, `resting ${id}`, c.req.valid('query'), loaded.rests, (rest) => rest.id)
          return loaded && cut && { ...loaded, ...cut }
        },
        allow: (actor, { circle }) => mayRestIn(actor, circle),
        view: (actor, { page, next, seen }) => ({ items: page.map((rest) => viewResting(actor, rest, seen)), next }),
      }),
  )

const duties = new Hono<TendEnv>()
  .post('/rests/:id/duties/:dutyId/take-back', describe('Takes back what I passed on.', IdAnswer), ids('id', 'dutyId'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onDuty, name: 'rest.take_back', decide: (thing) => takeBack(thing) }),
  )
  .post('/rests/:id/duties/:dutyId/take-on', describe('Carries it until the rest is over.', IdAnswer), ids('id', 'dutyId'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onDuty,
      name: 'rest.take_on',
      allow: askedToCarry,
      decide: (thing, _, given) => takeOn(thing, given),
    }),
  )
  .post('/rests/:id/duties/:dutyId/leave', describe('Leaves it, without a reason.', IdAnswer), ids('id', 'dutyId'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onDuty, name: 'rest.leave', allow: askedToCarry, decide: (thing) => leave(thing) }),
  )

/** Resting, and passing on what one carries. */
export const restRoutes = new Hono<TendEnv>()
  .route('/', rests)
  .route('/', duties)
  .post(
    '/rests/:id/pass-on',
    describe('Asks somebody to carry something meanwhile; theirs once they say yes.', IdAnswer),
    ids('id'),
    validate('json', PassOn),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        {
          ...onRest,
          name: 'rest.pass_on',
          load: async (work: Work, input: { id: string }) => {
            const loaded = await loadRest(work, input)
            return loaded && { ...loaded, carried: await loadCarried(work) }
          },
          decide: (thing, { id: _, ...input }, given) => passOn(thing, input, given),
        },
      ),
  )
  .get('/me/carried', describe('What I carry in Tend, to pass on while I rest.', paged(CarriedView)), validate('query', WidePage), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'rest.carried',
        load: async (work) =>
          cutPage(work, 'carried', c.req.valid('query'), await loadCarried(work), ({ kind, subject }) => `${kind} ${subject}`),
        allow: () => true,
        view: (_, { page, next }) => ({ items: page.map(({ kind, subject, circleId }) => ({ kind, subject, circleId })), next }),
      },
    ),
  )
