import type { Actor } from '@tend/shared/members/schema'
import { claim, clear, leave, letGo, nameNeed, restMyPart, sayNeed, takeUpAgain, wish } from '@tend/shared/repairs/part-decide'
import { ClaimPart, ClearNeed, NameNeed, RestMyPart, SayNeed, SayWish } from '@tend/shared/repairs/part-schema'
import { mayClearNeed, maySayNeed, mayUseRepairs } from '@tend/shared/repairs/policy'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { type LoadedRepair, loadNeed, loadRepair, saveRepair } from './store.ts'

/**
 * Parts and needs have random ids and whole days, and nobody's name stands beside an event. Answers name the repair, so that a part's id
 * tells nobody anything.
 */
const unnamed = { unnamed: true, save: saveRepair, answer: ({ id }: { id: string }) => ({ id }) } as const
const onMyPart = { ...unnamed, load: loadRepair, allow: (actor: Actor, { circle }: LoadedRepair) => mayUseRepairs(actor, circle) } as const
const onNeed = { ...unnamed, load: loadNeed } as const

const myPart = new Hono<TendEnv>()
  .post(
    '/repairs/:id/my-part',
    describe('Takes one’s own part in it, as "someone" or under a name one chooses. Nobody does that for somebody else.', IdAnswer),
    ids('id'),
    validate('json', ClaimPart),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onMyPart, name: 'part.claim', decide: ({ repair }, input, given) => claim(repair, input, given) },
      ),
  )
  .post(
    '/repairs/:id/my-part/wish',
    describe('What one wishes about being acknowledged; one can wish otherwise at any time.', IdAnswer),
    ids('id'),
    validate('json', SayWish),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onMyPart, name: 'part.wish', decide: (thing, input, given) => wish(thing, input, given) },
      ),
  )
  .post(
    '/repairs/:id/my-part/rest',
    describe('My part is at rest for now. Nobody else sees that unless it is shared.', IdAnswer),
    ids('id'),
    validate('json', RestMyPart),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onMyPart, name: 'part.rest', decide: ({ repair }, input) => restMyPart(repair, input) },
      ),
  )
  .post('/repairs/:id/my-part/take-up-again', describe('My part is present again.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onMyPart, name: 'part.take_up_again', decide: takeUpAgain }),
  )
  .post('/repairs/:id/my-part/leave', describe('Leaves: one’s part and one’s needs are gone, with their keys.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onMyPart, name: 'part.leave', decide: ({ repair }) => leave(repair) }),
  )

const needs = new Hono<TendEnv>()
  .post(
    '/repairs/:id/needs',
    describe('Names a need: one’s own, which nobody else reads until it is cleared, or the circle’s.', IdAnswer, 201),
    ids('id'),
    validate('json', NameNeed),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          ...onMyPart,
          name: 'need.name',
          created: true,
          decide: (thing, input, given) => nameNeed(thing, input, given),
          answer: ({ needs }) => ({ id: needs.at(-1)?.id ?? '' }),
        },
      ),
  )
  .post(
    '/repairs/:id/needs/:needId/clear',
    describe('Lets the circle read this one need, or takes that back.', IdAnswer),
    ids('id', 'needId'),
    validate('json', ClearNeed),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          ...onNeed,
          name: 'need.clear',
          allow: (actor, { repair, need }) => mayClearNeed(actor, repair, need),
          decide: (thing, input, given) => clear(thing, input, given),
        },
      ),
  )
  .post(
    '/repairs/:id/needs/:needId/say',
    describe('How it is with a need: said, being met, met.', IdAnswer),
    ids('id', 'needId'),
    validate('json', SayNeed),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          ...onNeed,
          name: 'need.say',
          allow: (actor, { repair, need }) => maySayNeed(actor, repair, need),
          decide: (thing, input) => sayNeed(thing, input),
        },
      ),
  )
  .post('/repairs/:id/needs/:needId/let-go', describe('Lets go of a need; it can be said again.', IdAnswer), ids('id', 'needId'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onNeed,
      name: 'need.let_go',
      allow: (actor, { repair, need }) => maySayNeed(actor, repair, need),
      decide: letGo,
    }),
  )

/** A person's own part in a repair, and what is needed. */
export const partRoutes = new Hono<TendEnv>().route('/', myPart).route('/', needs)
