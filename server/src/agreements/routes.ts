import { agree, drop, revise } from '@tend/shared/agreements/decide'
import { mayUseAgreements } from '@tend/shared/agreements/policy'
import { AgreementView, AgreeOn, DropAgreement, ReviseAgreement } from '@tend/shared/agreements/schema'
import type { Agreement } from '@tend/shared/agreements/state'
import { viewAgreement } from '@tend/shared/agreements/view'
import type { Actor } from '@tend/shared/members/schema'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { PageQuery, paged, readPage, turnPage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import { insertAgreement, type LoadedAgreement, loadAgreement, loadAgreements, saveAgreement } from './store.ts'

const answer = ({ id }: Agreement) => ({ id })
/** Who agreed, revised or dropped is not recorded: such events carry no actor. */
const onAgreement = {
  unnamed: true,
  load: loadAgreement,
  allow: (actor: Actor, { circle }: LoadedAgreement) => mayUseAgreements(actor, circle),
  save: saveAgreement,
  answer,
}

/** What a circle agreed on, and looking at it again. */
export const agreementRoutes = new Hono<TendEnv>()
  .post('/circles/:id/agreements', describe('The circle agrees on something.', IdAnswer, 201), ids('id'), validate('json', AgreeOn), (c) =>
    handle.command(
      c,
      { ...c.req.valid('json'), circleId: c.req.valid('param').id },
      {
        name: 'agreement.agree',
        unnamed: true,
        created: true,
        load: (work, { circleId }) => loadCircleAround(work, circleId),
        allow: mayUseAgreements,
        decide: (circle, { circleId: _, ...input }, given) => agree(circle, input, given),
        save: insertAgreement,
        answer,
      },
    ),
  )
  .get(
    '/circles/:id/agreements',
    describe('What a circle agreed on, oldest first, with every earlier wording.', paged(AgreementView)),
    ids('id'),
    validate('query', PageQuery),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'agreement.list',
        load: async (work, { id }) => {
          const list = `agreements ${id}`
          const page = readPage(work, list, c.req.valid('query'))
          const loaded = page && (await loadAgreements(work, id, page))
          const read = loaded?.agreements.map((agreement) => ({ id: agreement.id, day: agreement.agreedOn, agreement }))
          return loaded && { ...loaded, ...turnPage(work, list, page, read ?? []) }
        },
        allow: (actor, { circle }) => mayUseAgreements(actor, circle),
        view: (_, { page, next, today }) => ({ items: page.map(({ agreement }) => viewAgreement(agreement, today)), next }),
      }),
  )
  .get('/agreements/:id', describe('One agreement.', AgreementView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'agreement.read',
      load: loadAgreement,
      allow: onAgreement.allow,
      view: (_, { agreement, today }) => viewAgreement(agreement, today),
    }),
  )
  .post(
    '/agreements/:id/revise',
    describe('Looks at it again: other words, another day, or both. Takes up again what was dropped.', IdAnswer),
    ids('id'),
    validate('json', ReviseAgreement),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        { ...onAgreement, name: 'agreement.revise', decide: (thing, { id: _, ...input }, given) => revise(thing, input, given) },
      ),
  )
  .post('/agreements/:id/drop', describe('Lets it go, with a reason or none.', IdAnswer), ids('id'), validate('json', DropAgreement), (c) =>
    handle.command(
      c,
      { ...c.req.valid('param'), ...c.req.valid('json') },
      { ...onAgreement, name: 'agreement.drop', decide: (thing, input, given) => drop(thing, input, given) },
    ),
  )
