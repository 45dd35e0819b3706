import type { Refusal, RefusalCode } from '@tend/shared/result'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { TendEnv } from '../kernel.ts'
import { safeError } from '../log.ts'

/** What went wrong before any decision was asked. */
type EdgeCode = 'unauthorised' | 'device_revoked' | 'too_large' | 'too_many' | 'foreign_host' | 'not_json' | 'internal' | 'not_ready_yet'
export type ErrorCode = RefusalCode | EdgeCode

/** Every error that leaves the server has this shape. */
export type ErrorBody = { error: { code: ErrorCode; message: string; path: string } }

/** Codes become statuses here and nowhere else. */
export const statuses = {
  invalid: 400,
  not_json: 400,
  unauthorised: 401,
  device_revoked: 401,
  not_found: 404,
  already_done: 409,
  audience_changed: 409,
  nobody_left: 409,
  not_a_steward: 409,
  not_now: 409,
  not_ready: 409,
  not_through_slack: 409,
  taken: 409,
  expired: 410,
  withdrawn: 410,
  too_large: 413,
  foreign_host: 421,
  too_many: 429,
  internal: 500,
  not_ready_yet: 503,
} as const satisfies Record<ErrorCode, number>

/** One sentence for a thing that is not there and for a thing that the person may not see, so that nobody can tell them apart. */
export const notFound: Refusal = { code: 'not_found', message: 'There is nothing here, or it is not for you to see.', path: '' }

export function errorBody(code: ErrorCode, message: string, path = ''): ErrorBody {
  return { error: { code, message, path } }
}

export function respond(c: Context, code: ErrorCode, message: string, path = '', headers: Record<string, string> = {}): Response {
  return c.json(errorBody(code, message, path), statuses[code], headers)
}

export function respondRefusal(c: Context, refusal: Refusal): Response {
  return respond(c, refusal.code, refusal.message, refusal.path)
}

/**
 * Everything thrown ends here. Malformed JSON is the visitor's fault; the rest is ours: it is logged by class and place, and answered
 * without detail.
 */
export function onError(error: Error, c: Context<TendEnv>): Response {
  if (error instanceof HTTPException && error.status === 400)
    return respond(c, 'not_json', 'This is not well-formed JSON. Nothing was changed.')
  c.get('kernel').log.error('request.failed', { ...safeError(error), requestId: c.get('requestId') })
  return respond(c, 'internal', 'Something went wrong on our side. Nothing was changed; please try again.')
}

export function onNotFound(c: Context): Response {
  return respondRefusal(c, notFound)
}
