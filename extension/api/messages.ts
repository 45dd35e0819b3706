import type { Language } from '@tend/shared/schema'
import { browser } from 'wxt/browser'
import type { Outcome, Why } from './outcome.ts'
import type { ReadAnswers, ReadName, WriteAnswer, WriteArgs, WriteName } from './requests.ts'
import type { Standing } from './standing.ts'

/** What a person types to pair this device. */
export type PairForm = { server: string; code: string; displayName: string; language: Language }

/** Why pairing did not work, each with its own sentence on screen. */
export type PairProblem = 'not_an_address' | 'needs_https' | 'away' | 'busy' | 'code' | 'code_shape' | 'expired' | 'name' | 'other'

/** What became of a write: done, waiting on this device for the server, or not done and why. */
export type Written<Name extends WriteName> = { done: WriteAnswer<Name> } | { waiting: true } | { why: Why }

/** What the panel asks of the worker. Content scripts cannot: the worker looks at who sends. */
export type PanelAsk =
  | { tend: 'api'; ask: 'standing' }
  | { tend: 'api'; ask: 'pair'; form: PairForm }
  | { tend: 'api'; ask: 'read'; name: ReadName; id: string }
  | { tend: 'api'; ask: 'write'; name: WriteName; args: unknown; key: string; about: string }
  | { tend: 'api'; ask: 'sendWaiting' }
  | { tend: 'api'; ask: 'drop'; key: string }
  | { tend: 'api'; ask: 'forget' }

const ask = <T>(question: PanelAsk): Promise<T> => browser.runtime.sendMessage(question)

export const askStanding = () => ask<Standing>({ tend: 'api', ask: 'standing' })
export const askToPair = (form: PairForm) => ask<{ problem: PairProblem | null }>({ tend: 'api', ask: 'pair', form })
export const askToSend = () => ask<null>({ tend: 'api', ask: 'sendWaiting' })
export const askToDrop = (key: string) => ask<null>({ tend: 'api', ask: 'drop', key })
export const askToForget = () => ask<null>({ tend: 'api', ask: 'forget' })

export function askToRead<Name extends ReadName>(name: Name, id = ''): Promise<Outcome<ReadAnswers[Name]>> {
  return ask({ tend: 'api', ask: 'read', name, id })
}

export function askToWrite<Name extends WriteName>(name: Name, args: WriteArgs[Name], key: string, about: string): Promise<Written<Name>> {
  return ask({ tend: 'api', ask: 'write', name, args, key, about })
}
