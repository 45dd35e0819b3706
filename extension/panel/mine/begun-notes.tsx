import { overlayCopy } from '@tend/shared/copy/overlay'
import { panelMineCopy } from '@tend/shared/copy/panel-mine'
import { useEffect, useState } from 'react'
import { dropNoteDraft, readNoteDrafts, watchNoteDrafts } from '../../notes/note-drafts.ts'
import { keepNote, type Note } from '../../notes/notes.ts'
import { Confirm } from '../parts/asks.tsx'
import { Button } from '../parts/controls.tsx'
import { type Begun, begunNotes, keepBegun, PREFIX, useProblem } from '../parts/note-form.tsx'
import { dropDraft } from '../store.ts'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'

/**
 * Notes that were left half written in a call or here. They stay whatever came after them, so that no one has to find their question again.
 */
export function BegunNotes() {
  const { panel } = usePanelContext()
  const t = useCopy(panelMineCopy)
  const here = Object.entries(begunNotes(usePanel((state) => state.drafts)))
  const inCalls = Object.entries(useNoteDrafts())
  if (here.length + inCalls.length === 0) return null
  return (
    <>
      <p className="hint">{t.begunHint}</p>
      <ul className="list">
        {inCalls.map(([about, note]) => (
          <BegunNote key={`call ${about}`} note={note} keep={() => keepNote(note)} drop={() => dropNoteDraft(about)} />
        ))}
        {here.map(([about, note]) => (
          <BegunNote key={about} note={note} keep={() => keepBegun(note, false)} drop={() => dropDraft(panel, PREFIX + about)} />
        ))}
      </ul>
    </>
  )
}

function BegunNote({ note, keep, drop }: { note: Begun; keep: () => Promise<void>; drop: () => unknown }) {
  const { panel } = usePanelContext()
  const t = useCopy(panelMineCopy)
  const copy = useCopy(overlayCopy)
  const long = useProblem(note.text)
  const keepIt = async () => {
    await keep()
    await drop()
    panel.setState({ said: copy.noteKept })
  }
  return (
    <li className="note">
      <p className="meta">
        <span className="tag clay">{t.begun}</span>
      </p>
      {note.beside && (
        <p className="soft" dir="auto">
          {note.beside}
        </p>
      )}
      <p className="words" dir="auto">
        {note.text}
      </p>
      {long && <p className="problem">{long}</p>}
      <div className="acts">
        {!long && <Button onClick={() => void keepIt()}>{copy.noteKeep}</Button>}
        <Confirm
          look="text"
          label={t.delete}
          name={t.deleteNamed(note.text.slice(0, 40))}
          means={t.deleteConfirm}
          yes={t.delete}
          sure={drop}
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
