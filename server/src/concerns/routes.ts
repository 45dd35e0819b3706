import { type Concern, hear, open, raise, remove, sendNoticeAgain, stepBack, withdraw } from '@tend/shared/concerns/decide'
import { isItsRaiser, mayKnowOf, mayRaise } from '@tend/shared/concerns/policy'
import { ConcernDraft, GivenConcernView, MyConcernView, RaiseConcern, WaitingConcernView } from '@tend/shared/concerns/schema'
import { type Seen, viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import type { Actor } from '@tend/shared/members/schema'
import { ok } from '@tend/shared/result'
import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { notFound, respondRefusal } from '../errors.ts'
import { handle, type Work } from '../handle.ts'
import type { TendEnv } from '../kernel.ts'
import { describe, IdAnswer, ids, items, validate } from '../validate.ts'
import {
  deleteConcern,
  deleteDraft,
  insertConcern,
  loadDraft,
  loadGiven,
  loadMine,
  loadNames,
  loadRaisingCircle,
  noticesUncertain,
  saveConcern,
  saveDraft,
} from './store.ts'

type OneId = { id: string }
/** A concern at the day its rules are asked. */
type Held = { concern: Concern; today: string }
/** Concerns with what a view of them needs. */
type Read = { concerns: Concern[]; seen: Seen; uncertain: ReadonlySet<string> }

/** A concern of the person who acts; nothing when there is none. */
async function mine(work: Work, { id }: OneId): Promise<Held | undefined> {
  const [concern] = await loadMine(work, id)
  return concern && { concern, today: work.today }
}

/** A concern given to the person who acts; nothing when there is none. */
async function givenToMe(work: Work, { id }: OneId): Promise<Held | undefined> {
  const [concern] = await loadGiven(work, id)
  return concern && { concern, today: work.today }
}

async function readable(work: Work, concerns: Concern[]): Promise<Read> {
  const seen = { names: await loadNames(work, concerns), today: work.today }
  return { concerns, seen, uncertain: await noticesUncertain(work, concerns) }
}

const isRaiser = (actor: Actor, { concern, today }: Held) => isItsRaiser(actor, concern, today)
const isRecipient = (actor: Actor, { concern, today }: Held) => mayKnowOf(actor, concern, today)
const save = (work: Work, state: Concern, before: Held) => saveConcern(work, state, before.concern)
const answer = (state: Concern) => ({ id: state.id })
const viewMineIn =
  (actor: Actor, { seen, uncertain }: Read) =>
  (one: Concern) =>
    viewMine(actor, one, seen, uncertain.has(one.id))

/** A write that one recipient makes about their own place. */
const recipients = { concern: true, load: givenToMe, allow: isRecipient, save, answer } as const
/** A write of the person who raised it. */
const raisers = { concern: true, load: mine, allow: isRaiser, save, answer } as const

/** A draft is found by its owner's tag: there is none but one's own. */
const ownDraft = { concern: true, load: async () => ({}), allow: () => true, decide: () => ok({ state: {}, events: [] }) } as const
const DraftAnswer = v.object({ kept: v.boolean() })
/** A draft's name is the client's own, such as a Slack root view id. */
const DraftKey = v.object({ key: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,100}$/)) })
const draftKey = validator('param', DraftKey, (result, c) => (result.success ? undefined : respondRefusal(c, notFound)))

/** Everything about concerns, under /v1. Who may not see one gets the answer of one that is not there. */
export const concernRoutes = new Hono<TendEnv>()
  .post('/concerns', describe('Raise a concern: keep it, or give it', IdAnswer, 201), validate('json', RaiseConcern), (c) =>
    handle.command(c, c.req.valid('json'), {
      name: 'concern.raise',
      concern: true,
      created: true,
      load: (work, input) => loadRaisingCircle(work, input.circleId),
      allow: (actor, circle) => mayRaise(actor, circle.id),
      decide: raise,
      save: insertConcern,
      answer,
    }),
  )
  .get('/concerns', describe('What I raised', items(MyConcernView)), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'concern.mine',
        load: async (work) => readable(work, await loadMine(work)),
        allow: (actor, read) => read.concerns.every((concern) => isItsRaiser(actor, concern, read.seen.today)),
        view: (actor, read) => ({ items: read.concerns.map(viewMineIn(actor, read)) }),
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
  .get('/given-concerns', describe('What was given to me', items(WaitingConcernView)), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'concern.given_to_me',
        load: async (work) => ({ concerns: await loadGiven(work), today: work.today }),
        allow: () => true,
        view: (actor, { concerns, today }) => ({
          items: concerns.filter((concern) => mayKnowOf(actor, concern, today)).map((concern) => viewWaiting(actor, concern, today)),
        }),
      },
    ),
  )
  .post('/given-concerns/:id/open', describe('Open something given to me', GivenConcernView), ids('id'), (c) =>
    handle.open(c, c.req.valid('param'), {
      ...recipients,
      name: 'concern.open',
      load: async (work, input) => {
        const held = await givenToMe(work, input)
        return held && { ...held, names: await loadNames(work, [held.concern]) }
      },
      decide: ({ concern }, _, given) => open(concern, given),
      view: (actor, state, before: Held & Seen) => viewGiven(actor, state, before),
    }),
  )
  .post('/given-concerns/:id/hear', describe('Say that I have heard it', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...recipients,
      name: 'concern.hear',
      decide: ({ concern }, _, given) => hear(concern, given),
    }),
  )
  .post('/given-concerns/:id/step-back', describe('Step back from something given to me', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...recipients,
      name: 'concern.step_back',
      decide: ({ concern }, _, given) => stepBack(concern, given),
    }),
  )
  .put('/concern-drafts/:key', describe('Keep a form for 24 hours', DraftAnswer), draftKey, validate('json', ConcernDraft), (c) =>
    handle.command(
      c,
      { ...c.req.valid('param'), draft: c.req.valid('json') },
      {
        ...ownDraft,
        name: 'concern.keep_draft',
        save: (work) => saveDraft(work, c.req.valid('param').key, c.req.valid('json')),
        answer: () => ({ kept: true }),
      },
    ),
  )
  .get('/concern-drafts/:key', describe('The form I kept', ConcernDraft), draftKey, (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'concern.read_draft',
      load: (work, { key }) => loadDraft(work, key),
      allow: () => true,
      view: (_, draft) => draft,
    }),
  )
  .delete('/concern-drafts/:key', describe('Let a form go', DraftAnswer), draftKey, (c) =>
    handle.command(c, c.req.valid('param'), {
      ...ownDraft,
      name: 'concern.delete_draft',
      save: (work) => deleteDraft(work, c.req.valid('param').key),
      answer: () => ({ kept: false }),
    }),
  )
