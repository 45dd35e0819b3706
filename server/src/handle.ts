import { hash } from 'node:crypto'
import type { Actor } from '@tend/shared/members/schema'
import type { Decided, Given, Refusal, Result } from '@tend/shared/result'
import type { Context, TypedResponse } from 'hono'
import { holdFor, type Writing } from './data/hold.ts'
import { recordEvents } from './events.ts'
import { notFound, respond, respondRefusal } from './http/errors.ts'
import { claim, readKey } from './http/idempotency.ts'
import type { Kernel, TendEnv } from './kernel.ts'
import { isHere, type TendEvent, type Work, workAs } from './work.ts'

export type Command<Input, Thing, State, Event extends TendEvent, Answer> = {
  name: string
  /**
   * The command does not record who did it: it uses random ids and whole days, and its events have no actor. Everything of a concern, a
   * part or a rest is done so.
   */
  unnamed?: boolean
  /**
   * The command changes who the person who asks is, or takes them out. It waits for everything else they are doing, and nothing else of
   * theirs runs beside it.
   */
  alone?: boolean
  /** With `alone`: the hash of a pairing code. The person it belongs to is held alone as well; both are held in one order. */
  code?: Buffer
  /** Loads what the command is about and locks what it will change. `undefined` answers 404. */
  load(work: Work, input: NoInfer<Input>): Promise<Thing | undefined>
  /** Required. `false` answers as if the thing were not there. */
  allow(actor: Actor, thing: NoInfer<Thing>, input: Input): boolean
  decide(thing: NoInfer<Thing>, input: Input, given: Given<Actor>): Result<Decided<State, Event>>
  save(work: Work, state: NoInfer<State>, before: NoInfer<Thing>): Promise<void>
  /** The answer holds ids and enums only, as it is kept so that the same key gets the same answer. */
  answer(state: NoInfer<State>): Answer
  /** The command answers 201 instead of 200. */
  created?: boolean
}

/** A write that answers with a view. The words of that answer are never kept, so doing it twice must do no harm. */
export type Opening<Input, Thing, State, Event extends TendEvent, View> = Omit<Command<Input, Thing, State, Event, never>, 'answer'> & {
  view(actor: Actor, state: NoInfer<State>, before: NoInfer<Thing>): View
}

export type Query<Input, Thing, View> = {
  name: string
  load(work: Work, input: NoInfer<Input>): Promise<Thing | undefined>
  allow(actor: Actor, thing: NoInfer<Thing>, input: Input): boolean
  /** Refuses what the person may see, but not by the way they came (Slack, say). */
  refuse?(actor: Actor, thing: NoInfer<Thing>): Refusal | undefined
  /** A thing becomes JSON in no other way. */
  view(actor: Actor, thing: NoInfer<Thing>): View
  /** The content type of the few queries that answer with a text to keep. The view is that text. */
  type?: 'text/markdown; charset=utf-8'
}

type Answered<T> = Response & TypedResponse<T, 200 | 201, 'json'>
type C = Context<TendEnv>

// It is thrown inside the transaction, so that a refusal leaves nothing behind, and never leaves this file.
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

function expect<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}

/** Runs load → allow → decide → save → events → deliveries in one transaction, once for each Idempotency-Key. */
async function command<Input, Thing, State, Event extends TendEvent, Answer>(
  c: C,
  input: Input,
  spec: Command<Input, Thing, State, Event, Answer>,
): Promise<Answered<Answer>> {
  const body = JSON.stringify([spec.name, input])
  const run = async (work: Work) => {
    const key = expect(readKey(c.req.header('idempotency-key')))
    const claimed = key === undefined ? undefined : expect(await claim(work, key, body))
    if (claimed && 'answer' in claimed) return c.json(claimed.answer as never, claimed.status as 200)
    if (!(claimed ? claimed.here : await isHere(work))) throw new Refused(gone)
    const { state, events } = await change(work, input, spec)
    const answer = spec.answer(state)
    const status = spec.created ? 201 : 200
    await record(work, events, spec.unnamed ?? false, claimed && { tag: claimed.tag, answer, status })
    return c.json(answer as never, status)
  }
  return answering(c, run, { named: body, alone: spec.alone ?? false, code: spec.code })
}

/** Runs as `command` does, for the few writes that answer with what they opened. */
async function open<Input, Thing, State, Event extends TendEvent, View>(
  c: C,
  input: Input,
  spec: Opening<Input, Thing, State, Event, View>,
): Promise<Answered<View>> {
  const run = async (work: Work) => {
    if (!(await isHere(work))) throw new Refused(gone)
    const { state, events, before } = await change(work, input, spec)
    await record(work, events, spec.unnamed ?? false, undefined)
    return c.json(spec.view(work.actor, state, before) as never)
  }
  return answering(c, run, { named: JSON.stringify(input), alone: spec.alone ?? false })
}

/** Runs load → allow → view and sets an ETag. What is missing and what is not the person's get the same answer. */
async function query<Input, Thing, View>(c: C, input: Input, spec: Query<Input, Thing, View>): Promise<Answered<View>> {
  return answering(c, async (work) => {
    const thing = await spec.load(work, input)
    if (thing === undefined || !spec.allow(work.actor, thing, input)) throw new Refused(notFound)
    const refusal = spec.refuse?.(work.actor, thing)
    if (refusal) throw new Refused(refusal)
    const view = spec.view(work.actor, thing)
    const body = spec.type ? String(view) : JSON.stringify(view)
    const etag = `"${hash('sha256', spec.type ? body : withoutCursor(view, body), 'base64url').slice(0, 27)}"`
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, { etag })
    return c.body(body, 200, { 'content-type': spec.type ?? 'application/json', etag })
  })
}

async function change<Input, Thing, State, Event extends TendEvent>(
  work: Work,
  input: Input,
  spec: Omit<Command<Input, Thing, State, Event, never>, 'answer'>,
): Promise<Decided<State, Event> & { before: Thing }> {
  const before = await spec.load(work, input)
  if (before === undefined || !spec.allow(work.actor, before, input)) throw new Refused(notFound)
  const id = spec.unnamed ? work.randomId : work.id
  const decided = expect(spec.decide(before, input, { actor: work.actor, now: work.now, id }))
  await spec.save(work, decided.state, before)
  return { ...decided, before }
}

type Remember = { tag: Buffer; answer: unknown; status: number } | undefined

/** Saves the events with what follows from them, and the answer that the same key gets again. */
async function record(work: Work, events: readonly TendEvent[], unnamed: boolean, remember: Remember): Promise<void> {
  await recordEvents(work, events, unnamed)
  if (remember)
    await work.trx
      .updateTable('idempotency')
      .set({ answer: JSON.stringify(remember.answer), status: remember.status })
      .where('workspace_id', '=', work.workspaceId)
      .where('tag', '=', remember.tag)
      .execute()
}

// Each cursor is sealed anew, and the one before it still works, so a page counts as unchanged while its things are.
function withoutCursor(view: unknown, body: string): string {
  const next = (view as { next?: unknown } | null)?.next
  return typeof next === 'string' ? body.replace(next, '') : body
}

// The code is not `unauthorised`: a device that was brought to another member goes on working, and when it asks again it acts for that
// member.
const gone: Refusal = {
  code: 'not_now',
  message: 'Who you are here has changed in the meantime. Nothing was changed; try again.',
  path: '',
}

async function answering<T>(c: C, run: (work: Work) => Promise<Response>, writing?: Writing): Promise<Answered<T>> {
  const caller = c.get('caller')
  if (caller.kind !== 'member') return respond(c, 'unauthorised', 'This needs a person’s token.') as Answered<T>
  const kernel = c.get('kernel')
  try {
    return (await workAs(kernel, caller.actor, run, writing && holdFor(caller.actor, writing))) as Answered<T>
  } catch (error) {
    if (error instanceof Refused) return respondRefusal(c, error.refusal) as Answered<T>
    throw error
  }
}

/**
 * Answers the Slack app itself, not a person, and crosses workspaces with the rights of `tend_dispatch`. For every other caller the route
 * is not there.
 */
async function service<Answer>(c: C, run: (kernel: Kernel) => Promise<Result<Answer>>): Promise<Answered<Answer>> {
  if (c.get('caller').kind !== 'service') return respondRefusal(c, notFound) as Answered<Answer>
  const result = await run(c.get('kernel'))
  return (result.ok ? c.json(result.value as never) : respondRefusal(c, result.refusal)) as Answered<Answer>
}

export const handle = { command, open, query, service }
