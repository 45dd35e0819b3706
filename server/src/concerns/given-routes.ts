import { hear, open, stepBack } from '@tend/shared/concerns/decide'
import { mayKnowOf, throughExtension } from '@tend/shared/concerns/policy'
import { askToCarry, carry, replyToRaiser } from '@tend/shared/concerns/reply-decide'
import { DraftCarrying, GivenConcernView, ReplyToRaiser, WaitingConcernView } from '@tend/shared/concerns/schema'
import type { Carrying, Concern } from '@tend/shared/concerns/state'
import { type ConcernContext, viewGiven, viewWaiting } from '@tend/shared/concerns/view'
import type { Actor } from '@tend/shared/members/schema'
import { Hono } from 'hono'
import { openCarried } from '../between/carry.ts'
import { handle } from '../handle.ts'
import { cutPage, paged, WidePage } from '../http/cursor.ts'
import { describe, describeUnkeyed, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import { loadCircleNames, loadClosedCircles, loadNames } from './people-store.ts'
import { loadGiven, saveConcern } from './store.ts'

type OneId = { id: string }
/** A concern at the day its rules are asked. `closed`: its circle keeps words out of the way the person came by (Slack). */
type Held = { concern: Concern; today: string; closed: boolean }

/** Reads a concern given to the person who acts; nothing when there is none. */
async function givenToMe(work: Work, { id }: OneId): Promise<Held | undefined> {
  const [concern] = await loadGiven(work, id)
  if (!concern) return undefined
  return { concern, today: work.today, closed: (await loadClosedCircles(work, [concern.circleId])).size > 0 }
}

const isRecipient = (actor: Actor, { concern, today }: Held) => mayKnowOf(actor, concern, today)
const isDrafter = (actor: Actor, held: Held & { carrying: Carrying }) => isRecipient(actor, held) && held.carrying.by === actor.memberId
const save = (work: Work, state: Concern, before: Held) => saveConcern(work, state, before.concern)
const answer = (state: Concern) => ({ id: state.id })
/** The words that were drafted last stand last. */
const lastCarrying = (state: Concern) => ({ id: state.status === 'kept' ? state.id : (state.carryings.at(-1)?.id ?? state.id) })
/** A write by which one recipient changes where they themselves stand. */
const recipients = { unnamed: true, load: givenToMe, allow: isRecipient, save, answer } as const

const given = new Hono<TendEnv>()
  .get('/given-concerns', describe('What was given to me', paged(WaitingConcernView)), validate('query', WidePage), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'concern.given_to_me',
        load: async (work) => {
          const { actor, today } = work
          const known = (await loadGiven(work)).filter((concern) => mayKnowOf(actor, concern, today))
          const cut = cutPage(work, 'given-concerns', c.req.valid('query'), known, ({ id }) => id)
          return cut && { ...cut, today }
        },
        allow: () => true,
        view: (actor, { page, next, today }) => ({
          items: page.flatMap((concern) => (mayKnowOf(actor, concern, today) ? viewWaiting(actor, concern, today) : [])),
          next,
        }),
      },
    ),
  )
  .post('/given-concerns/:id/open', describeUnkeyed('Open something given to me', GivenConcernView), ids('id'), (c) =>
    handle.open(c, c.req.valid('param'), {
      ...recipients,
      name: 'concern.open',
      load: async (work, input) => {
        const held = await givenToMe(work, input)
        return held && { ...held, names: await loadNames(work, [held.concern]) }
      },
      decide: ({ concern, closed }, _, by) => (closed ? throughExtension() : open(concern, by)),
      view: (actor, state, before: Held & ConcernContext) => viewGiven(actor, state, before),
    }),
  )
  .post('/given-concerns/:id/hear', describe('Say that I have heard it', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...recipients, name: 'concern.hear', decide: ({ concern }, _, by) => hear(concern, by) }),
  )
  .post('/given-concerns/:id/step-back', describe('Step back from something given to me', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...recipients,
      name: 'concern.step_back',
      decide: ({ concern }, _, by) => stepBack(concern, by),
    }),
  )
  .post(
    '/given-concerns/:id/replies',
    describe('Write back to the person who raised it; nothing is sent', IdAnswer, 201),
    ids('id'),
    validate('json', ReplyToRaiser),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), reply: c.req.valid('json') },
        {
          ...recipients,
          name: 'concern.reply_to_raiser',
          created: true,
          decide: ({ concern, closed }: Held, { reply }, by) => (closed ? throughExtension() : replyToRaiser(concern, reply, by)),
        },
      ),
  )
  .post(
    '/given-concerns/:id/carryings',
    describe('Draft the exact words that would be brought to the circle, for the person to read first', IdAnswer, 201),
    ids('id'),
    validate('json', DraftCarrying),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), words: c.req.valid('json') },
        {
          ...recipients,
          name: 'concern.ask_to_carry',
          created: true,
          load: async (work, input) => {
            const held = await givenToMe(work, input)
            return held && { ...held, names: await loadCircleNames(work, held.concern.circleId) }
          },
          decide: (held: Held & { names: string[] }, { words }, by) => (held.closed ? throughExtension() : askToCarry(held, words, by)),
          answer: lastCarrying,
        },
      ),
  )

/** Routes for what was given to a person, under /v1. After the raiser's yes, what was drafted for the circle is opened. */
export const givenRoutes = given.post(
  '/given-concerns/:id/carryings/:carryingId/carry',
  describe('Bring to the circle the words that the person said yes to', IdAnswer),
  ids('id', 'carryingId'),
  (c) =>
    handle.command(c, c.req.valid('param'), {
      unnamed: true,
      name: 'concern.carry',
      load: async (work, input) => {
        const held = await givenToMe(work, input)
        const carrying = held?.concern.status === 'given' && held.concern.carryings.find((one) => one.id === input.carryingId)
        if (!held || !carrying) return undefined
        return { ...held, carrying, carried: await openCarried(work, held.concern.circleId, carrying) }
      },
      allow: isDrafter,
      decide: ({ concern, carrying, carried, closed }, _, by) =>
        closed ? throughExtension() : carry({ concern, carrying, openedId: carried.id }, by),
      save: async (work, state, before) => {
        await save(work, state, before)
        await before.carried.save()
      },
      answer,
    }),
)
