import { storage } from 'wxt/utils/storage'
import { writeWithRoom } from './cache.ts'

/*
 * Words that a person is writing and has not sent, by the form's name. They lie in session storage, so that closing the panel loses nothing
 * and nothing of them is ever on the disk.
 */
const entry = (name: string) => `session:draft ${name}` as const

/** Keeps a form's draft. Rejects only where there is no room for it even once answers have made room. */
export const storeDraft = (name: string, draft: unknown) => writeWithRoom(() => storage.setItem(entry(name), draft))
/** Forgets a form's draft. */
export const removeDraft = (name: string) => storage.removeItem(entry(name))

/** Forgets every draft, because another person is here now. */
export async function removeDrafts(): Promise<void> {
  await storage.removeItems(Object.keys(await readDrafts()).map(entry))
}

/** Every draft that is kept, by name. */
export async function readDrafts(): Promise<Record<string, unknown>> {
  const all = await storage.snapshot('session')
  const drafts = Object.entries(all).flatMap(([key, value]) => (key.startsWith('draft ') ? [[key.slice(6), value] as const] : []))
  return Object.fromEntries(drafts)
}
