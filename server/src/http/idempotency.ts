import { type Result, refuse } from '@tend/shared/result'
import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import type { Kernel } from '../kernel.ts'
import { stillHere, type Work } from '../work.ts'

/** How many days an answer is remembered. */
const KEPT_DAYS = 30

type Replay = { status: number; answer: unknown }
/** `here`: the person who asks is still a member here. */
type Claim = { tag: Buffer; here: boolean }

const KEY = /^[\x21-\x7e]{8,200}$/

/** Checks the header's form. A request without the header is not remembered. */
export function readKey(header: string | undefined): Result<string | undefined> {
  if (header === undefined) return { ok: true, value: undefined }
  if (KEY.test(header)) return { ok: true, value: header }
  return refuse('invalid', 'An Idempotency-Key has 8 to 200 visible characters.', 'Idempotency-Key')
}

/**
 * Takes a key for this request. A second request with the same key waits for the first one's transaction, then gets the same answer. With
 * another body it is refused. Owner and key become one tag, so that no row tells whose it is.
 */
export async function claim(work: Work, key: string, body: string): Promise<Result<Claim | Replay>> {
  const tag = work.keys.tag('idempotency', `${work.actor.memberId} ${key}`)
  const bodyTag = work.keys.tag('idempotency_body', body)
  const { rows } = await sql<{ here: boolean }>`
    insert into idempotency (workspace_id, tag, body_tag, day) values (${work.workspaceId}, ${tag}, ${bodyTag}, ${work.today})
    on conflict do nothing returning ${stillHere(work)} as here`.execute(work.trx)
  if (rows[0]) return { ok: true, value: { tag, here: rows[0].here } }
  const before = await work.trx
    .selectFrom('idempotency')
    .select(['body_tag', 'status', 'answer'])
    .where('workspace_id', '=', work.workspaceId)
    .where('tag', '=', tag)
    .executeTakeFirstOrThrow()
  if (!before.body_tag.equals(bodyTag)) return refuse('taken', 'This Idempotency-Key was used for something else.', 'Idempotency-Key')
  return { ok: true, value: { status: before.status ?? 200, answer: before.answer } }
}

/** Forgets answers older than 30 days, in every workspace. Doing it again does nothing. Answers how many went. */
export async function forgetAnswers(kernel: Kernel): Promise<number> {
  const oldest = addDays(utcDay(kernel.clock()), -KEPT_DAYS)
  const { numDeletedRows } = await kernel.dispatch.deleteFrom('idempotency').where('day', '<', oldest).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
