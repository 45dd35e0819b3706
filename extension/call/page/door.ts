import { getterOf } from './natives.ts'

/** The name tells the sensor's frame from the other empty ones a page may have, so that nothing of ours looks around those. */
const NAME = 'tend'
const SAID = 'said'

/**
 * The sensor calls the bridge through this door. A script in the extension's own world costs each page some milliseconds, however little it
 * does, so no bridge stands there until there is something to say. Then the sensor puts up an empty frame, the browser runs the bridge in
 * it in the same turn, and the bridge meets the sensor at the window around the frame (handshake-chromium.ts).
 */
export type SensorDoor = {
  /** Calls a bridge, unless the one that was called last still stands. */
  open: () => void
  /** Whether the frame stands; a page may have cleared it away with everything else. */
  isOpen: () => boolean
  /** Takes the channel of a bridge that was called just now, and refuses one that comes uncalled. */
  take: (channel: EventTarget) => boolean
  say: (said: string) => void
}

/**
 * The sensor's side, in the page's own world. The frame stands in a closed shadow root, where it does not count among the page's own. The
 * sensor takes what it uses of the browser now, before the page can replace it.
 */
export function doorIn({ document }: Window): SensorDoor {
  const { apply } = Reflect
  const { CustomEvent } = globalThis
  const { createElement } = Document.prototype
  const { appendChild } = Node.prototype
  const { attachShadow, setAttribute } = Element.prototype
  const { dispatchEvent } = EventTarget.prototype
  const documentElement = getterOf(Document.prototype, 'documentElement')
  const isConnected = getterOf(Node.prototype, 'isConnected')
  let frame: Element | null = null
  let channel: EventTarget | null = null
  let isCalling = false

  const isOpen = () => frame !== null && apply(isConnected, frame, []) === true
  const putUp = () => {
    const host = apply(createElement, document, ['div'])
    frame = apply(createElement, document, ['iframe']) as Element
    apply(setAttribute, frame, ['name', NAME])
    apply(setAttribute, frame, ['hidden', ''])
    apply(appendChild, apply(attachShadow, host, [{ mode: 'closed' }]), [frame])
    apply(appendChild, apply(documentElement, document, []), [host])
  }
  return {
    isOpen,
    open: () => {
      if (isOpen()) return
      channel = null
      isCalling = true
      try {
        putUp()
      } finally {
        isCalling = false
      }
    },
    take: (offered) => {
      if (isCalling) channel = offered
      return isCalling
    },
    say: (said) => {
      if (channel) apply(dispatchEvent, channel, [new CustomEvent(SAID, { detail: said })])
    },
  }
}

/** Whether this seems to be a frame that a sensor put up, told without looking around it: a page may make such a frame, too. */
export function isBehindDoor({ location, name }: Pick<Window, 'location' | 'name'>): boolean {
  return location.href === 'about:blank' && name === NAME
}

/** The bridge's side of their channel. */
export function hearSensor(channel: EventTarget, hear: (said: unknown) => void): void {
  channel.addEventListener(SAID, (said) => hear((said as CustomEvent).detail))
}
