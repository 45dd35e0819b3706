import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { writeWithRoom } from '../storage/cache.ts'
import { Note } from './notes.ts'

/** The drafts of notes lie under this key in session storage. */
export const noteDraftsKey = 'call.noteDrafts'

/**
 * The notes that a person began and has not kept, by what they are about: a gesture, or a prompt as it stood. Like every draft they lie in
 * session storage: they outlive the call, its tab and the worker, and are never on the disk.
 */
export async function readNoteDrafts(): Promise<Record<string, Note>> {
  const kept = v.safeParse(v.record(v.string(), Note), (await browser.storage.session.get(noteDraftsKey))[noteDraftsKey])
  return kept.success ? kept.output : {}
}

/** Keeps what a note says so far. Without words there is nothing to keep. */
export function keepNoteDraft(about: string, draft: Note): Promise<void> {
  return change(({ [about]: _, ...others }) => (draft.text.trim() === '' ? others : { ...others, [about]: v.parse(Note, draft) }))
}

/** Drops the draft about this, whether the note was kept or deleted. */
export function dropNoteDraft(about: string): Promise<void> {
  return change(({ [about]: _, ...others }) => others)
}

// Panel and worker both change the drafts. They do so one after the other, as the later would undo the earlier otherwise.
function change(make: (drafts: Record<string, Note>) => Record<string, Note>): Promise<void> {
  return navigator.locks.request(noteDraftsKey, async () => {
    const next = make(await readNoteDrafts())
    await writeWithRoom(() => browser.storage.session.set({ [noteDraftsKey]: next }))
  })
}

/** Calls back whenever the drafts change, in any window. Gives a function that stops that. */
export function watchNoteDrafts(changed: (drafts: Record<string, Note>) => void): () => void {
  const listen = (changes: Record<string, unknown>, area: string) => {
    if (area === 'session' && noteDraftsKey in changes) void readNoteDrafts().then(changed)
  }
  browser.storage.onChanged.addListener(listen)
  return () => browser.storage.onChanged.removeListener(listen)
}
