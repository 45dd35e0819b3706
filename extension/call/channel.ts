/** How sensor and bridge meet: the sensor offers the name of their channel, and the bridge asks for it in case it came second. */
const OFFER = 'tend:offer'
const ASK = 'tend:ask'

type Meeting = Pick<Document, 'addEventListener' | 'removeEventListener' | 'dispatchEvent'>

/**
 * The sensor's end, in the page's world. Its name is made anew for each document and told to the bridge before the page's first
 * script runs, so that a page has nothing of ours to listen for. Gives what sends a short text to the bridge.
 */
export function offerChannel(document: Meeting, name: string): (said: string) => void {
  const { CustomEvent } = globalThis
  const dispatch = document.dispatchEvent.bind(document)
  const isTaken = () => !dispatch(new CustomEvent(OFFER, { detail: name, cancelable: true }))
  if (!isTaken()) document.addEventListener(ASK, isTaken, { once: true })
  return (said) => void dispatch(new CustomEvent(name, { detail: said }))
}

/** The bridge's end, in the extension's own world. Whichever of the two scripts a browser runs first, one offer is taken and no other. */
export function takeChannel(document: Meeting, hear: (said: unknown) => void): void {
  const take = (event: Event) => {
    event.preventDefault()
    document.removeEventListener(OFFER, take)
    document.addEventListener(String((event as CustomEvent).detail), (said) => hear((said as CustomEvent).detail))
  }
  document.addEventListener(OFFER, take)
  document.dispatchEvent(new CustomEvent(ASK))
}
