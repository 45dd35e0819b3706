import { type RawBuilder, sql } from 'kysely'
import * as v from 'valibot'
import type { Work } from '../work.ts'

/** The position after which a list goes on: the thing with this day and id. */
type Position = { day: string; id: string }

/** The bounds a list is asked with. A page holds 50 things unless `limit` says otherwise, at most 100. */
export const PageQuery = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,600}$/, 'Send the cursor as it was given.'))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/, 'A page holds 1 to 100 things.'))),
})
type PageQuery = v.InferOutput<typeof PageQuery>

/** The same for lists that people mostly read whole: a page holds 100 things, and no bounds need be given. */
export const WidePage = v.optional(PageQuery, {})

/** One page of a list, and the cursor of the next one. Null: there is none. */
export function paged<S extends v.GenericSchema>(schema: S) {
  return v.object({ items: v.array(schema), next: v.nullable(v.string()) })
}

/** How much of a list to read: `limit` things after the given one, or from the beginning. */
export type Page = { after: Position | undefined; limit: number }

const DEFAULT = 50
const KEY = 73

/** Reads a page's bounds. A cursor that was changed, or belongs to another list, person or workspace, gives `undefined`. */
export function readPage(work: Work, list: string, query: PageQuery): Page | undefined {
  const limit = query.limit === undefined ? DEFAULT : Number(query.limit)
  if (query.cursor === undefined) return { after: undefined, limit }
  const bytes = Buffer.from(query.cursor, 'base64url')
  try {
    const text = work.keys.openOne('cursor', owner(work, list), bytes.subarray(0, KEY), 'position', bytes.subarray(KEY))
    return { after: JSON.parse(text) as Position, limit }
  } catch {
    return undefined
  }
}

/**
 * Makes the condition that leaves out what stands before the page, in a list ordered by a day column and then `id`, oldest or newest first.
 */
export function readAfter({ after }: Page, day: string, first: 'oldest' | 'newest'): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`
  const beyond = sql.raw(first === 'oldest' ? '>' : '<')
  return sql<boolean>`(${sql.ref(day)}, id) ${beyond} (${after.day}::date, ${after.id}::uuid)`
}

/** Cuts what was read (one more than a page holds) to the page, and makes the cursor of the next. */
export function turnPage<T extends Position>(
  work: Work,
  list: string,
  { limit }: Page,
  read: readonly T[],
): { page: T[]; next: string | null } {
  const page = read.slice(0, limit)
  const last = read.length > limit ? page.at(-1) : undefined
  if (!last) return { page, next: null }
  // The position is sealed, so that a cursor tells nobody anything, and bound to the person and the list it was given for.
  const position = JSON.stringify({ day: last.day, id: last.id })
  const { record_key, position_sealed } = work.keys.seal('cursor', owner(work, list), { position })
  return { page, next: Buffer.concat([record_key, position_sealed as Buffer]).toString('base64url') }
}

/**
 * Cuts one page of a list that is short, has an order of its own and was read whole. A cursor remembers the last thing of its page, and
 * where that thing stood in case it is gone. `undefined`: the cursor is not one of this list.
 */
export function cutPage<T>(
  work: Work,
  list: string,
  query: PageQuery,
  all: readonly T[],
  idOf: (one: T) => string,
): { page: T[]; next: string | null } | undefined {
  const bounds = readPage(work, list, { limit: '100', ...query })
  if (!bounds) return undefined
  const last = bounds.after
  const found = last ? all.findIndex((one) => idOf(one) === last.id) + 1 : 0
  const from = last && found === 0 ? Number(last.day) : found
  const placed = all.slice(from).map((one, at) => ({ id: idOf(one), day: String(from + at), one }))
  const { page, next } = turnPage(work, list, bounds, placed)
  return { page: page.map(({ one }) => one), next }
}

const owner = ({ actor }: Work, list: string) => `${list} ${actor.memberId}`
