import { panelCopy } from '@tend/shared/copy/panel'
import { useEffect, useState } from 'react'
import { dropNoteDraft, readNoteDrafts, watchNoteDrafts } from '../call/note-drafts.ts'
import { keepNote, type Note } from '../call/notes.ts'
import { Confirm } from './asks.tsx'
import { Button } from './controls.tsx'
import { useCopy } from './use-panel.ts'

/** Notes that somebody began in a call and has not kept: the call's tab may be gone, their words are not. */
export function BegunNotes() {
  const t = useCopy(panelCopy).mine
  const drafts = Object.entries(useNoteDrafts())
  if (drafts.length === 0) return null
  return (
    <>
      <h3>{t.begun}</h3>
      <p className="soft">{t.begunHint}</p>
      <ul className="list">
        {drafts.map(([about, note]) => (
          <BegunNote key={note.id} about={about} note={note} />
        ))}
      </ul>
    </>
  )
}

function BegunNote({ about, note }: { about: string; note: Note }) {
  const t = useCopy(panelCopy).mine
  const keep = async () => {
    await keepNote(note)
    await dropNoteDraft(about)
  }
  return (
    <li className="note">
      {note.beside && (
        <p className="soft" dir="auto">
          {note.beside}
        </p>
      )}
      <p className="words" dir="auto">
        {note.text}
      </p>
      <div className="verbs">
        <Button onClick={() => void keep()}>{t.begunKeep}</Button>
        <Confirm
          look="text"
          label={t.delete}
          name={t.deleteNamed(note.text.slice(0, 40))}
          means={t.deleteConfirm}
          yes={t.delete}
          sure={() => dropNoteDraft(about)}
        />
      </div>
    </li>
  )
}

function useNoteDrafts(): Record<string, Note> {
  const [drafts, setDrafts] = useState<Record<string, Note>>({})
  useEffect(() => {
    void readNoteDrafts().then(setDrafts)
    return watchNoteDrafts(setDrafts)
  }, [])
  return drafts
}
