import { getterOf, listenFirst } from './natives.ts'

/**
 * Two events at the window: the first says that the next one comes from the extension's own world too, and the next one brings the channel
 * that both sides then share.
 */
const OURS = 'tend:ours'
const HERE = { bridge: 'tend:bridge', overlay: 'tend:overlay' } as const

/** The bridge and the overlay can meet the sensor. Each function takes the channel if it is expected, and says whether it was. */
export type Meeting = Record<keyof typeof HERE, (channel: EventTarget) => boolean>

/**
 * The sensor's side, in the page's own world. It is called before the page's first script, because listeners are heard in the order in
 * which they came. A browser gives an object that came with an event from another world as a new copy each time it is asked, and an object
 * of the same world always as itself, so no page can pass for us. An event of ours goes no further, and the page never holds the channel. A
 * page that makes such an event itself gets it as if no listener had heard it. Gives a function that listens again.
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

/** The side of the extension's own world. Gives the channel, or null where no sensor stands or the sensor does not expect this. */
export function meetSensor(page: EventTarget, as: keyof Meeting): EventTarget | null {
  const isAlone = page.dispatchEvent(new CustomEvent(OURS, { detail: {}, cancelable: true }))
  if (isAlone) return null
  const channel = new EventTarget()
  const isTaken = !page.dispatchEvent(new FocusEvent(HERE[as], { relatedTarget: channel, cancelable: true }))
  return isTaken ? channel : null
}
