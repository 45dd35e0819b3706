import type { Language } from '@tend/shared/schema'
import { browser } from 'wxt/browser'
import { outbox } from './outbox.ts'
import type { RequestOutcome, Why } from './outcome.ts'
import type { ReadAnswers, ReadName, WriteAnswer, WriteArgs, WriteName } from './requests.ts'
import type { DeviceStanding } from './standing.ts'

/** A person types this to pair this device. */
export type PairForm = { server: string; code: string; displayName: string; language: Language }

/** The reasons why pairing did not work, each with its own sentence on screen. */
export type PairProblem = 'not_an_address' | 'needs_https' | 'away' | 'busy' | 'code' | 'code_shape' | 'expired' | 'name' | 'other'

/** A write is done, or it waits on this device for the server, or it is not done and the reason is given. */
export type WriteOutcome<Name extends WriteName> = { done: WriteAnswer<Name> } | { waiting: true } | { why: Why }

/** The panel asks this of the worker. Content scripts cannot: the worker looks at the sender. */
export type PanelAsk =
  | { tend: 'api'; ask: 'standing' }
  | { tend: 'api'; ask: 'pair'; form: PairForm }
  | { tend: 'api'; ask: 'read'; name: ReadName; id: string }
  | ({ tend: 'api'; ask: 'write' } & WriteAsk<WriteName>)
  | { tend: 'api'; ask: 'sendWaiting'; key: string | null }
  | { tend: 'api'; ask: 'drop'; key: string }
  | { tend: 'api'; ask: 'forget' }

/** A write with its idempotency key, the title of what it is about, and the draft that is done with once the write is taken. */
export type WriteAsk<Name extends WriteName> = { name: Name; args: WriteArgs[Name]; key: string; about: string; draft: string | null }

/** The worker sends back its answer, or says that it could not find one. */
export type WorkerReply = { answer: unknown } | { broken: true }

async function ask<T>(question: PanelAsk): Promise<T> {
  const reply: WorkerReply | undefined = await browser.runtime.sendMessage(question)
  if (!reply || 'broken' in reply) throw new Error('The worker did not answer.')
  return reply.answer as T
}

/** As `ask`, for a worker that may be stopped before it answers: no words of a person may depend on its answer. */
const askOr = <T>(question: PanelAsk, otherwise: () => T | Promise<T>): Promise<T> => ask<T>(question).catch(otherwise)

/** Asks for the standing as it is now. Rejects where the worker does not answer, as the three below do. */
export const askStanding = () => ask<DeviceStanding>({ tend: 'api', ask: 'standing' })
/** Tries at once to send one write, or all that wait (null), even those in a pause. */
export const askToSend = (key: string | null = null) => ask<null>({ tend: 'api', ask: 'sendWaiting', key })
/** Deletes one write that waits, by its key. */
export const askToDrop = (key: string) => ask<null>({ tend: 'api', ask: 'drop', key })
/** Empties this device of everything Tend kept on it. */
export const askToForget = () => ask<null>({ tend: 'api', ask: 'forget' })

/** Asks to pair this device. Gives what stood in the way, or null. */
export function askToPair(form: PairForm): Promise<{ problem: PairProblem | null }> {
  return askOr({ tend: 'api', ask: 'pair', form }, () => ({ problem: 'away' }))
}

/** Asks for one read; `id` is of the circle, where the read is of one. A worker that does not answer counts as a server that is away. */
export function askToRead<Name extends ReadName>(name: Name, id = ''): Promise<RequestOutcome<ReadAnswers[Name]>> {
  return askOr<RequestOutcome<ReadAnswers[Name]>>({ tend: 'api', ask: 'read', name, id }, () => ({ ok: false, why: { kind: 'away' } }))
}

/** Asks for one write. Where the worker does not answer, the outbox tells whether the write waits. */
export function askToWrite<Name extends WriteName>(asked: WriteAsk<Name>): Promise<WriteOutcome<Name>> {
  return askOr<WriteOutcome<Name>>({ tend: 'api', ask: 'write', ...asked }, async () => {
    const waits = (await outbox.getValue()).some(({ key }) => key === asked.key)
    return waits ? { waiting: true } : { why: { kind: 'away' } }
  })
}
