/** How sensor and bridge meet: the sensor offers their channel, and the bridge asks for it in case it came second. */
const OFFER = 'tend:offer'
const ASK = 'tend:ask'
/** What is said by the channel; it may have any name, as nobody else holds the channel. */
const SAID = 'said'

/**
 * Where the two scripts of a frame meet before the page's first script runs: at the window, as a document costs the extension's own
 * world a fifth of a millisecond of each page. The window of a frame, or one that a page opened, may have had another page at it
 * before; Chromium then clears its listeners, but not every browser does, and the document is always new.
 */
export function meetingPlace(page: Window): EventTarget {
  return page.parent === page && page.opener === null ? page : page.document
}

/**
 * The sensor's end, in the page's world. The channel is an object that the page never holds, handed over before the page's first
 * script runs: a page has nothing of ours to listen for, and nothing to speak by. Gives what sends a short text to the bridge.
 */
export function offerChannel(place: EventTarget): (said: string) => void {
  const { CustomEvent, FocusEvent } = globalThis
  const channel = new EventTarget()
  const dispatch = channel.dispatchEvent.bind(channel)
  const isTaken = () => !place.dispatchEvent(new FocusEvent(OFFER, { relatedTarget: channel, cancelable: true }))
  if (!isTaken()) place.addEventListener(ASK, isTaken, { once: true })
  return (said) => void dispatch(new CustomEvent(SAID, { detail: said }))
}

/** The bridge's end, in the extension's own world. Whichever of the two scripts a browser runs first, one offer is taken and no other. */
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
