import { widen } from '@tend/shared/concerns/audience-decide'
import { raise, remove, sendNoticeAgain, withdraw } from '@tend/shared/concerns/decide'
import { extend } from '@tend/shared/concerns/later-decide'
import { isItsRaiser, mayRaise, notThroughSlack, throughExtension } from '@tend/shared/concerns/policy'
import { answerCarrying, replyToStewards } from '@tend/shared/concerns/reply-decide'
import { AnswerCarrying, ExtendConcern, MyConcernView, RaiseConcern, ReplyToStewards, WidenConcern } from '@tend/shared/concerns/schema'
import type { Carrying, Concern, RaisingCircle } from '@tend/shared/concerns/state'
import { type ConcernContext, type RaiserContext, viewMine } from '@tend/shared/concerns/view'
import type { Actor } from '@tend/shared/members/schema'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { cutPage, paged, WidePage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import { draftRoutes } from './draft-routes.ts'
import { givenRoutes } from './given-routes.ts'
import { loadAround, loadClosedCircles, loadNames, loadRaisingCircle, noticesUncertain } from './people-store.ts'
import { deleteConcern, insertConcern, loadMine, saveConcern } from './store.ts'

type OneId = { id: string }
/** A concern at the day its rules are asked. `closed`: its circle keeps words out of the way the person came by (Slack). */
type Held = { concern: Concern; today: string; closed: boolean }
/** Concerns with what a view of them needs. */
type Read = { concerns: Concern[]; seen: ConcernContext; around: (concern: Concern) => RaiserContext }

/** Reads a concern of the person who acts; nothing when there is none. */
async function mine(work: Work, { id }: OneId): Promise<Held | undefined> {
  const [concern] = await loadMine(work, id)
  if (!concern) return undefined
  return { concern, today: work.today, closed: (await loadClosedCircles(work, [concern.circleId])).size > 0 }
}

async function readable(work: Work, concerns: Concern[]): Promise<Read> {
  const seen = { names: await loadNames(work, concerns), today: work.today }
  return { concerns, seen, around: await loadAround(work, concerns) }
}

const isRaiser = (actor: Actor, { concern, today }: Held) => isItsRaiser(actor, concern, today)
const save = (work: Work, state: Concern, before: Held) => saveConcern(work, state, before.concern)
const answer = (state: Concern) => ({ id: state.id })
const viewMineIn =
  (actor: Actor, { seen, around }: Read) =>
  (one: Concern) =>
    viewMine(actor, one, seen, around(one))

/** A write of the person who raised it. */
const raisers = { unnamed: true, load: mine, allow: isRaiser, save, answer } as const

const raised = new Hono<TendEnv>()
  .post('/concerns', describe('Raise a concern: keep it, or give it', IdAnswer, 201), validate('json', RaiseConcern), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'concern.raise',
      unnamed: true,
      created: true,
      load: (work, input) => loadRaisingCircle(work, input.circleId),
      allow: (actor, circle) => mayRaise(actor, circle.id),
      decide: raise,
      save: insertConcern,
      answer,
    }),
  )
  .get('/concerns', describe('What I raised', paged(MyConcernView)), validate('query', WidePage), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'concern.mine',
        load: async (work) => {
          const cut = cutPage(work, 'concerns', c.req.valid('query'), await loadMine(work), ({ id }) => id)
          return cut && { ...(await readable(work, cut.page)), next: cut.next }
        },
        allow: (actor, read) => read.concerns.every((concern) => isItsRaiser(actor, concern, read.seen.today)),
        view: (actor, read) => ({ items: read.concerns.map(viewMineIn(actor, read)), next: read.next }),
      },
    ),
  )
  .get('/concerns/:id', describe('One thing I raised', MyConcernView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'concern.read',
      load: async (work, { id }) => {
        const [concern] = await loadMine(work, id)
        return concern && { concern, ...(await readable(work, [concern])) }
      },
      allow: (actor, { concern, seen }) => isItsRaiser(actor, concern, seen.today),
      refuse: (_, { concern, around }) => (around(concern).withoutWords ? notThroughSlack : undefined),
      view: (actor, read) => viewMineIn(actor, read)(read.concern),
    }),
  )
  .post('/concerns/:id/withdraw', describe('Take back what I gave', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...raisers, name: 'concern.withdraw', decide: ({ concern }) => withdraw(concern) }),
  )
  .post('/concerns/:id/send-notice-again', describe('Send an uncertain notice again', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...raisers,
      name: 'concern.send_notice_again',
      load: async (work, input) => {
        const held = await mine(work, input)
        return held && { ...held, uncertain: (await noticesUncertain(work, [held.concern])).size > 0 }
      },
      decide: ({ concern, uncertain }: Held & { uncertain: boolean }) => sendNoticeAgain(concern, uncertain),
    }),
  )
  .delete('/concerns/:id', describe('Delete something I raised, for good', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...raisers,
      name: 'concern.delete',
      decide: ({ concern }) => remove(concern),
      save: deleteConcern,
    }),
  )

const lasting = new Hono<TendEnv>()
  .post(
    '/concerns/:id/widen',
    describe('Give something I raised to more people', IdAnswer),
    ids('id'),
    validate('json', WidenConcern),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), wider: c.req.valid('json') },
        {
          ...raisers,
          name: 'concern.widen',
          load: async (work, input) => {
            const held = await mine(work, input)
            const circle = held && (await loadRaisingCircle(work, held.concern.circleId))
            return circle && { ...held, circle }
          },
          decide: (held: Held & { circle: RaisingCircle }, { wider }, by) => widen(held, wider, by),
        },
      ),
  )
  .post('/concerns/:id/extend', describe('Keep something I raised longer', IdAnswer), ids('id'), validate('json', ExtendConcern), (c) =>
    handle.command(
      c,
      { ...c.req.valid('param'), longer: c.req.valid('json') },
      { ...raisers, name: 'concern.extend', decide: ({ concern }: Held, { longer }, by) => extend(concern, longer, by) },
    ),
  )
  .post(
    '/concerns/:id/replies',
    describe('Write back to those I gave it to; nothing is sent', IdAnswer, 201),
    ids('id'),
    validate('json', ReplyToStewards),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), reply: c.req.valid('json') },
        {
          ...raisers,
          name: 'concern.reply_to_stewards',
          created: true,
          decide: ({ concern, closed }: Held, { reply }, by) => (closed ? throughExtension() : replyToStewards(concern, reply, by)),
        },
      ),
  )
  .post(
    '/concerns/:id/carryings/:carryingId/answer',
    describe('Say yes or no to exactly these words for the circle', IdAnswer),
    ids('id', 'carryingId'),
    validate('json', AnswerCarrying),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), said: c.req.valid('json') },
        {
          ...raisers,
          name: 'concern.answer_carrying',
          load: async (work, input) => {
            const held = await mine(work, input)
            const carryings = held && held.concern.status !== 'kept' ? held.concern.carryings : []
            const carrying = carryings.find((one) => one.id === input.carryingId)
            return held && carrying && { ...held, carrying }
          },
          decide: (held: Held & { carrying: Carrying }, { said }) => (held.closed ? throughExtension() : answerCarrying(held, said)),
        },
      ),
  )

/** Everything about concerns, under /v1. A person who may not see a concern gets the answer of one that is not there. */
export const concernRoutes = new Hono<TendEnv>().route('/', raised).route('/', lasting).route('/', givenRoutes).route('/', draftRoutes)
