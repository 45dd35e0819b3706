import { pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Link } from '../../call/link.ts'
import type { OverlaySaid, OverlayShows } from '../../call/messages.ts'
import { Aloud, Breath, GestureMenu, NoteBox, Told } from './pages.tsx'
import { OfferLess, Pane, Quiet } from './pane.tsx'
import { PromptCard } from './prompt-card.tsx'
import { type Doing, isCovered, type OverlayStore, type Page, viewOf } from './store.ts'

type Props = { store: OverlayStore; say: (said: OverlaySaid) => void; link: Link }

/** Everything Tend shows in a call. */
export function Overlay({ store, say, link }: Props) {
  const { shows, page } = useStore(store)
  const go = (next: Page) => store.setState({ page: next })
  const doing: Doing = { store, say, go }
  const byKeyboard = useRef(false)
  useEscape(link, doing)
  if (!shows) return null
  const view = viewOf({ shows, page })
  return (
    <div lang={shows.language} dir="ltr" className="frame">
      <Announcer shows={shows} />
      {view === 'dot' && <Dot shows={shows} doing={doing} opened={(keyboard) => (byKeyboard.current = keyboard)} />}
      {view === 'prompt' && shows.prompt && (
        <PromptCard key={shows.prompt.key} prompt={shows.prompt} shows={shows} doing={doing} takeFocus={took(byKeyboard)} />
      )}
      {view === 'pane' && <PaneView shows={shows} page={page} doing={doing} takeFocus={took(byKeyboard)} />}
    </div>
  )
}

/** Focus moves only when the person opened something by the keyboard, and only that once. */
function took(byKeyboard: { current: boolean }): boolean {
  const keyboard = byKeyboard.current
  byKeyboard.current = false
  return keyboard
}

function PaneView({ shows, page, doing, takeFocus }: { shows: OverlayShows; page: Page; doing: Doing; takeFocus: boolean }) {
  if (isCovered(shows)) return <Quiet shows={shows} doing={doing} takeFocus={takeFocus} />
  switch (page.name) {
    case 'home':
      return <OfferLess shows={shows} doing={doing} />
    case 'pane':
      return <Pane shows={shows} doing={doing} takeFocus={takeFocus} />
    case 'menu':
      return <GestureMenu shows={shows} doing={doing} />
    case 'breath':
      return <Breath shows={shows} doing={doing} />
    case 'note':
      return <NoteBox shows={shows} doing={doing} about={page.about} />
    case 'aloud':
      return <Aloud shows={shows} doing={doing} text={page.text} />
    case 'told':
      return <Told shows={shows} doing={doing} text={page.text} />
  }
}

/** The resting place. It brings the last prompt back; without one it opens the pane. */
function Dot({ shows, doing, opened }: { shows: OverlayShows; doing: Doing; opened: (byKeyboard: boolean) => void }) {
  const copy = pick(overlayCopy, shows.language)
  const quiet = isCovered(shows)
  const label = quiet ? copy.dotQuiet : shows.prompt ? copy.dotHolding : copy.dot
  const open = (byKeyboard: boolean) => {
    opened(byKeyboard)
    if (shows.prompt) doing.say({ said: 'open', key: shows.prompt.key })
    else doing.go({ name: 'pane' })
  }
  return (
    <button
      type="button"
      className={quiet ? 'dot quiet' : shows.prompt ? 'dot holding' : 'dot'}
      aria-label={label}
      onClick={({ detail }) => open(detail === 0)}
    >
      <span aria-hidden="true" />
    </button>
  )
}

/** What a screen reader says when a prompt comes is the person's choice: nothing, a short cue, or the text. */
function Announcer({ shows }: { shows: OverlayShows }) {
  const { prompt, announce, language } = shows
  const [said, say] = useState('')
  const key = prompt?.key ?? null
  const words = announce === 'nothing' || !prompt ? '' : announce === 'text' && prompt.open ? prompt.text : pick(overlayCopy, language).cue
  const latest = useRef(words)
  latest.current = words
  // Only a new prompt speaks: opening one again, or a change of settings, does not.
  useEffect(() => {
    say(key === null ? '' : latest.current)
    const quiet = setTimeout(() => say(''), 5_000)
    return () => clearTimeout(quiet)
  }, [key])
  return (
    <div className="unseen" role="status">
      {said}
    </div>
  )
}

/** Escape leads one step back: from a page to the dot, from a prompt to the dot. It is no dismissal. */
function useEscape(link: Link, { store, say, go }: Doing): void {
  useEffect(() => {
    link.key = (event) => {
      if (event.type !== 'keydown' || (event as KeyboardEvent).key !== 'Escape') return
      const { shows, page } = store.getState()
      if (page.name !== 'home') go({ name: 'home' })
      else if (shows?.prompt?.open) say({ said: 'faded', key: shows.prompt.key })
    }
    return () => {
      link.key = null
    }
  })
}
