import type { Client, SlackPerson } from '@tend/server/client'

/**
 * The way to the server, made by main.ts: the same typed client for a person who acts in Slack and for the app itself, over memory or over
 * the network.
 */
export type Core = {
  /** Each request carries the headers given, and a fresh token that names the person or the app and lives 60 seconds. */
  clientFor(who: SlackPerson | 'service', headers?: Record<string, string>): Client
}

/** Why something did not happen: the server refused, or it could not be reached at all. */
export type CallTrouble = { code: string; path: string }

export type Asked<T> = { ok: true; value: T } | { ok: false; trouble: CallTrouble }

type Answer = { ok: boolean; json(): Promise<unknown> }
type Good<R> = R extends { ok: true; json(): Promise<infer T> } ? T : never

/** Waits for the server's answer and gives its value, or says why there is none. Never throws. */
export async function ask<R extends Answer>(call: Promise<R>): Promise<Asked<Good<R>>> {
  try {
    const response = await call
    const body = await response.json()
    if (response.ok) return { ok: true, value: body as Good<R> }
    const error = (body as { error?: { code?: unknown; path?: unknown } }).error
    return { ok: false, trouble: { code: String(error?.code ?? 'internal'), path: String(error?.path ?? '') } }
  } catch {
    return { ok: false, trouble: { code: 'unreachable', path: '' } }
  }
}

/** Thrown where nothing can go on without an answer. The listener around it turns it into one plain sentence. */
export class Troubled extends Error {
  readonly trouble: CallTrouble
  constructor(trouble: CallTrouble) {
    super(trouble.code)
    this.name = 'Troubled'
    this.trouble = trouble
  }
}

/** Gives the value, or throws `Troubled`. */
export async function need<R extends Answer>(call: Promise<R>): Promise<Good<R>> {
  const asked = await ask(call)
  if (!asked.ok) throw new Troubled(asked.trouble)
  return asked.value
}
