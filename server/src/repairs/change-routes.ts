import type { Actor } from '@tend/shared/members/schema'
import { carry, drop, lookAgain, practise, propose } from '@tend/shared/repairs/change-decide'
import { CarryChange, DropChange, LookAgain, PractiseChange, ProposeChange } from '@tend/shared/repairs/change-schema'
import { mayUseRepairs } from '@tend/shared/repairs/policy'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { type LoadedRepair, loadChange, loadRepair, saveRepair } from './store.ts'

const allow = (actor: Actor, { circle }: LoadedRepair) => mayUseRepairs(actor, circle)
/** Who proposed, practised or dropped a change is not recorded: such events carry no actor. */
const onChange = { unnamed: true, load: loadChange, allow, save: saveRepair, answer: ({ id }: { id: string }) => ({ id }) } as const

/** Changes in how we do things. */
export const changeRoutes = new Hono<TendEnv>()
  .post(
    '/repairs/:id/changes',
    describe('Proposes a change in how we do things.', IdAnswer, 201),
    ids('id'),
    validate('json', ProposeChange),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), ...c.req.valid('param') },
        {
          name: 'change.propose',
          unnamed: true,
          created: true,
          load: loadRepair,
          allow,
          decide: (thing, { id: _, ...input }, given) => propose(thing, input, given),
          save: saveRepair,
          answer: ({ changes }) => ({ id: changes.at(-1)?.id ?? '' }),
        },
      ),
  )
  .post(
    '/repairs/:id/changes/:changeId/practise',
    describe('The circle practises it from now on.', IdAnswer),
    ids('id', 'changeId'),
    validate('json', PractiseChange),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onChange, name: 'change.practise', decide: (thing, input, given) => practise(thing, input, given) },
      ),
  )
  .post(
    '/repairs/:id/changes/:changeId/look-again',
    describe('Looks at it again: it is practised on, it stays, it slipped.', IdAnswer),
    ids('id', 'changeId'),
    validate('json', LookAgain),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onChange, name: 'change.look_again', decide: (thing, input, given) => lookAgain(thing, input, given) },
      ),
  )
  .post(
    '/repairs/:id/changes/:changeId/drop',
    describe('Drops it, with a reason or none; it can be practised again.', IdAnswer),
    ids('id', 'changeId'),
    validate('json', DropChange),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onChange, name: 'change.drop', decide: (thing, input) => drop(thing, input) },
      ),
  )
  .post(
    '/repairs/:id/changes/:changeId/carry',
    describe('One carries it, or carries it no longer. Nobody says so for somebody else.', IdAnswer),
    ids('id', 'changeId'),
    validate('json', CarryChange),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onChange, name: 'change.carry', decide: (thing, input, given) => carry(thing, input, given) },
      ),
  )
