import { dayInWords } from '@tend/shared/copy/copy'
import { panelMineCopy } from '@tend/shared/copy/panel-mine'
import { ownDay } from '@tend/shared/zone'
import { deleteSetAside } from '../../notes/handover.ts'
import { deleteNotes, type Note } from '../../notes/notes.ts'
import type { PairedPerson } from '../../storage/paired-person.ts'
import { Confirm } from '../parts/asks.tsx'
import { useArrival, useCopy, usePanel } from '../use-panel.ts'
import { BegunNotes } from './begun-notes.tsx'

/** The notes a person kept for themselves in calls. They are never sent anywhere, and each can be deleted. */
export function Notes() {
  const t = useCopy(panelMineCopy)
  const notes = usePanel((state) => state.notes)
  const setAside = usePanel((state) => state.setAside)
  const paired = usePanel(({ standing }) => standing?.kind === 'paired' && standing.reach !== 'unknown_device')
  // Without a server there are no concerns to lead to, so a person is led to the notes, which are their own.
  const heading = useArrival(...(paired ? [] : ['my-concerns' as const]))
  return (
    <section aria-labelledby="notes">
      <h2 id="notes" ref={heading} tabIndex={-1}>
        {t.notes}
      </h2>
      <p className="who">{t.notesSees}</p>
      <BegunNotes />
      {notes.length === 0 && <p className="soft">{t.notesEmpty}</p>}
      {notes.length > 0 && (
        <ul className="list">
          {notes.map((note) => (
            <OneNote key={note.id} note={note} />
          ))}
        </ul>
      )}
      {notes.length > 1 && (
        <Confirm
          look="text"
          label={t.deleteAll}
          means={t.deleteAllConfirm}
          yes={t.deleteAll}
          sure={() => deleteNotes(notes.map(({ id }) => id))}
        />
      )}
      {setAside.map((owner) => (
        <OfAnother key={`${owner.server} ${owner.memberId}`} owner={owner} />
      ))}
    </section>
  )
}

/** Notes from an earlier pairing. The person who is here now reads nothing of them. */
function OfAnother({ owner }: { owner: PairedPerson }) {
  const t = useCopy(panelMineCopy)
  return (
    <div className="note">
      <p className="soft">{t.notesOfAnother(owner.server)}</p>
      <Confirm
        look="text"
        label={t.delete}
        name={t.deleteNamed(owner.server)}
        means={t.deleteOfAnother}
        yes={t.delete}
        sure={() => deleteSetAside(owner)}
      />
    </div>
  )
}

function OneNote({ note }: { note: Note }) {
  const t = useCopy(panelMineCopy)
  const language = usePanel((state) => state.language)
  const today = usePanel((state) => state.today)
  const kind = note.kind === 'landed_hard' ? t.moment : note.kind === 'may_have_hurt' ? t.hurtOther : null
  const day = dayInWords(language, ownDay(new Date(note.at)), today)
  return (
    <li className="note">
      <p className="meta">{[kind, day].filter(Boolean).join(' · ')}</p>
      {note.beside && (
        <p className="soft" dir="auto">
          {note.beside}
        </p>
      )}
      {note.text && (
        <p className="words" dir="auto">
          {note.text}
        </p>
      )}
      <Confirm
        look="text"
        label={t.delete}
        name={t.deleteNamed(note.text.slice(0, 40) || kind || day)}
        means={t.deleteConfirm}
        yes={t.delete}
        sure={() => deleteNotes([note.id])}
      />
    </li>
  )
}
