/** Sensor and bridge meet like this: the sensor offers their channel, and the bridge asks for it in case it came second. */
const OFFER = 'tend:offer'
const ASK = 'tend:ask'
/** The name of what is said by the channel. Any name will do, as only these two hold the channel. */
const SAID = 'said'

/**
 * The two scripts of a frame meet here before the page's first script runs. That is at the window where it can be, because a document costs
 * the extension's own world a fifth of a millisecond of each page. The window of a frame, or one that a page opened, may have had another
 * page at it before. Chromium then clears its listeners, but not every browser does, so the two meet at the document there, which is always
 * new.
 */
export function meetingPlace(page: Window): EventTarget {
  return page.parent === page && page.opener === null ? page : page.document
}

/**
 * The sensor's end, in the page's world. The page never holds the channel, which is handed over before the page's first script runs: so a
 * page has nothing of ours to listen for, and nothing to speak by. Gives a function that sends a short text to the bridge.
 */
export function offerChannel(place: EventTarget): (said: string) => void {
  const { CustomEvent, FocusEvent } = globalThis
  const channel = new EventTarget()
  const dispatch = channel.dispatchEvent.bind(channel)
  const isTaken = () => !place.dispatchEvent(new FocusEvent(OFFER, { relatedTarget: channel, cancelable: true }))
  if (!isTaken()) place.addEventListener(ASK, isTaken, { once: true })
  return (said) => void dispatch(new CustomEvent(SAID, { detail: said }))
}

/** The bridge's end, in the extension's own world. A browser may run either of the two scripts first; one offer is taken and no other. */
export function takeChannel(place: EventTarget, hear: (said: unknown) => void): void {
  const take = (event: Event) => {
    const channel = (event as FocusEvent).relatedTarget
    if (!channel) return
    event.preventDefault()
    place.removeEventListener(OFFER, take)
    channel.addEventListener(SAID, (said) => hear((said as CustomEvent).detail))
  }
  place.addEventListener(OFFER, take)
  place.dispatchEvent(new Event(ASK))
}
