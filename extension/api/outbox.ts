import { storage } from 'wxt/utils/storage'
import type { Outcome, Why } from './outcome.ts'
import type { WriteArgs, WriteName } from './requests.ts'
import type { Pairing } from './standing.ts'

/** A write that waits for the server: with its idempotency key, for whom it was written, and why the server refused it if it did. */
export type Waiting<Name extends WriteName = WriteName> = {
  key: string
  name: Name
  args: WriteArgs[Name]
  /** The title of what it is about, so that the person can tell what waits. */
  about: string
  server: string
  memberId: string
  refused: Extract<Why, { kind: 'refused' }> | null
}

/** Oldest first. In local storage: a browser that stops loses none of it; shown in the panel, where each can be deleted. */
export const outbox = storage.defineItem<Waiting[]>('local:outbox', { fallback: [] })

type Send = (write: Waiting) => Promise<Outcome<unknown>>

let turn: Promise<unknown> = Promise.resolve()

/** One at a time: two hands on the queue would lose an entry or send one twice. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = turn.then(work, work)
  turn = next.catch(() => undefined)
  return next
}

const edit = async (change: (all: Waiting[]) => Waiting[]) => outbox.setValue(change(await outbox.getValue()))

/** Puts a write behind the others before anything is sent, so that a worker that dies on the way loses nothing. */
export const enqueue = (write: Waiting) => inTurn(() => edit((all) => [...all.filter(({ key }) => key !== write.key), write]))

/** Takes a write out, by the person's wish. */
export const drop = (key: string) => inTurn(() => edit((all) => all.filter((write) => write.key !== key)))

/**
 * Sends what waits, in order, until the server does not answer. A refused write stays, with the reason; what was written
 * under another pairing stays and is not sent. Answers what became of the writes that were tried.
 */
export function sendWaiting(held: Pairing, send: Send): Promise<Map<string, Outcome<unknown>>> {
  return inTurn(async () => {
    const outcomes = new Map<string, Outcome<unknown>>()
    for (const write of await outbox.getValue()) {
      if (write.refused || !belongs(write, held)) continue
      const outcome = await send(write)
      outcomes.set(write.key, outcome)
      if (outcome.ok) await edit((all) => all.filter(({ key }) => key !== write.key))
      else if (outcome.why.kind === 'refused') await noteRefusal(write.key, outcome.why)
      else break
    }
    return outcomes
  })
}

/** Whether a write was made by this person for this server: no other server ever gets it. */
export function belongs(write: Pick<Waiting, 'server' | 'memberId'>, held: Pick<Pairing, 'server' | 'memberId'>): boolean {
  return write.server === held.server && write.memberId === held.memberId
}

function noteRefusal(key: string, refused: Extract<Why, { kind: 'refused' }>): Promise<void> {
  return edit((all) => all.map((write) => (write.key === key ? { ...write, refused } : write)))
}
