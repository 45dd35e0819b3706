import { getterOf } from './natives.ts'

/** Names the sensor's frame among the empty ones a page may have, so that nothing of ours looks around those. */
const NAME = 'tend'
const SAID = 'said'

/**
 * How the sensor calls the bridge. Each page pays for a script in the extension's own world with some milliseconds, whatever the
 * script does; so none stands there until there is something to say. Then the sensor puts up an empty frame, and the browser runs
 * the bridge in it, in the same turn; the bridge meets the sensor (handshake-chromium.ts) at the window around.
 */
export type SensorDoor = {
  /** Calls a bridge, unless one was called that still stands. */
  open: () => void
  /** Whether the frame stands; a page may have cleared it away with everything else. */
  isOpen: () => boolean
  /** Takes the channel of a bridge that was called just now; one that comes uncalled is not taken. */
  take: (channel: EventTarget) => boolean
  say: (said: string) => void
}

/**
 * The sensor's side, in the page's own world. The frame stands in a closed shadow root, where it does not count among the page's own.
 * What it uses of the browser it takes now, before the page can replace it.
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

/** Whether this is a frame that a sensor put up, as far as can be told without looking around it: a page may make such a one, too. */
export function isBehindDoor({ location, name }: Pick<Window, 'location' | 'name'>): boolean {
  return location.href === 'about:blank' && name === NAME
}

/** The bridge's side of their channel. */
export function hearSensor(channel: EventTarget, hear: (said: unknown) => void): void {
  channel.addEventListener(SAID, (said) => hear((said as CustomEvent).detail))
}
