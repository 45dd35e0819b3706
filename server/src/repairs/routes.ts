import { draft, join, make, open, share } from '@tend/shared/repairs/decide'
import { mayJoinAcknowledgement, mayMakeAcknowledgement, mayShareAcknowledgement, mayUseRepairs } from '@tend/shared/repairs/policy'
import { DraftAcknowledgement, OpenRepair, RepairView } from '@tend/shared/repairs/schema'
import { viewRepair } from '@tend/shared/repairs/view'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import type { TendEnv } from '../kernel.ts'
import { describe, IdAnswer, ids, items, validate } from '../validate.ts'
import { insertRepair, loadAcknowledgement, loadOpening, loadRepair, loadRepairs, saveRepair } from './store.ts'

const answer = ({ id }: { id: string }) => ({ id })
/** A verb on one acknowledgement. Who drafted and who joined stands nowhere: such events carry no actor. */
const onAcknowledgement = { load: loadAcknowledgement, save: saveRepair, answer, concern: true }

/** What a circle tends to, and how it acknowledges. */
export const repairRoutes = new Hono<TendEnv>()
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
  .get('/circles/:id/repairs', describe('What a circle is tending to.', items(RepairView)), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'repair.list',
      load: (work, { id }) => loadRepairs(work, id),
      allow: (actor, { circle }) => mayUseRepairs(actor, circle),
      view: (_, { repairs, context }) => ({ items: repairs.map((repair) => viewRepair(repair, context)) }),
    }),
  )
  .get('/repairs/:id', describe('One repair.', RepairView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'repair.read',
      load: loadRepair,
      allow: (actor, { circle }) => mayUseRepairs(actor, circle),
      view: (_, { repair, context }) => viewRepair(repair, context),
    }),
  )
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
          concern: true,
          created: true,
          load: loadRepair,
          allow: (actor, { circle }) => mayUseRepairs(actor, circle),
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
