import { ask, carryOn, end, offer, sendNoticeAgain, takeUp } from '@tend/shared/supports/decide'
import { isFrom, isPartOf, isSupporter, maySeeSupport, maySupportIn, mayTakeUp, type SupportActor } from '@tend/shared/supports/policy'
import { AskSupport, CarryOnSupport, OfferSupport, SupportView, TakeUpSupport } from '@tend/shared/supports/schema'
import type { Support } from '@tend/shared/supports/state'
import { viewSupport } from '@tend/shared/supports/view'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { PageQuery, paged, readPage, turnPage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { insertSupport, type LoadedSupport, loadBeginning, loadSupport, loadSupports, saveSupport } from './store.ts'

const answer = ({ id }: Support) => ({ id })
/** Nothing of support records who did it, or at what hour. */
const starting = { unnamed: true, created: true, load: loadBeginning, allow: maySupportIn, save: insertSupport, answer } as const
const onSupport = { unnamed: true, load: loadSupport, save: saveSupport, answer } as const

/** Asking for support and offering it. Nothing else is needed before. */
export const supportRoutes = new Hono<TendEnv>()
  .post(
    '/circles/:id/supports/ask',
    describe('Asks for rest, relief, company, cover or somebody from outside.', IdAnswer, 201),
    ids('id'),
    validate('json', AskSupport),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        { ...starting, name: 'support.ask', decide: (circle, { circleId: _, ...input }, given) => ask(circle, input, given) },
      ),
  )
  .post(
    '/circles/:id/supports/offer',
    describe('Offers support, to people or to the circle.', IdAnswer, 201),
    ids('id'),
    validate('json', OfferSupport),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        { ...starting, name: 'support.offer', decide: (circle, { circleId: _, ...input }, given) => offer(circle, input, given) },
      ),
  )
  .get(
    '/supports',
    describe('The support I ask for, give, or was told about; newest first.', paged(SupportView)),
    validate('query', PageQuery),
    (c) =>
      handle.query(
        c,
        {},
        {
          name: 'support.list',
          load: async (work) => {
            const page = readPage(work, 'supports', c.req.valid('query'))
            const read = page && (await loadSupports(work, page))
            const things = read?.supports.map((support) => ({ id: support.id, day: support.startedOn, support }))
            return read && { ...read, ...turnPage(work, 'supports', page, things ?? []) }
          },
          allow: (actor, { page }) => page.every(({ support }) => maySeeSupport(actor, support)),
          view: (actor, { page, next, seen }) => ({ items: page.map(({ support }) => viewSupport(actor, support, seen)), next }),
        },
      ),
  )
  .get('/supports/:id', describe('One support.', SupportView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'support.read',
      load: loadSupport,
      allow: (actor, { support }) => maySeeSupport(actor, support),
      view: (actor, { support, seen }) => viewSupport(actor, support, seen),
    }),
  )
  .post(
    '/supports/:id/take-up',
    describe('Takes up what was asked for or offered, if one was told.', IdAnswer),
    ids('id'),
    validate('json', TakeUpSupport),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        {
          ...onSupport,
          name: 'support.take_up',
          allow: (actor, { support }: LoadedSupport) => mayTakeUp(actor, support),
          decide: (thing, { id: _, ...input }, given) => takeUp(thing, input, given),
        },
      ),
  )
  .post(
    '/supports/:id/carry-on',
    describe('The supporter can go on, and is asked again after their rhythm.', IdAnswer),
    ids('id'),
    validate('json', CarryOnSupport),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        {
          ...onSupport,
          name: 'support.carry_on',
          allow: (actor: SupportActor, { support }: LoadedSupport) => isSupporter(actor, support),
          decide: (thing, { id: _, ...input }, given) => carryOn(thing, input, given),
        },
      ),
  )
  .post(
    '/supports/:id/send-notice-again',
    describe('Sends again what may not have arrived (who asked or offered).', IdAnswer),
    ids('id'),
    (c) =>
      handle.command(c, c.req.valid('param'), {
        ...onSupport,
        name: 'support.send_notice_again',
        allow: (actor: SupportActor, { support }: LoadedSupport) => isFrom(actor, support),
        decide: ({ support, seen }) => sendNoticeAgain(support, seen.uncertain.has(support.id)),
      }),
  )
  .post('/supports/:id/end', describe('Ends it, by either of the two, without a reason.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onSupport,
      name: 'support.end',
      allow: (actor: SupportActor, { support }: LoadedSupport) => isPartOf(actor, support),
      decide: (thing, _, given) => end(thing, given),
    }),
  )
