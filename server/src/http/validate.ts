import { Id } from '@tend/shared/schema'
import type { MiddlewareHandler, ValidationTargets } from 'hono'
import { describeRoute, resolver, validator } from 'hono-openapi'
import * as v from 'valibot'
import { type ErrorCode, notFound, respond, respondRefusal, statuses } from './errors.ts'

type Schema = v.GenericSchema

/** Marks, for the reference page, a write that takes no Idempotency-Key. */
export const UNKEYED = 'x-unkeyed'

/** Checks a part of the request against a schema of the core. What does not fit is refused in our own shape, with the field it is about. */
export function validate<Target extends 'json' | 'query', S extends Schema>(target: Target, schema: S) {
  return validator(target as Target & keyof ValidationTargets, schema, (result, c) => {
    if (result.success) return
    const [issue] = result.error as readonly v.BaseIssue<unknown>[]
    return respond(c, 'invalid', sentence(issue), placeOf(issue))
  })
}

/** Checks the ids in the path. One that cannot be an id is answered as a thing that is not there. */
export function ids<const Names extends readonly string[]>(...names: Names) {
  const schema = v.object(Object.fromEntries(names.map((name) => [name, Id])) as Record<Names[number], typeof Id>)
  return validator('param', schema, (result, c) => (result.success ? undefined : respondRefusal(c, notFound)))
}

// Only sentences that we wrote reach a person: Valibot's own sentences name types and quote what was sent.
function sentence(issue: v.BaseIssue<unknown> | undefined): string {
  if (isUnknownField(issue)) return 'This field is not known here.'
  if (issue && !issue.message.startsWith('Invalid ')) return issue.message
  return issue?.received === 'undefined' ? 'This is missing.' : 'This does not have the form that is asked for.'
}

function isUnknownField(issue: v.BaseIssue<unknown> | undefined): boolean {
  return issue?.type === 'strict_object' && issue.expected === 'never'
}

// An unknown field was named by the sender. Its name stays out of the answer, and the path ends where it stood.
function placeOf(issue: v.BaseIssue<unknown> | undefined): string {
  if (!issue) return ''
  const path = v.getDotPath(issue) ?? ''
  return isUnknownField(issue) ? path.slice(0, Math.max(0, path.length - String(issue.path?.at(-1)?.key).length - 1)) : path
}

const codes = Object.keys(statuses) as [ErrorCode, ...ErrorCode[]]
const ErrorShape = v.object({ error: v.object({ code: v.picklist(codes), message: v.string(), path: v.string() }) })
const refusals = {
  400: 'The request does not have the form that is asked for.',
  401: 'No token, an unknown one, or one of a device that was revoked.',
  404: 'It is not there, or not for you.',
  409: 'Expected, but not now: the code says why.',
  410: 'It was withdrawn, or its time is over.',
  413: 'More than 64 KiB.',
  429: 'Too much at once; `retry-after` says when to go on.',
} as const

const json = (schema: Schema) => ({ 'application/json': { schema: resolver(schema) } })
const failed = Object.fromEntries(Object.entries(refusals).map(([code, text]) => [code, { description: text, content: json(ErrorShape) }]))

/** Describes what a route is for and answers, for the reference page. Every route has a description. */
export function describe(summary: string, answer: Schema | undefined, status: 200 | 201 = 200): MiddlewareHandler {
  return describeRoute({
    summary,
    responses: { [status]: { description: summary, ...(answer ? { content: json(answer) } : {}) }, ...failed },
  })
}

/**
 * Describes a write that remembers no Idempotency-Key: either its answer is what it opened, and is kept nowhere; or the write is the Slack
 * app's own, whose claims are fenced by their attempt.
 */
export function describeUnkeyed(summary: string, answer: Schema, status: 200 | 201 = 200): MiddlewareHandler {
  const responses = { [status]: { description: summary, content: json(answer) }, ...failed }
  return describeRoute({ summary, responses, [UNKEYED]: true } as Parameters<typeof describeRoute>[0])
}

/** Describes a route that answers with a text to keep. */
export function describeText(summary: string, type: 'text/markdown'): MiddlewareHandler {
  const content = { [type]: { schema: { type: 'string' as const } } }
  return describeRoute({ summary, responses: { 200: { description: summary, content }, ...failed } })
}

/** Leaves a route that programs do not call out of the reference. */
export function hide(): MiddlewareHandler {
  return describeRoute({ hide: true })
}

/** The answer of most writes. */
export const IdAnswer = v.object({ id: Id })

/** A list in an object, so that more can stand beside it later. */
export function items<S extends Schema>(schema: S) {
  return v.object({ items: v.array(schema) })
}
