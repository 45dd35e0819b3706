import type { Actor } from '@tend/shared/members/schema'
import { answer, gather, open, setAsideLookBack, takeBack, takeWithUs } from '@tend/shared/rounds/decide'
import { mayGather, mayReflectIn } from '@tend/shared/rounds/policy'
import { AnswerRound, OpenRound, RoundView, TakeWithUs } from '@tend/shared/rounds/schema'
import type { Round } from '@tend/shared/rounds/state'
import { viewRound } from '@tend/shared/rounds/view'
import { Hono } from 'hono'
import * as v from 'valibot'
import { handle } from '../handle.ts'
import { PageQuery, paged, readPage, turnPage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import { insertRound, type LoadedRound, loadOpening, loadRound, loadRounds, loadTaking, saveRound, saveSetAside } from './store.ts'

const answerId = ({ id }: Round) => ({ id })
/** Who opened, answered or gathered is not recorded: such events carry no actor. */
const onRound = {
  unnamed: true,
  load: loadRound,
  allow: (actor: Actor, { circle }: LoadedRound) => mayReflectIn(actor, circle),
  save: saveRound,
  answer: answerId,
}
const RoundsPage = v.object({
  ...paged(RoundView).entries,
  /** Whether the season's look-back is offered. Nothing waits for it. */
  lookBackOffered: v.boolean(),
})

/** Reflection rounds of a circle: a question, answers that nobody reads before it ends, and what the circle takes with it. */
export const roundRoutes = new Hono<TendEnv>()
  .post('/circles/:id/rounds', describe('Opens a reflection round.', IdAnswer, 201), ids('id'), validate('json', OpenRound), (c) =>
    handle.command(
      c,
      { ...c.req.valid('json'), circleId: c.req.valid('param').id },
      {
        name: 'round.open',
        unnamed: true,
        created: true,
        load: loadOpening,
        allow: (actor, { circle }) => mayReflectIn(actor, circle),
        decide: (thing, { circleId: _, ...input }, given) => open(thing, input, given),
        save: insertRound,
        answer: answerId,
      },
    ),
  )
  .get('/circles/:id/rounds', describe('The rounds of a circle, newest first.', RoundsPage), ids('id'), validate('query', PageQuery), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'round.list',
      load: async (work, { id }) => {
        const list = `rounds ${id}`
        const page = readPage(work, list, c.req.valid('query'))
        const read = page && (await loadRounds(work, id, page))
        const things = read?.rounds.map((round) => ({ id: round.id, day: round.openedOn, round }))
        return read && { ...read, ...turnPage(work, list, page, things ?? []) }
      },
      allow: (actor, { circle }) => mayReflectIn(actor, circle),
      view: (actor, { page, next, names, lookBackOffered }) => ({
        items: page.map(({ round }) => viewRound(actor, round, names)),
        next,
        lookBackOffered,
      }),
    }),
  )
  .post(
    '/circles/:id/look-back/set-aside',
    describe('Not this season: the look-back is not offered again before the next.', IdAnswer),
    ids('id'),
    (c) =>
      handle.command(c, c.req.valid('param'), {
        name: 'round.set_aside_look_back',
        unnamed: true,
        load: (work, { id }) => loadCircleAround(work, id),
        allow: mayReflectIn,
        decide: (circle, _, given) => setAsideLookBack(circle, given),
        save: saveSetAside,
        answer: ({ id }) => ({ id }),
      }),
  )
  .get('/rounds/:id', describe('One round: answers once it is gathered, and of those only what may be shown.', RoundView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'round.read',
      load: loadRound,
      allow: onRound.allow,
      view: (actor, { round, names }) => viewRound(actor, round, names),
    }),
  )
  .put(
    '/rounds/:id/answer',
    describe('My answer, or a different one, while the round is open.', IdAnswer),
    ids('id'),
    validate('json', AnswerRound),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        { ...onRound, name: 'round.answer', decide: (thing, input, given) => answer(thing, input, given) },
      ),
  )
  .delete('/rounds/:id/answer', describe('Takes my answer back.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onRound, name: 'round.take_back', decide: (thing) => takeBack(thing) }),
  )
  .post('/rounds/:id/gather', describe('Ends the answering (whoever opened it, and facilitators).', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onRound,
      name: 'round.gather',
      allow: (actor, { round }: LoadedRound) => mayGather(actor, round),
      decide: (thing, _, given) => gather(thing, given),
    }),
  )
  .post(
    '/rounds/:id/take-with-us',
    describe('What we take with us, and the agreements, resources and changes it became.', IdAnswer),
    ids('id'),
    validate('json', TakeWithUs),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        { ...onRound, name: 'round.take_with_us', load: loadTaking, decide: (thing, { id: _, ...input }) => takeWithUs(thing, input) },
      ),
  )
