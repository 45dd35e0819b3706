import { Instant, WORDS_MAX, words } from '@tend/shared/schema'
import * as v from 'valibot'
import { browser } from 'wxt/browser'

/** The notes lie under this key in local storage. */
export const notesKey = 'call.notes'

/** A person kept this for themselves: words beside a prompt, or a moment they marked, whose words may be empty. */
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
  const stored = (await browser.storage.local.get(notesKey))[notesKey]
  const kept = v.safeParse(v.array(v.unknown()), stored)
  if (!kept.success) return []
  return kept.output.flatMap((one) => {
    const note = v.safeParse(Note, one)
    return note.success ? [note.output] : []
  })
}

// Panel and worker both read all notes and write them back. They do so one after the other, as the later would undo the earlier otherwise.
function changeNotes(change: (notes: Note[]) => Note[]): Promise<void> {
  return navigator.locks.request(notesKey, async () => browser.storage.local.set({ [notesKey]: change(await listNotes()) }))
}

/** Keeps a moment that was marked, without words yet. A moment that is kept already stays as it is. */
export async function beginNote(note: Note): Promise<void> {
  const begun = v.parse(Note, note)
  await changeNotes((notes) => (notes.some(({ id }) => id === begun.id) ? notes : [begun, ...notes]))
}

/** Keeps a note. A note with the same id is written over, so that a marked moment can get its words later. */
export async function keepNote(note: Note): Promise<void> {
  const kept = v.parse(Note, note)
  await changeNotes((notes) => [kept, ...notes.filter(({ id }) => id !== kept.id)])
}

/** Deletes these notes and no others: a note that was kept meanwhile stays. */
export function deleteNotes(ids: readonly string[]): Promise<void> {
  return changeNotes((notes) => notes.filter(({ id }) => !ids.includes(id)))
}

/** Calls back whenever the notes change, in any window. Gives a function that stops that. */
export function watchNotes(changed: (notes: Note[]) => void): () => void {
  const listen = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && notesKey in changes) void listNotes().then(changed)
  }
  browser.storage.onChanged.addListener(listen)
  return () => browser.storage.onChanged.removeListener(listen)
}
