import { storage } from 'wxt/utils/storage'
import { isSamePerson } from '../storage/paired-person.ts'
import { createTurns } from '../storage/turns.ts'
import type { RequestOutcome, Why } from './outcome.ts'
import type { WriteArgs, WriteName } from './requests.ts'
import type { HeldPairing } from './standing.ts'

/** A write that waits for the server, with its idempotency key, the person who wrote it, and the reason if the server refused it. */
export type WaitingWrite<Name extends WriteName = WriteName> = {
  key: string
  name: Name
  args: WriteArgs[Name]
  /** The title of what the write is about, so that the person can tell what waits. */
  about: string
  server: string
  memberId: string
  refused: Extract<Why, { kind: 'refused' }> | null
  /** How often Tend itself failed over the write, and when (ms) it is tried again; absent before Tend failed. */
  failed?: { times: number; again: number }
}

/**
 * The writes that wait, oldest first. They lie in local storage, so that a browser that stops loses none of them. The panel shows them, and
 * each can be deleted there.
 */
export const outbox = storage.defineItem<WaitingWrite[]>('local:outbox', { fallback: [] })

type Send = (write: WaitingWrite) => Promise<RequestOutcome<unknown>>

/** Changes go one at a time: two at once would lose an entry or send one twice. */
const inTurn = createTurns()

const edit = async (change: (all: WaitingWrite[]) => WaitingWrite[]) => outbox.setValue(change(await outbox.getValue()))

/** Milliseconds until a write over which Tend failed is tried again: a little less than the alarm's minutes, and its hour. */
const PAUSES_MS = [50_000, 110_000]
const ASIDE_MS = 59 * 60_000

/** Whether Tend failed over a write so often that it no longer holds up the others. The write stays, and is tried again each hour. */
export const isAside = ({ failed }: Pick<WaitingWrite, 'failed'>): boolean => (failed?.times ?? 0) > PAUSES_MS.length

/** Puts a write behind the others before anything is sent, so that a worker that dies on the way loses nothing. */
export const enqueue = (write: WaitingWrite) => inTurn(() => edit((all) => [...all.filter(({ key }) => key !== write.key), write]))

/** Takes a write out, by the person's wish. */
export const drop = (key: string) => inTurn(() => edit((all) => all.filter((write) => write.key !== key)))

/** Lets one write, or all of them (null), be tried again now, by the person's wish. */
export const endPause = (key: string | null) =>
  inTurn(() => edit((all) => all.map((write) => ((key ?? write.key) === write.key ? resumed(write) : write))))

const resumed = (write: WaitingWrite): WaitingWrite => (write.failed ? { ...write, failed: { ...write.failed, again: 0 } } : write)

/**
 * Sends what waits, in order, until the server does not answer. A refused write stays, with the reason. A write of another pairing stays
 * and is not sent. A write over which Tend itself fails is tried again after pauses, and then steps aside: only later writes on the same
 * thing wait for it. Gives what became of the writes that were tried.
 */
export function sendWaiting(held: HeldPairing, send: Send): Promise<Map<string, RequestOutcome<unknown>>> {
  return inTurn(async () => {
    const outcomes = new Map<string, RequestOutcome<unknown>>()
    const heldUp = new Set<string>()
    for (const write of await outbox.getValue()) {
      if (write.refused || !isSamePerson(write, held)) continue
      const things = thingsOf(write)
      const pauses = Date.now() < (write.failed?.again ?? 0)
      if (pauses && !isAside(write)) break
      const outcome = pauses || things.some((thing) => heldUp.has(thing)) ? null : await send(write)
      if (outcome) outcomes.set(write.key, outcome)
      const next = outcome ? await note(write, outcome) : 'aside'
      if (next === 'stop') break
      if (next === 'aside') for (const thing of things) heldUp.add(thing)
    }
    return outcomes
  })
}

/** Keeps what became of a write that was tried. Gives what that means for the writes behind it. */
async function note(write: WaitingWrite, outcome: RequestOutcome<unknown>): Promise<'go on' | 'aside' | 'stop'> {
  const change = (next: WaitingWrite[]) => edit((all) => all.flatMap((one) => (one.key === write.key ? next : [one])))
  if (outcome.ok) await change([])
  else if (outcome.why.kind === 'refused') await change([{ ...write, refused: outcome.why }])
  else if (outcome.why.kind !== 'failed') return 'stop'
  else {
    const times = (write.failed?.times ?? 0) + 1
    const failed = { times, again: Date.now() + (PAUSES_MS[times - 1] ?? ASIDE_MS) }
    await change([{ ...write, failed }])
    return isAside({ failed }) ? 'aside' : 'stop'
  }
  return 'go on'
}

/** The ids of what a write is about. What a person did to one thing reaches the server in the order in which they did it. */
function thingsOf({ args }: WaitingWrite): string[] {
  const fromItem = 'body' in args && 'fromItemId' in args.body ? args.body.fromItemId : null
  return ['id' in args && args.id, 'repairId' in args && args.repairId, fromItem].filter((id) => typeof id === 'string')
}
