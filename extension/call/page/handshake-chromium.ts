import { getterOf, listenFirst } from './natives.ts'

/** At the window: that the next event is of the extension's own world too; and that one, with the channel that both then share. */
const OURS = 'tend:ours'
const HERE = { bridge: 'tend:bridge', overlay: 'tend:overlay' } as const

/** Who meets the sensor; each takes a channel if it is expected, and says whether. */
export type Meeting = Record<keyof typeof HERE, (channel: EventTarget) => boolean>

/**
 * The sensor's side, in the page's own world; call it before the page's first script, as whoever listens first hears first. A browser
 * gives an object that came with an event from another world as a new copy each time it is asked, and one of the same world always
 * as itself: so no page can pass for us. What is ours goes no further, and the channel is an object that the page never holds; a page
 * that makes such an event gets it as if nobody had heard it. Gives what listens again.
 */
export function awaitOurs(page: Window, meeting: Meeting): () => void {
  const { apply } = Reflect
  const { stopImmediatePropagation, preventDefault } = Event.prototype
  const type = getterOf(Event.prototype, 'type')
  const detail = getterOf(CustomEvent.prototype, 'detail')
  const relatedTarget = getterOf(FocusEvent.prototype, 'relatedTarget')
  let isNextOurs = false

  const isOfOtherWorld = (event: Event) => {
    try {
      const copy = apply(detail, event, [])
      return typeof copy === 'object' && copy !== null && copy !== apply(detail, event, [])
    } catch {
      return false
    }
  }
  const take: Record<string, Meeting[keyof Meeting]> = { [HERE.bridge]: meeting.bridge, [HERE.overlay]: meeting.overlay }
  const hear = (event: Event) => {
    const name = apply(type, event, []) as string
    if (!(name === OURS ? isOfOtherWorld(event) : isNextOurs)) return
    isNextOurs = name === OURS
    apply(stopImmediatePropagation, event, [])
    if (isNextOurs || take[name]?.(apply(relatedTarget, event, []) as EventTarget)) apply(preventDefault, event, [])
  }
  return listenFirst(page, [OURS, HERE.bridge, HERE.overlay], hear)
}

/** The side of the extension's own world; gives the channel, or null where no sensor stands or it expects nobody. */
export function meetSensor(page: EventTarget, as: keyof Meeting): EventTarget | null {
  const isAlone = page.dispatchEvent(new CustomEvent(OURS, { detail: {}, cancelable: true }))
  if (isAlone) return null
  const channel = new EventTarget()
  const isTaken = !page.dispatchEvent(new FocusEvent(HERE[as], { relatedTarget: channel, cancelable: true }))
  return isTaken ? channel : null
}
