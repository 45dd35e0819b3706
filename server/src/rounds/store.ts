import { offersLookBack } from '@tend/shared/rounds/due'
import type { TakeWithUs } from '@tend/shared/rounds/schema'
import type { ReflectingCircle, Round } from '@tend/shared/rounds/state'
import { dayIn } from '@tend/shared/zone'
import { type Selectable, sql } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { loadCircleAround } from '../members/circle.ts'
import { namesOf } from '../members/people.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['round']>
export type LoadedRound = { round: Round; circle: ReflectingCircle; unnamed: number; names: Map<string, string> }

const rounds = (work: Work) => work.trx.selectFrom('round').selectAll().where('workspace_id', '=', work.workspaceId)
/** Tags are bound to the round, so that one person's marks on two rounds cannot be matched. */
const bound = (roundId: string, { actor }: Work) => `${roundId} ${actor.memberId}`

/** Reads a circle's rounds, newest first: one more than the page holds. */
export async function loadRounds(work: Work, circleId: string, page: Page) {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  const rows = await rounds(work)
    .where('circle_id', '=', circleId)
    .where(readAfter(page, 'opened_on', 'newest'))
    .orderBy('opened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const read: Round[] = []
  for (const row of rows) read.push(await toRound(work, row))
  const lookBackOffered = offersLookBack(await lookBacksOf(work, circleId), dayIn(circle.timeZone, work.now))
  return { circle, rounds: read, names: await namesOf(work, read.flatMap(writersOf)), lookBackOffered }
}

/**
 * Reads one round, locked until the transaction ends, with how many answered without a name. Decisions use that number, and no view gets
 * it.
 */
export async function loadRound(work: Work, { id }: { id: string }): Promise<LoadedRound | undefined> {
  const row = await rounds(work).where('id', '=', id).forUpdate().executeTakeFirst()
  const circle = row && (await loadCircleAround(work, row.circle_id))
  if (!row || !circle) return undefined
  const round = await toRound(work, row)
  const { unnamed } = await work.trx
    .selectFrom('round_answer')
    .select(({ fn }) => fn.countAll<string>().as('unnamed'))
    .where('workspace_id', '=', work.workspaceId)
    .where('round_id', '=', id)
    .where('named', '=', false)
    .executeTakeFirstOrThrow()
  return { round, circle, unnamed: Number(unnamed), names: await namesOf(work, writersOf(round)) }
}

const writersOf = (round: Round) => (round.state === 'open' ? [] : round.answers.flatMap(({ from }) => from ?? []))

/** Reads what opening needs: the circle, locked, and whether it is looking back already. */
export async function loadOpening(work: Work, { circleId }: { circleId: string }) {
  const locked = await work.trx
    .selectFrom('circle')
    .select('id')
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', circleId)
    .forUpdate()
    .executeTakeFirst()
  const circle = locked && (await loadCircleAround(work, circleId))
  if (!circle) return undefined
  const back = await rounds(work)
    .where('circle_id', '=', circleId)
    .where('state', '=', 'open')
    .where('library_question', '=', 'round-season')
    .executeTakeFirst()
  return { circle, lookingBack: back !== undefined }
}

/** Reads a round with the ids that it may be linked to: what is in its circle. */
export async function loadTaking(work: Work, input: { id: string } & TakeWithUs) {
  const loaded = await loadRound(work, input)
  if (!loaded) return undefined
  const wanted = [...input.agreements, ...input.resources, ...input.changes]
  const { rows } = await sql<{ id: string }>`
    select id from agreement where workspace_id = ${work.workspaceId} and circle_id = ${loaded.circle.id} and id = any(${wanted}::uuid[])
    union select id from resource where workspace_id = ${work.workspaceId} and circle_id = ${loaded.circle.id} and id = any(${wanted}::uuid[])
    union select p.id from practice_shift p join repair_item r on r.workspace_id = p.workspace_id and r.id = p.repair_id
      where p.workspace_id = ${work.workspaceId} and r.circle_id = ${loaded.circle.id} and p.id = any(${wanted}::uuid[])`.execute(work.trx)
  return { ...loaded, known: new Set(rows.map(({ id }) => id)) }
}

async function lookBacksOf({ trx, workspaceId, today }: Work, circleId: string): Promise<{ beganOn: string; lastOn: string | null }> {
  const { rows } = await sql<{ beganOn: string | null; lastOn: string | null }>`
    select (select min(joined_on) from circle_member where workspace_id = ${workspaceId} and circle_id = ${circleId}) as "beganOn",
      greatest((select max(opened_on) from round where workspace_id = ${workspaceId} and circle_id = ${circleId} and library_question = 'round-season'),
        (select set_aside_on from look_back where workspace_id = ${workspaceId} and circle_id = ${circleId})) as "lastOn"`.execute(trx)
  return { beganOn: rows[0]?.beganOn ?? today, lastOn: rows[0]?.lastOn ?? null }
}

export async function saveSetAside({ trx, workspaceId }: Work, { id, setAsideOn }: { id: string; setAsideOn: string }): Promise<void> {
  await trx
    .insertInto('look_back')
    .values({ workspace_id: workspaceId, circle_id: id, set_aside_on: setAsideOn })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'circle_id']).doUpdateSet({ set_aside_on: setAsideOn }))
    .execute()
}

export async function insertRound(work: Work, round: Round): Promise<void> {
  const { question } = round
  const { record_key, question_sealed } = work.keys.seal('round', round.id, { question: question.kind === 'own' ? question.words : null })
  await work.trx
    .insertInto('round')
    .values({
      workspace_id: work.workspaceId,
      id: round.id,
      circle_id: round.circleId,
      record_key,
      question_sealed,
      taken_sealed: null,
      library_question: question.kind === 'library' ? question.id : null,
      opener_tag: work.keys.tag('round_opener', bound(round.id, work)),
      state: round.state,
      unnamed_shown: null,
      opened_on: round.openedOn,
      ends_on: round.endsOn,
      gathered_on: null,
    })
    .execute()
}

/** Saves where a round stands, what the circle takes with it, and the person's own answer when that changed. */
export async function saveRound(work: Work, round: Round, { round: before }: { round: Round }): Promise<void> {
  if (round.mine !== before.mine) await saveAnswer(work, round)
  if (round.state === 'open') return
  const { record_key } = await rounds(work).where('id', '=', round.id).executeTakeFirstOrThrow()
  const taken = round.state === 'done' ? JSON.stringify(round.taken) : null
  await work.trx
    .updateTable('round')
    .set({
      state: round.state,
      gathered_on: round.gatheredOn,
      unnamed_shown: round.unnamedShown,
      taken_sealed: work.keys.seal('round', round.id, { taken }, record_key).taken_sealed,
    })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', round.id)
    .execute()
}

// Each answer is a new row with a new key: what was said before is gone.
async function saveAnswer(work: Work, { id: roundId, mine }: Round): Promise<void> {
  const tag = work.keys.tag('round_answer', bound(roundId, work))
  const own = { workspace_id: work.workspaceId, round_id: roundId, tag }
  await work.trx
    .deleteFrom('round_answer')
    .where('workspace_id', '=', work.workspaceId)
    .where('round_id', '=', roundId)
    .where('tag', '=', tag)
    .execute()
  if (mine === null) return
  const { id, words, named } = mine
  const texts = { words, from: named ? work.actor.memberId : null }
  const { record_key, words_sealed, from_sealed } = work.keys.seal('round_answer', id, texts)
  await work.trx
    .insertInto('round_answer')
    .values({ ...own, id, record_key, words_sealed: words_sealed as Buffer, from_sealed, named })
    .execute()
}

async function toRound(work: Work, row: Row): Promise<Round> {
  const { keys } = work
  const { question, taken } = keys.open('round', row, ['question', 'taken'])
  const mineTag = keys.tag('round_answer', bound(row.id, work))
  // While the round is open, only the person's own answer is read.
  const rows = await work.trx
    .selectFrom('round_answer')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('round_id', '=', row.id)
    .where((is) =>
      is.or([is('tag', '=', mineTag), ...(row.state === 'open' ? [] : [is('named', '=', true), is.lit(row.unnamed_shown === true)])]),
    )
    .execute()
  const answers = rows.map((one) => {
    const { words, from } = keys.open('round_answer', one, ['words', 'from'])
    return { id: one.id, words: words ?? '', from, named: one.named, own: one.tag.equals(mineTag) }
  })
  const own = answers.find((one) => one.own)
  const opened = {
    id: row.id,
    circleId: row.circle_id,
    openedOn: row.opened_on,
    endsOn: row.ends_on,
    question: row.library_question
      ? { kind: 'library' as const, id: row.library_question }
      : { kind: 'own' as const, words: question ?? '' },
    openedByMe: row.opener_tag.equals(keys.tag('round_opener', bound(row.id, work))),
    mine: own ? { id: own.id, words: own.words, named: own.named } : null,
  }
  if (row.state === 'open') return { ...opened, state: row.state }
  const read = answers.map(({ id, words, from }) => ({ id, words, from }))
  const gathered = { ...opened, gatheredOn: row.gathered_on ?? row.opened_on, unnamedShown: row.unnamed_shown === true, answers: read }
  return row.state === 'done'
    ? { ...gathered, state: row.state, taken: JSON.parse(taken ?? '{}') as TakeWithUs }
    : { ...gathered, state: row.state }
}
