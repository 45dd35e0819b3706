import { overlayCopy } from '@tend/shared/copy/overlay'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { characters, WORDS_MAX } from '@tend/shared/schema'
import { type ReactNode, useState } from 'react'
import { keepNote, listNotes, type Note } from '../../notes/notes.ts'
import { useCopy, useDraft } from '../use-panel.ts'
import { Form } from './asks.tsx'
import { WordsField } from './controls.tsx'

/** A note is written about this, before it is kept. Each thing has its own half-written note; `about` names it. */
type Beginning = Pick<Note, 'kind' | 'beside'> & { about: string }
export type Begun = Pick<Note, 'kind' | 'beside' | 'text'>

/** The names of the panel's drafts of notes begin with this; what they are about follows. */
export const PREFIX = 'note '

/** The notes that a person began and has neither kept nor deleted, by what they are about. A note without words is none. */
export function begunNotes(drafts: Readonly<Record<string, unknown>>): Record<string, Begun> {
  const begun = Object.entries(drafts).filter(([name, draft]) => name.startsWith(PREFIX) && (draft as Begun).text.trim() !== '')
  return Object.fromEntries(begun.map(([name, draft]) => [name.slice(PREFIX.length), draft as Begun]))
}

/** A note for oneself, kept on this device as in a call. A half-written note is there again when the panel is. */
export function NoteForm({
  about,
  kind,
  beside,
  fills = false,
  kept,
  back,
  children,
}: Beginning & { fills?: boolean; kept: () => void; back?: () => void; children?: ReactNode }) {
  const copy = useCopy(overlayCopy)
  const { draft, change, drop } = useDraft<Begun>(PREFIX + about, { kind, beside, text: '' })
  const [tried, setTried] = useState(false)
  const problem = useProblem(draft.text)
  const keep = async () => {
    setTried(true)
    if (problem) return
    await keepBegun(draft, fills)
    drop()
    kept()
  }
  return (
    <Form busy={false} submit={copy.noteKeep} send={() => void keep()} {...(back ? { cancel: back } : {})}>
      <WordsField
        label={copy.noteLabel}
        hint={copy.noteHint}
        problem={tried ? problem : null}
        value={draft.text}
        set={(text) => change({ kind, beside, text })}
      />
      {children}
    </Form>
  )
}

/** Says what stands in the way of keeping these words; null where nothing does. */
export function useProblem(text: string): string | null {
  const t = useCopy(panelCircleCopy)
  if (text.trim() === '') return t.wordsNeeded
  return characters(text.trim()) > WORDS_MAX ? t.long(String(WORDS_MAX)) : null
}

/** Keeps a note that was begun. `fills`: the moment was marked without words just now, and these are its words. */
export async function keepBegun({ kind, beside, text }: Begun, fills: boolean): Promise<void> {
  const marked = fills ? (await listNotes()).find((note) => note.kind === kind && note.text === '') : undefined
  const { id, at } = marked ?? { id: crypto.randomUUID(), at: new Date().toISOString() }
  await keepNote({ id, at, kind, beside, text: text.trim() })
}
