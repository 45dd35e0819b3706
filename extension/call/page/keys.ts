import { meetSensor } from './handshake-chromium.ts'
import { getterOf, listenFirst } from './natives.ts'

/** The overlay whose keys are kept from the page, and the function that is told when Escape is pressed in it. */
export type OverlayKeys = { overlay: EventTarget | null; escape: (() => void) | null }

/** The events of everything a person types or pastes in the overlay. The page would otherwise hear them at the window. */
export const typed = 'keydown keyup keypress beforeinput input paste copy cut compositionstart compositionupdate compositionend'.split(' ')

/**
 * Keeps what is typed in the overlay from the page. It is called before the page's first script, because listeners are heard in the order
 * in which they came. A key that goes down in the overlay does not come up for the page either, even when the overlay has closed by then.
 * This may run in the page's own world, so it asks nothing of what a page can replace, and reads no event while no overlay stands. Gives a
 * function that listens again.
 */
export function keepKeys(page: Window, kept: OverlayKeys): () => void {
  const { apply } = Reflect
  const { stopImmediatePropagation } = Event.prototype
  const [type, target] = [getterOf(Event.prototype, 'type'), getterOf(Event.prototype, 'target')]
  const [code, key] = [getterOf(KeyboardEvent.prototype, 'code'), getterOf(KeyboardEvent.prototype, 'key')]
  const down: Record<string, true> = Object.create(null)
  let downCount = 0

  /** Pages and browsers also make keydowns that are not of a keyboard and lack these properties. */
  const read = (get: () => unknown, event: Event) => {
    try {
      return apply(get, event, []) as string
    } catch {
      return ''
    }
  }
  const press = (event: Event) => {
    const pressed = read(code, event)
    if (!down[pressed]) downCount++
    down[pressed] = true
    if (read(key, event) === 'Escape') kept.escape?.()
  }
  const release = (event: Event) => {
    const pressed = read(code, event)
    if (!down[pressed]) return false
    delete down[pressed]
    downCount--
    return true
  }
  const keep = (event: Event) => {
    if (kept.overlay === null && downCount === 0) return
    const name = apply(type, event, [])
    const isHere = kept.overlay !== null && apply(target, event, []) === kept.overlay
    if (name === 'keydown' && isHere) press(event)
    const isOurs = (name === 'keyup' && release(event)) || isHere
    if (isOurs) apply(stopImmediatePropagation, event, [])
  }
  return listenFirst(page, typed, keep)
}

/** The overlay says two things by the channel it shares with the sensor: where it stands now, and that Escape was pressed in it. */
const OVERLAY = 'overlay'
const ESCAPE = 'escape'

/** The sensor's side, in the page's own world. Gives a function that takes an overlay's channel and keeps in `kept` what is said by it. */
export function followOverlay(kept: OverlayKeys): (channel: EventTarget) => true {
  const { apply } = Reflect
  const { Event } = globalThis
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  const relatedTarget = getterOf(FocusEvent.prototype, 'relatedTarget')
  return (channel) => {
    const stand = (event: Event) => {
      kept.overlay = apply(relatedTarget, event, []) as EventTarget | null
    }
    apply(addEventListener, channel, [OVERLAY, stand])
    kept.escape = () => void apply(dispatchEvent, channel, [new Event(ESCAPE)])
    return true
  }
}

/**
 * The overlay's side, in the extension's own world: asks the sensor of this frame to keep the overlay's keys. Gives a function that ends
 * that, or null where no sensor stands, as on a host granted after the page was loaded.
 */
export function askToKeepKeys(page: EventTarget, overlay: EventTarget, escaped: () => void): (() => void) | null {
  const channel = meetSensor(page, 'overlay')
  if (!channel) return null
  channel.addEventListener(ESCAPE, escaped)
  const stand = (at: EventTarget | null) => void channel.dispatchEvent(new FocusEvent(OVERLAY, { relatedTarget: at }))
  stand(overlay)
  return () => stand(null)
}
