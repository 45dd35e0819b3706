import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { TendEnv } from '../kernel.ts'
import { respond } from './errors.ts'
import { overNetwork } from './host.ts'

/** A body holds at most 64 KiB. The longest concern with every field full stays far below. */
const BODY_MAX = 64 * 1024
const JSON_TYPE = /^application\/json\b/i

/**
 * Reads the body once, up to 64 KiB, as JSON. A body that is longer, of another type or malformed is refused before any handler looks at
 * it.
 */
export const jsonBody = createMiddleware<TendEnv>(async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'OPTIONS') return next()
  const text = await readUpTo(c, BODY_MAX)
  if (text === undefined) return respond(c, 'too_large', 'This is more than 64 KiB. Nothing was changed.')
  if (text === '') return next()
  // A body of another type would reach a handler as if it were empty.
  if (!JSON_TYPE.test(c.req.header('content-type') ?? ''))
    return respond(c, 'not_json', 'Send JSON, with the content type application/json.')
  try {
    c.req.bodyCache.json = Promise.resolve(JSON.parse(text))
  } catch {
    return respond(c, 'not_json', 'This is not well-formed JSON. Nothing was changed.')
  }
  return next()
})

async function readUpTo(c: Context, most: number): Promise<string | undefined> {
  const announced = c.req.header('content-length')
  if (Number(announced ?? 0) > most) return undefined
  if (announced !== undefined || !overNetwork(c)) {
    const text = await c.req.raw.text()
    return Buffer.byteLength(text) > most ? undefined : text
  }
  // The body is sent in pieces, and nobody knows how many are to come.
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of c.req.raw.body ?? []) {
    size += part.byteLength
    if (size > most) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
