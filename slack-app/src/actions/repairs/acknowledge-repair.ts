import { repairsCopy } from '@tend/shared/copy/repairs'
import { slackCopy } from '@tend/shared/copy/slack'
import { DraftAcknowledgement, type RepairView } from '@tend/shared/repairs/schema'
import * as v from 'valibot'
import { type ActingMember, inCircle } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask } from '../../core.ts'
import type { Modal } from '../../messages/blocks.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'
import { acknowledgeable, acknowledgePage, repairsPage } from '../../messages/repairs/repair-pages.ts'
import type { Visit } from '../../visit.ts'
import { repairsOf } from './open-repair.ts'

type Tending = { person: ActingMember; repairs: RepairView[] }

/**
 * Gives the person in the circle that tends this repair, which need not be their first, with all that is tended there. Gives nothing when
 * none of their circles tends it.
 */
async function whereTended(person: ActingMember, repairId: string): Promise<Tending | undefined> {
  const others = person.me.circles.filter(({ id }) => id !== person.circle.id)
  for (const { id } of [person.circle, ...others]) {
    const there = await inCircle(person, id)
    const repairs = await repairsOf(there)
    if (repairs.some((one) => one.id === repairId)) return { person: there, repairs }
  }
  return undefined
}

/** The thing beside the button is acknowledged, or nothing is: never another thing in its place. */
async function page(visit: Visit, person: ActingMember): Promise<Modal> {
  const slack = slackCopy[person.language]
  const chosen = visit.value
  const tending = chosen === '' ? { person, repairs: await repairsOf(person) } : await whereTended(person, chosen)
  if (tending?.person.circle.wordsNeverThroughSlack) return sentencePage(person.language, slack.words.neverThroughSlack)
  const open = acknowledgeable(tending?.repairs ?? [])
  if (chosen !== '' && !open.some(({ id }) => id === chosen)) return sentencePage(person.language, slack.repair.notNow)
  return tending && open.length > 0 ? acknowledgePage(tending.person, open, chosen) : sentencePage(person.language, slack.repair.none)
}

function refusedWith(person: ActingMember, code: string): string {
  const { refused } = repairsCopy[person.language]
  return code in refused ? refused[code as keyof typeof refused] : troubleIn(person.language, code)
}

async function draft(visit: Visit, person: ActingMember): Promise<Submitted> {
  const copy = repairsCopy[person.language]
  const { fields, key } = visit
  const checked = v.safeParse(DraftAcknowledgement, { by: fields.one('by'), words: fields.text('words'), how: fields.one('how') })
  if (!checked.success || fields.text('words').trim() === '') return { errors: { words: copy.refused.invalid } }
  const id = fields.one('repair') ?? ''
  const made = await ask(person.once(`${key}:draft`).v1.repairs[':id'].acknowledgements.$post({ param: { id }, json: checked.output }))
  if (!made.ok) return { errors: { words: refusedWith(person, made.trouble.code) } }
  if (fields.one('share') !== 'share') return { view: sentencePage(person.language, copy.drafted) }
  const shared = await share(person, `${key}:share`, id, made.value.id)
  return shared.ok
    ? { view: sentencePage(person.language, await saidOf(person, id, made.value.id)) }
    : { notice: refusedWith(person, shared.trouble.code) }
}

const share = (person: ActingMember, key: string, id: string, ackId: string) =>
  ask(person.once(key).v1.repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId } }))

/** Says in one sentence what became of it: the circle reads it, or it is kept until it is wanted, which may mean anything. */
async function saidOf(person: ActingMember, id: string, ackId: string): Promise<string> {
  const copy = repairsCopy[person.language]
  const repair = (await whereTended(person, id))?.repairs.find((one) => one.id === id)
  const state = repair?.acknowledgements.find((one) => one.id === ackId)?.state
  return state === 'kept_until_wanted' ? copy.kept : copy.shared
}

/** Shows what the circle of this repair is tending, with a sentence about what was just done. */
async function listAround(person: ActingMember, id: string, said: string): Promise<Modal> {
  const tending = (await whereTended(person, id)) ?? { person, repairs: await repairsOf(person) }
  return repairsPage(tending.person, tending.repairs, 0, said)
}

const pairOf = ({ value }: Visit): [string, string] => {
  const [id = '', ackId = ''] = value.split('/')
  return [id, ackId]
}

function listen(to: Listener): void {
  to.opens({ button: 'acknowledge' }, page)
  to.turns('acknowledge_here', page)
  to.submits('acknowledge', draft)
  to.turns('share_acknowledgement', async (visit, person) => {
    const [id, ackId] = pairOf(visit)
    const shared = await share(person, visit.key, id, ackId)
    if (!shared.ok) return { notice: refusedWith(person, shared.trouble.code) }
    return listAround(person, id, await saidOf(person, id, ackId))
  })
  to.turns('join_acknowledgement', async (visit, person) => {
    const [id, ackId] = pairOf(visit)
    const joined = await ask(person.once(visit.key).v1.repairs[':id'].acknowledgements[':ackId'].join.$post({ param: { id, ackId } }))
    if (!joined.ok) return { notice: refusedWith(person, joined.trouble.code) }
    return listAround(person, id, repairsCopy[person.language].joined)
  })
}

/**
 * "Acknowledge" in the digest, in /tend and on the Home: drafted for the circle or for the writer alone, and shared only when the writer
 * says so.
 */
export const acknowledgeRepair: Action = { name: 'acknowledge-repair', listen }
