import { ConcernDraft } from '@tend/shared/concerns/schema'
import * as v from 'valibot'
import type { ActingMember } from './acting-member.ts'
import { ask, need, Troubled } from './core.ts'
import type { Visit } from './visit.ts'

/** The key of the form begun last, to go on with after Esc. Each open form also keeps its own, so that two windows never mix. */
const LATEST = 'slack'
/** A page is kept within this time, in ms, or it stays open: Slack waits 3 s. */
const SAVE_MS = 2000

/** The key that a form is kept under: the modal it was opened in. */
export const rootOf = (visit: Visit): string => visit.view?.root_view_id || visit.view?.id || LATEST

/** Gives what is kept of the form begun last, or of the form in this modal. */
export async function load(person: ActingMember, key = LATEST): Promise<ConcernDraft | undefined> {
  const asked = await ask(person.api.v1['concern-drafts'][':key'].$get({ param: { key } }))
  if (asked.ok) return v.parse(ConcernDraft, asked.value)
  if (asked.trouble.code === 'not_found') return undefined
  throw new Troubled(asked.trouble)
}

const remove = (person: ActingMember, key: string) => need(person.api.v1['concern-drafts'][':key'].$delete({ param: { key } }))

/** Keeps a form as it stands, for its modal and as the one begun last. Throws `Troubled` when that takes too long for Slack. */
export async function keep(person: ActingMember, root: string, { page, answers }: ConcernDraft): Promise<void> {
  const json: ConcernDraft = { page, answers: { ...answers, circleId: person.circle.id }, form: root }
  const puts = [root, LATEST].map((key) => need(person.api.v1['concern-drafts'][':key'].$put({ param: { key }, json })))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Troubled({ code: 'unreachable', path: '' })), SAVE_MS)
  })
  await Promise.race([Promise.all(puts), late]).finally(() => clearTimeout(timer))
}

/**
 * A form moves to the modal where it goes on. What stood for the modal before it goes first, so that the words are never left behind there.
 */
export async function moveHere(person: ActingMember, root: string, draft: ConcernDraft): Promise<void> {
  if (draft.form && draft.form !== root) await remove(person, draft.form)
  await keep(person, root, draft)
}

/** After sending, what was kept of this form goes, under both its names. The form of another modal stays. */
export async function letSentGo(person: ActingMember, root: string): Promise<void> {
  const latest = await load(person).catch(() => undefined)
  const keys = latest && (latest.form ?? root) === root ? [root, LATEST] : [root]
  await Promise.allSettled(keys.map((key) => remove(person, key)))
}

/**
 * Deletes the form begun last in both places where it is kept. Its second name goes last: while anything is left, the way to delete it is
 * left too.
 */
export async function letLatestGo(person: ActingMember): Promise<void> {
  const latest = await load(person)
  if (latest?.form) await remove(person, latest.form)
  await remove(person, LATEST)
}
