import { Instant, WORDS_MAX, words } from '@tend/shared/schema'
import * as v from 'valibot'
import { browser } from 'wxt/browser'

const key = 'call.notes'

/** What a person kept for themselves: words beside a prompt, or a moment they marked (then the words may be empty). */
export const Note = v.strictObject({
  id: v.string(),
  at: Instant,
  kind: v.picklist(['prompt', 'landed_hard', 'may_have_hurt']),
  /** The sentence the words were written beside; empty where there was none. */
  beside: v.string(),
  text: words(WORDS_MAX),
})
export type Note = v.InferOutput<typeof Note>

/** Everything kept on this device, newest first. Notes are never sent anywhere. */
export async function listNotes(): Promise<Note[]> {
  const stored = (await browser.storage.local.get(key))[key]
  const kept = v.safeParse(v.array(v.unknown()), stored)
  if (!kept.success) return []
  return kept.output.flatMap((one) => {
    const note = v.safeParse(Note, one)
    return note.success ? [note.output] : []
  })
}

/** Keeps a note; one with the same id is written over, so that a marked moment can get its words later. */
export async function keepNote(note: Note): Promise<void> {
  const others = (await listNotes()).filter((one) => one.id !== note.id)
  await browser.storage.local.set({ [key]: [v.parse(Note, note), ...others] })
}

export async function deleteNote(id: string): Promise<void> {
  await browser.storage.local.set({ [key]: (await listNotes()).filter((note) => note.id !== id) })
}

/** Calls back whenever the notes change, in any window; gives back how to stop. */
export function watchNotes(changed: (notes: Note[]) => void): () => void {
  const listen = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && key in changes) void listNotes().then(changed)
  }
  browser.storage.onChanged.addListener(listen)
  return () => browser.storage.onChanged.removeListener(listen)
}
