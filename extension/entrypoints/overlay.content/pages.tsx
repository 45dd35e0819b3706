import { pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import { WORDS_MAX } from '@tend/shared/schema'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { OverlayShows } from '../../call/messages.ts'
import { useBreath } from '../../look/breath.ts'
import { Card } from './card.tsx'
import type { Doing } from './store.ts'

type Props = { shows: OverlayShows; doing: Doing }

/** After a gesture this offers what helps right now, and nothing that has to be explained. */
export function GestureMenu({ shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  const { gesture } = shows
  if (!gesture) return null
  const { menu } = copy
  return (
    <Card label={copy.gestures[gesture.kind]} takeFocus className="card menu">
      <p className="prompt small">{gesture.text}</p>
      <p className="soft">
        {copy.marked} {copy.noteHint}
      </p>
      <button type="button" onClick={() => doing.go({ name: 'breath' })}>
        {menu.breath}
      </button>
      <button type="button" onClick={() => doing.go({ name: 'note', about: gesture.kind })}>
        {menu.note}
      </button>
      {gesture.kind === 'landed_hard' && (
        <button type="button" onClick={() => doing.go({ name: 'aloud', text: copy.pauseSentence })}>
          {menu.pause}
        </button>
      )}
      <button type="button" onClick={() => doing.go({ name: 'home' })}>
        {menu.nothing}
      </button>
    </Card>
  )
}

/** The person opens this, and goes on or stops as they like. */
export function Breath({ shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  const { step, words } = useBreath(copy)
  return (
    <Card label={copy.menu.breath}>
      <p key={step} className="prompt fade">
        {words}
      </p>
      <div className="acts">
        <button type="button" onClick={() => doing.go({ name: 'home' })}>
          {copy.done}
        </button>
      </div>
    </Card>
  )
}

/** Milliseconds between two times that words being written are kept as a draft. */
const DRAFT_MS = 1000

/** A note is being written, or was handed to the worker, or was refused by it. */
type Keeping = 'no' | 'asked' | 'failed'

/** A note for oneself. The box is the browser's own: its words pass through no handler that the page could hear. */
export function NoteBox({ shows, doing, about }: Props & { about: string }) {
  const copy = pick(overlayCopy, shows.language)
  const { say, go } = doing
  const removed = useStore(doing.store, (state) => state.removed)
  const box = useRef<HTMLTextAreaElement>(null)
  const [keeping, setKeeping] = useState<Keeping>('no')
  const [begun] = useState(() => shows.drafts[about] ?? { id: idOf(shows, about), text: '' })
  const { id } = begun
  const keepDraft = useDraft(box, begun.text, (text) => say({ said: 'draft', id, text, about }))
  const trouble = removed ? copy.noteRemoved : keeping === 'failed' ? copy.noteNotKept : null
  const save = async () => {
    const text = box.current?.value.trim() ?? ''
    if (text === '') return go({ name: 'home' })
    // The note is kept as a draft first, so that a note which cannot be kept has lost nothing.
    keepDraft()
    setKeeping('asked')
    if (!(await say({ said: 'note', id, text, about }))) return setKeeping('failed')
    if (shows.prompt?.key === about) void say({ said: 'acted', key: about })
    go({ name: 'told', text: copy.noteKept })
  }
  return (
    <Card label={copy.noteLabel}>
      <label>
        {copy.noteLabel}
        <textarea
          ref={box}
          dir="auto"
          defaultValue={begun.text}
          maxLength={WORDS_MAX}
          rows={4}
          readOnly={keeping === 'asked'}
          aria-describedby="kept-here"
        />
      </label>
      <p className={trouble ? undefined : 'soft'} id="kept-here" role={trouble ? 'alert' : undefined}>
        {trouble ?? copy.noteHint}
      </p>
      <div className="acts">
        {!removed && (
          <button type="button" className="main" aria-disabled={keeping === 'asked'} onClick={() => keeping !== 'asked' && save()}>
            {keeping === 'asked' ? copy.noteKeeping : copy.noteKeep}
          </button>
        )}
        <button type="button" onClick={() => go({ name: 'home' })}>
          {removed ? copy.close : copy.back}
        </button>
      </div>
    </Card>
  )
}

/** The words for a gesture belong to the moment it marked. Any other note is a new one. */
function idOf({ gesture }: OverlayShows, about: string): string {
  return gesture?.kind === about ? gesture.id : crypto.randomUUID()
}

/** Keeps unsent words each second, and at once when asked or when the box goes, so that hiding or sharing loses nothing. */
function useDraft(box: { current: HTMLTextAreaElement | null }, start: string, keep: (text: string) => void): () => void {
  const kept = useRef(start)
  const latest = useRef(keep)
  latest.current = keep
  const look = useRef((element: HTMLTextAreaElement | null) => {
    if (!element || element.value === kept.current) return
    kept.current = element.value
    latest.current(element.value)
  })
  useEffect(() => {
    const element = box.current
    element?.focus()
    const timer = setInterval(() => look.current(element), DRAFT_MS)
    return () => {
      clearInterval(timer)
      look.current(element)
    }
  }, [box])
  return () => look.current(box.current)
}

/** A sentence to say in the room. */
export function Aloud({ shows, doing, text }: Props & { text: string }) {
  const copy = pick(overlayCopy, shows.language)
  return (
    <Card label={copy.aloud}>
      <p className="soft above">{copy.aloud}</p>
      <p className="prompt">{text}</p>
      <div className="acts">
        <button type="button" onClick={() => doing.go({ name: 'home' })}>
          {copy.done}
        </button>
      </div>
    </Card>
  )
}

/** Milliseconds for which a short word of thanks stands. */
const TOLD_MS = 5_000

/** Says in one sentence what was done, and goes by itself. */
export function ToldCard({ shows, doing, text }: Props & { text: string }) {
  const copy = pick(overlayCopy, shows.language)
  const { go } = doing
  const home = useRef(() => go({ name: 'home' }))
  useEffect(() => {
    const timer = setTimeout(() => home.current(), TOLD_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Card label={text}>
      <p role="status">{text}</p>
      <div className="acts">
        <button type="button" onClick={() => doing.go({ name: 'home' })}>
          {copy.close}
        </button>
      </div>
    </Card>
  )
}
