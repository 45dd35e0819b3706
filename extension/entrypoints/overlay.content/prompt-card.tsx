import { pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import { useEffect, useRef, useState } from 'react'
import type { OverlayShows, ShownPrompt } from '../../call/messages.ts'
import { Card } from './card.tsx'
import type { Doing } from './store.ts'

type Props = { prompt: ShownPrompt; shows: OverlayShows; doing: Doing }

/** One prompt, and every way out of it. */
export function PromptCard({ prompt, shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  const [why, setWhy] = useState(false)
  const fading = useFade(shows.fadeSeconds, () => doing.say({ said: 'faded', key: prompt.key }))
  const { key } = prompt
  const fewer = () => {
    doing.say({ said: 'fewer', key })
    doing.go({ name: 'told', text: copy.fewerDone })
  }
  return (
    <Card label={prompt.kind} {...fading}>
      <PromptText prompt={prompt} />
      <p className="soft">
        {prompt.kind} · {copy.onlyYou}
      </p>
      {why && <p className="soft">{prompt.why}</p>}
      <div className="acts">
        <MainAction prompt={prompt} shows={shows} doing={doing} />
        {prompt.putOff && (
          <button type="button" onClick={() => doing.say({ said: 'later', key })}>
            {prompt.putOff === 'tomorrow' ? copy.tomorrow : copy.later}
          </button>
        )}
        <button type="button" onClick={() => doing.say({ said: 'notNow', key })}>
          {copy.notNow}
        </button>
      </div>
      <div className="acts">
        <button type="button" className="text" aria-expanded={why} onClick={() => setWhy(!why)}>
          {copy.whyThis}
        </button>
        <button type="button" className="text" onClick={fewer}>
          {copy.fewer}
        </button>
        {prompt.action !== 'noteForMe' && (
          <button type="button" className="text" onClick={() => doing.go({ name: 'note', about: key })}>
            {copy.note}
          </button>
        )}
        <button type="button" className="text" onClick={() => doing.go({ name: 'pane' })}>
          {copy.more}
        </button>
      </div>
    </Card>
  )
}

/**
 * The sentence, with the circle-safe title it is about. Only builds for tests name the part, as a page could ask for a part by its name.
 */
function PromptText({ prompt: { text, title } }: { prompt: ShownPrompt }) {
  const part = import.meta.env.MODE === 'e2e' ? { part: 'prompt' } : {}
  return (
    <p className="prompt" {...part}>
      {title !== null && <strong dir="auto">{title}</strong>} {text}
    </p>
  )
}

/** The rooms of the side panel in which an action goes on. */
const rooms = { putOnBackBurner: 'back-burner', raiseConcern: 'my-concerns', acknowledge: 'repairs' } as const

/** The one thing a prompt offers to do. */
function MainAction({ prompt, shows, doing }: Props) {
  const { key, action } = prompt
  const act = () => {
    if (action === 'noteForMe') return doing.go({ name: 'note', about: key })
    doing.say({ said: 'acted', key })
    if (action === 'breathe') doing.go({ name: 'breath' })
    if (action === 'sayAloud' || action === 'offerToRoom') doing.go({ name: 'aloud', text: sayable(prompt, shows) })
    if (action in rooms) doing.say({ said: 'openPanel', room: rooms[action as keyof typeof rooms] })
  }
  return (
    <button type="button" className="main" onClick={act}>
      {pick(overlayCopy, shows.language).actions[action]}
    </button>
  )
}

/** Gives what can be said in the room: the prompt with its title or, where it speaks to a person who saw something, a sentence for all. */
function sayable({ text, title, action, moment }: ShownPrompt, shows: OverlayShows): string {
  if (action === 'offerToRoom' && moment === 'rupture') return pick(overlayCopy, shows.language).pauseSentence
  return title === null ? text : `${title}. ${text}`
}

/** Fades after some seconds, but never while the person is in it with pointer or focus. When they leave, its time begins anew. */
function useFade(seconds: number, fade: () => void) {
  const [within, setWithin] = useState(false)
  const latest = useRef(fade)
  latest.current = fade
  useEffect(() => {
    if (within || seconds === 0) return
    const timer = setTimeout(() => latest.current(), seconds * 1000)
    return () => clearTimeout(timer)
  }, [within, seconds])
  const [focused, hovered] = [useRef(false), useRef(false)]
  const note = (what: { current: boolean }, now: boolean) => () => {
    what.current = now
    setWithin(focused.current || hovered.current)
  }
  return {
    onFocus: note(focused, true),
    onBlur: note(focused, false),
    onMouseEnter: note(hovered, true),
    onMouseLeave: note(hovered, false),
  }
}
