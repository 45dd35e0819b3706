import { numberInWords, pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import type { Opened, OverlayShows } from '../../call/messages.ts'
import { Card } from './card.tsx'
import type { Doing } from './store.ts'

type Props = { shows: OverlayShows; doing: Doing }

/** A person can do this in the call unasked: make the two gestures, change their own settings for the call, and hide everything. */
export function Pane({ shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  const { say, go } = doing
  const last = shows.prompt
  const bringBack = () => {
    if (last) say({ said: 'open', key: last.key })
    go({ name: 'home' })
  }
  const open = (category: Opened) => () => {
    say({ said: 'opened', category })
    go({ name: 'home' })
  }
  return (
    <Card label={copy.paneTitle} className="card pane">
      <h2>{copy.paneTitle}</h2>
      <p className="soft">{copy.onlyYou}</p>
      <div className="list">
        <button type="button" onClick={() => say({ said: 'marked', gesture: 'landed_hard', id: crypto.randomUUID() })}>
          {copy.gestures.landed_hard}
        </button>
        <button type="button" onClick={() => say({ said: 'marked', gesture: 'may_have_hurt', id: crypto.randomUUID() })}>
          {copy.gestures.may_have_hurt}
        </button>
        <button type="button" onClick={open('witness')}>
          {copy.opens.witness}
        </button>
        {shows.about?.facilitating && (
          <button type="button" onClick={open('facilitating_after_a_rupture')}>
            {copy.opens.facilitating_after_a_rupture}
          </button>
        )}
        {last && (
          <button type="button" onClick={bringBack}>
            {copy.lastPrompt}
          </button>
        )}
      </div>
      {shows.about && <AboutCall about={shows.about} shows={shows} doing={doing} />}
      <div className="acts">
        <button type="button" onClick={() => say({ said: 'hide', on: true })}>
          {copy.hide}
        </button>
        <button type="button" onClick={() => go({ name: 'home' })}>
          {copy.close}
        </button>
      </div>
      <div className="acts">
        <button type="button" className="text" onClick={() => say({ said: 'openPanel' })}>
          {copy.openPanel}
        </button>
      </div>
    </Card>
  )
}

type About = NonNullable<OverlayShows['about']>

const lengths = [25, 30, 45, 50, 60, 75, 90, 120]

function AboutCall({ about, shows, doing }: { about: About; shows: OverlayShows; doing: Doing }) {
  const copy = pick(overlayCopy, shows.language)
  const { say } = doing
  return (
    <>
      {about.items.length > 0 && <Items about={about} shows={shows} doing={doing} />}
      <Switch
        label={copy.facilitating}
        hint={copy.facilitatingHint}
        on={about.facilitating}
        turn={(on) => say({ said: 'facilitating', on })}
      />
      <Switch label={copy.presenting} hint={copy.presentingHint} on={shows.presenting} turn={(on) => say({ said: 'presenting', on })} />
      {about.linked && <Planned about={about} shows={shows} doing={doing} />}
      {about.linked && about.circles.length > 0 && <Bound about={about} shows={shows} doing={doing} />}
    </>
  )
}

/** The items that ask for attention in the circle. People who do not facilitate find them here. */
function Items({ about, shows, doing }: { about: About; shows: OverlayShows; doing: Doing }) {
  const open = (itemId: string) => {
    doing.say({ said: 'show', itemId })
    doing.go({ name: 'home' })
  }
  return (
    <div className="list">
      <h3>{pick(overlayCopy, shows.language).items}</h3>
      {about.items.map(({ itemId, title }) => (
        <button key={itemId} type="button" dir="auto" onClick={() => open(itemId)}>
          {title}
        </button>
      ))}
    </div>
  )
}

function Planned({ about, shows, doing }: { about: About; shows: OverlayShows; doing: Doing }) {
  const copy = pick(overlayCopy, shows.language)
  const { plannedMinutes } = about
  const known = plannedMinutes === null || lengths.includes(plannedMinutes) ? lengths : [...lengths, plannedMinutes].sort((a, b) => a - b)
  const set = (value: string) => doing.say({ said: 'planned', minutes: value === '' ? null : Number(value) })
  return (
    <label className="choice">
      {copy.planned}
      <select value={plannedMinutes ?? ''} onChange={({ target }) => set(target.value)}>
        <option value="">{copy.plannedUnknown}</option>
        {known.map((minutes) => (
          <option key={minutes} value={minutes}>
            {copy.plannedMinutes(numberInWords(shows.language, minutes))}
          </option>
        ))}
      </select>
    </label>
  )
}

function Bound({ about, shows, doing }: { about: About; shows: OverlayShows; doing: Doing }) {
  const copy = pick(overlayCopy, shows.language)
  return (
    <label className="choice">
      {copy.circle}
      <select value={about.circleId ?? ''} onChange={({ target }) => doing.say({ said: 'bind', circleId: target.value || null })}>
        <option value="">{copy.circleNone}</option>
        {about.circles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Switch({ label, hint, on, turn }: { label: string; hint: string; on: boolean; turn: (on: boolean) => void }) {
  return (
    <label className="switch">
      <input type="checkbox" checked={on} onChange={({ target }) => turn(target.checked)} />
      <span>
        {label}
        <span className="soft">{hint}</span>
      </span>
    </label>
  )
}

/** While the person presents or hides, this is only the way back, with no word of what stood here. */
export function Quiet({ shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  const back = () => {
    if (shows.presenting) doing.say({ said: 'presenting', on: false })
    if (shows.hidden) doing.say({ said: 'hide', on: false })
    doing.go({ name: 'home' })
  }
  return (
    <Card label={copy.dotQuiet}>
      <p>{shows.presenting ? copy.quietPresenting : copy.quietHidden}</p>
      <div className="acts">
        <button type="button" className="main" onClick={back}>
          {shows.presenting ? copy.stopPresenting : copy.showAgain}
        </button>
        <button type="button" onClick={() => doing.go({ name: 'home' })}>
          {copy.close}
        </button>
      </div>
    </Card>
  )
}

/** This is offered once, after three calls in which prompts were set aside. */
export function OfferLess({ shows, doing }: Props) {
  const copy = pick(overlayCopy, shows.language)
  return (
    <Card label={copy.offerLess}>
      <p>{copy.offerLess}</p>
      <div className="acts">
        <button type="button" onClick={() => doing.say({ said: 'askLess', yes: true })}>
          {copy.offerLessYes}
        </button>
        <button type="button" onClick={() => doing.say({ said: 'askLess', yes: false })}>
          {copy.offerLessNo}
        </button>
      </div>
    </Card>
  )
}
