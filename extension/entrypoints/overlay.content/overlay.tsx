import { pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import { useContext, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { isCovered } from '../../call/cover.ts'
import type { OverlaySaid, OverlayShows } from '../../call/messages.ts'
import type { Link } from '../../call/page/link.ts'
import type { Say } from '../../call/port.ts'
import type { Drawn } from '../../look/press.ts'
import { type Focus, FocusContext, followFocus, noFocus, useDotFocus, useNoFocus } from './focus.ts'
import { Aloud, Breath, GestureMenu, NoteBox, ToldCard } from './pages.tsx'
import { OfferLess, Pane, Quiet } from './pane.tsx'
import { PromptCard } from './prompt-card.tsx'
import { type Doing, type OverlayPage, type OverlayState, type OverlayStore, viewOf } from './store.ts'

type Props = { store: OverlayStore; drawn: Drawn<OverlayState>; say: Say<OverlaySaid>; link: Link }

/** Everything Tend shows in a call. */
export function Overlay({ store, drawn, say, link }: Props) {
  const { shows, page } = useStore(drawn)
  const go = (next: OverlayPage) => store.setState({ page: next })
  const doing: Doing = { store, say, go }
  const [focus] = useState<Focus>(() => ({ ...noFocus }))
  const [follow] = useState(() => followFocus(focus))
  useEscape(link, doing, focus)
  if (!shows) return null
  const view = viewOf({ shows, page })
  return (
    <FocusContext value={focus}>
      <div ref={follow} lang={shows.language} dir="ltr" className="frame">
        <Announcer shows={shows} />
        <Nothing stands={view === 'none'} />
        {view === 'dot' && <Dot shows={shows} doing={doing} />}
        {view === 'prompt' && shows.prompt && <PromptCard key={shows.prompt.key} prompt={shows.prompt} shows={shows} doing={doing} />}
        {view === 'pane' && <PaneView shows={shows} page={page} doing={doing} />}
      </div>
    </FocusContext>
  )
}

function Nothing({ stands }: { stands: boolean }) {
  useNoFocus(stands)
  return null
}

function PaneView({ shows, page, doing }: { shows: OverlayShows; page: OverlayPage; doing: Doing }) {
  if (isCovered(shows)) return <Quiet shows={shows} doing={doing} />
  switch (page.name) {
    case 'home':
      return <OfferLess shows={shows} doing={doing} />
    case 'pane':
      return <Pane shows={shows} doing={doing} />
    case 'menu':
      return <GestureMenu shows={shows} doing={doing} />
    case 'breath':
      return <Breath shows={shows} doing={doing} />
    case 'note':
      return <NoteBox key={page.about} shows={shows} doing={doing} about={page.about} />
    case 'aloud':
      return <Aloud shows={shows} doing={doing} text={page.text} />
    case 'told':
      return <ToldCard shows={shows} doing={doing} text={page.text} />
  }
}

/** The dot is the resting place. It brings the last prompt back; without one it opens the pane. */
function Dot({ shows, doing }: { shows: OverlayShows; doing: Doing }) {
  const dot = useDotFocus()
  const focus = useContext(FocusContext)
  const copy = pick(overlayCopy, shows.language)
  const quiet = isCovered(shows)
  const label = quiet ? copy.dotQuiet : shows.prompt ? copy.dotHolding : copy.dot
  const open = () => {
    // A person who came to the dot by the keyboard is led back to it by closing.
    if (focus.byKeyboard) focus.before = null
    if (shows.prompt) void doing.say({ said: 'open', key: shows.prompt.key })
    else doing.go({ name: 'pane' })
  }
  return (
    <button
      ref={dot}
      type="button"
      className={quiet ? 'dot quiet' : shows.prompt ? 'dot holding' : 'dot'}
      aria-label={label}
      onClick={open}
    >
      <span aria-hidden="true" />
    </button>
  )
}

/** The person chooses what a screen reader says when a prompt comes: nothing, a short cue, or the text. */
function Announcer({ shows }: { shows: OverlayShows }) {
  const { prompt, announce, language } = shows
  const [said, say] = useState('')
  const key = prompt?.key ?? null
  const words = announce === 'nothing' || !prompt ? '' : announce === 'text' && prompt.open ? prompt.text : pick(overlayCopy, language).cue
  const latest = useRef(words)
  latest.current = words
  const spoken = useRef<string | null>(null)
  // Only a new prompt speaks. A prompt that is opened again or comes back after sharing does not, and neither does a change of settings.
  useEffect(() => {
    say(key === null || key === spoken.current ? '' : latest.current)
    spoken.current = key ?? spoken.current
    const quiet = setTimeout(() => say(''), 5_000)
    return () => clearTimeout(quiet)
  }, [key])
  return (
    <div className="unseen" role="status">
      {/* Words that are emptied go at once: the effect would let them stand for one moment more. */}
      {key === null ? '' : said}
    </div>
  )
}

/** Escape leads one step back, from a page or a prompt to the dot. It is no dismissal. */
function useEscape(link: Link, { store, say, go }: Doing, focus: Focus): void {
  useEffect(() => {
    link.escape = () => {
      focus.byKeyboard = true
      const { shows, page } = store.getState()
      if (page.name !== 'home') go({ name: 'home' })
      else if (shows?.prompt?.open) void say({ said: 'faded', key: shows.prompt.key })
    }
    return () => {
      link.escape = null
    }
  })
}
