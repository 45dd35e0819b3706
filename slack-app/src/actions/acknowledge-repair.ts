import { repairsCopy } from '@tend/shared/copy/repairs'
import { slackCopy } from '@tend/shared/copy/slack'
import { DraftAcknowledgement } from '@tend/shared/repairs/schema'
import * as v from 'valibot'
import { ask } from '../core.ts'
import type { Listener, Submitted } from '../listen.ts'
import type { Modal } from '../messages/blocks.ts'
import { sentencePage, troubleIn } from '../messages/plain-pages.ts'
import { acknowledgeable, acknowledgePage, repairsPage } from '../messages/repair-pages.ts'
import type { Person } from '../person.ts'
import type { Visit } from '../visit.ts'
import { repairsOf } from './open-repair.ts'
import type { Action } from './registry.ts'

async function page(visit: Visit, person: Person): Promise<Modal> {
  const slack = slackCopy[person.language]
  if (person.circle.wordsNeverThroughSlack) return sentencePage(person.language, slack.words.neverThroughSlack)
  const repairs = await repairsOf(person)
  if (acknowledgeable(repairs).length === 0) return sentencePage(person.language, slack.repair.none)
  return acknowledgePage(person, repairs, visit.value)
}

function refusedWith(person: Person, code: string): string {
  const { refused } = repairsCopy[person.language]
  return code in refused ? refused[code as keyof typeof refused] : troubleIn(person.language, code)
}

async function draft(visit: Visit, person: Person): Promise<Submitted> {
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

const share = (person: Person, key: string, id: string, ackId: string) =>
  ask(person.once(key).v1.repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId } }))

/** One sentence for what became of it: read by the circle, or kept until it is wanted, which may mean anything. */
async function saidOf(person: Person, id: string, ackId: string): Promise<string> {
  const copy = repairsCopy[person.language]
  const repair = (await repairsOf(person)).find((one) => one.id === id)
  const state = repair?.acknowledgements.find((one) => one.id === ackId)?.state
  return state === 'kept_until_wanted' ? copy.kept : copy.shared
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
    return repairsPage(person, await repairsOf(person), 0, await saidOf(person, id, ackId))
  })
  to.turns('join_acknowledgement', async (visit, person) => {
    const [id, ackId] = pairOf(visit)
    const joined = await ask(person.once(visit.key).v1.repairs[':id'].acknowledgements[':ackId'].join.$post({ param: { id, ackId } }))
    if (!joined.ok) return { notice: refusedWith(person, joined.trouble.code) }
    return repairsPage(person, await repairsOf(person), 0, repairsCopy[person.language].joined)
  })
}

/** "Acknowledge" in the digest, in /tend and on the Home: drafted for the circle or for oneself, shared only when one says so. */
export const acknowledgeRepair: Action = { name: 'acknowledge-repair', listen }
