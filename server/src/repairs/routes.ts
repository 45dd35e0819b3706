import type { Actor } from '@tend/shared/members/schema'
import { draft, join, make, open, rest, setDown, share, tend } from '@tend/shared/repairs/decide'
import { mayJoinAcknowledgement, mayMakeAcknowledgement, mayShareAcknowledgement, mayUseRepairs } from '@tend/shared/repairs/policy'
import { DraftAcknowledgement, OpenRepair, RepairView } from '@tend/shared/repairs/schema'
import { viewRepair } from '@tend/shared/repairs/view'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { paged, readPage, turnPage, WidePage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { changeRoutes } from './change-routes.ts'
import { partRoutes } from './part-routes.ts'
import {
  insertRepair,
  type LoadedRepair,
  loadAcknowledgement,
  loadOpening,
  loadRepair,
  loadRepairs,
  readRepair,
  saveRepair,
} from './store.ts'

const answer = ({ id }: { id: string }) => ({ id })
const ofCircle = (actor: Actor, { circle }: LoadedRepair) => mayUseRepairs(actor, circle)
/** A verb on a repair as a whole. */
const onRepair = { load: loadRepair, allow: ofCircle, save: saveRepair, answer } as const
/** A verb on one acknowledgement. Who drafted and who joined is not recorded: such events carry no actor. */
const onAcknowledgement = { load: loadAcknowledgement, save: saveRepair, answer, unnamed: true } as const

const repairs = new Hono<TendEnv>()
  .post(
    '/circles/:id/repairs',
    describe('Opens a repair, alone or from a back-burner item.', IdAnswer, 201),
    ids('id'),
    validate('json', OpenRepair),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        {
          name: 'repair.open',
          created: true,
          load: loadOpening,
          allow: (actor, { circle }) => mayUseRepairs(actor, circle),
          decide: (thing, { circleId: _, ...input }, given) => open(thing, input, given),
          save: insertRepair,
          answer,
        },
      ),
  )
  .get(
    '/circles/:id/repairs',
    describe('What a circle is tending to, oldest first.', paged(RepairView)),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'repair.list',
        load: async (work, { id }) => {
          const list = `repairs ${id}`
          const page = readPage(work, list, { limit: '100', ...c.req.valid('query') })
          const loaded = page && (await loadRepairs(work, id, page))
          const read = loaded?.repairs.map((repair) => ({ id: repair.id, day: repair.openedOn, repair }))
          return loaded && { ...loaded, ...turnPage(work, list, page, read ?? []) }
        },
        allow: (actor, { circle }) => mayUseRepairs(actor, circle),
        view: (_, { page, next, context }) => ({ items: page.map(({ repair }) => viewRepair(repair, context)), next }),
      }),
  )
  .get('/repairs/:id', describe('One repair.', RepairView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'repair.read',
      load: readRepair,
      allow: ofCircle,
      view: (_, { repair, context }) => viewRepair(repair, context),
    }),
  )
  .post('/repairs/:id/tend', describe('The circle looks after it, or takes it up again.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onRepair, name: 'repair.tend', decide: ({ repair }) => tend(repair) }),
  )
  .post('/repairs/:id/rest', describe('It rests: no digest speaks of it, and everything in it stays.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onRepair, name: 'repair.rest', decide: ({ repair }) => rest(repair) }),
  )
  .post('/repairs/:id/set-down', describe('The circle sets it down; it can be taken up again at any time.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onRepair, name: 'repair.set_down', decide: ({ repair }) => setDown(repair) }),
  )

const acknowledgements = new Hono<TendEnv>()
  .post(
    '/repairs/:id/acknowledgements',
    describe('Drafts an acknowledgement, for the circle or for oneself; nobody else reads it yet.', IdAnswer, 201),
    ids('id'),
    validate('json', DraftAcknowledgement),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          name: 'acknowledgement.draft',
          unnamed: true,
          created: true,
          load: loadRepair,
          allow: ofCircle,
          decide: (thing, { id: _, ...input }, given) => draft(thing, input, given),
          save: saveRepair,
          answer: ({ acknowledgements }) => ({ id: acknowledgements.at(-1)?.id ?? '' }),
        },
      ),
  )
  .post(
    '/repairs/:id/acknowledgements/:ackId/join',
    describe('Stands behind what the circle says: once a person, uncounted.', IdAnswer),
    ids('id', 'ackId'),
    (c) =>
      handle.command(c, c.req.valid('param'), {
        ...onAcknowledgement,
        name: 'acknowledgement.join',
        allow: (actor, { repair, acknowledgement }) => mayJoinAcknowledgement(actor, repair, acknowledgement),
        decide: join,
      }),
  )
  .post(
    '/repairs/:id/acknowledgements/:ackId/share',
    describe('Shares it with the circle, or keeps it until it is wanted.', IdAnswer),
    ids('id', 'ackId'),
    (c) =>
      handle.command(c, c.req.valid('param'), {
        ...onAcknowledgement,
        name: 'acknowledgement.share',
        allow: (actor, { repair, acknowledgement }) => mayShareAcknowledgement(actor, repair, acknowledgement),
        decide: (thing, _, given) => share(thing, given),
      }),
  )
  .post('/repairs/:id/acknowledgements/:ackId/make', describe('It was said, in the way chosen.', IdAnswer), ids('id', 'ackId'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onAcknowledgement,
      name: 'acknowledgement.make',
      allow: (actor, { repair, acknowledgement }) => mayMakeAcknowledgement(actor, repair, acknowledgement),
      decide: make,
    }),
  )

/** What a circle tends to, who has a part in it, how it acknowledges, and what it does otherwise. */
export const repairRoutes = new Hono<TendEnv>()
  .route('/', repairs)
  .route('/', acknowledgements)
  .route('/', partRoutes)
  .route('/', changeRoutes)
