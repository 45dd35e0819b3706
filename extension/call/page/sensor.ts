/** The sensor knows whether this frame is in a call and whether it shares a screen. It looks at nothing else. */
export type Sensed = { connected: boolean; sharing: boolean }

/** The world the sensor looks at, and its clock. They are parameters, so that tests need no browser and pages cannot change them later. */
export type SensorWorld = {
  page: Record<string, unknown>
  every: (ms: number, run: () => void) => () => void
  /** Whether a bridge hears what is reported. */
  isHeard: () => boolean
}

/** Takes a transition. `isReal` is false while a screen is only asked for: a page can ask without any act of a person. */
export type Report = (sensed: Sensed, isReal: boolean) => void

export type Sensor = {
  /** Tells how the sensor is doing; only tests read it. */
  health: () => { connections: number; errors: number; polling: boolean }
}

type Connection = Pick<RTCPeerConnection, 'connectionState' | 'getTransceivers' | 'getSenders' | 'addEventListener'>
type Constructor = new (...args: unknown[]) => Connection

/**
 * Milliseconds between two polls, which go on while there is something to ask. `close()` fires no event and neither does `stop()` on a
 * track.
 */
const POLL_MS = 500
/** The number of polls for which a connection that failed is still taken for a call: half a minute, in which sites try to mend it. */
const MENDING_POLLS = 60

/**
 * Watches a page for calls and for sharing, and reports transitions only. It reports what goes on again until a bridge hears of it. It
 * stands behind proxies with a single trap each, so that instanceof, statics, subclassing and errors stay the page's own. An error of ours
 * never reaches the page.
 */
export function startSensor({ page, every, isHeard }: SensorWorld, report: Report): Sensor {
  const connections = new Set<WeakRef<Connection>>()
  const isCall = callsAmong(new WeakMap())
  let tracks: MediaStreamTrack[] = []
  let asking = 0
  let errors = 0
  let last: Sensed = { connected: false, sharing: false }
  let stop: (() => void) | null = null

  const safely = (run: () => void) => {
    try {
      run()
    } catch {
      errors++
    }
  }

  const look = () => {
    const living = livingOf(connections)
    tracks = tracks.filter((track) => track.readyState === 'live')
    const call = living.find(isCall)
    const shares = tracks[0] ?? living.find(sharesScreen)
    const sensed = { connected: call !== undefined, sharing: asking > 0 || shares !== undefined }
    const isNew = sensed.connected !== last.connected || sensed.sharing !== last.sharing
    last = sensed
    if (isNew || ((sensed.connected || sensed.sharing) && !isHeard())) report(sensed, call !== undefined || shares !== undefined)
    if (connections.size > 0 || tracks.length > 0 || asking > 0) stop ??= every(POLL_MS, () => safely(look))
    else {
      stop?.()
      stop = null
    }
  }
  const lookSafely = () => safely(look)

  const watch = (connection: Connection) => {
    connections.add(new WeakRef(connection))
    connection.addEventListener('connectionstatechange', lookSafely)
    lookSafely()
  }

  const keep = (stream: MediaStream) => {
    tracks = [...tracks, ...stream.getVideoTracks()]
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', lookSafely)
  }

  /** Reports before the browser's picker opens, because what is on the screen then may already be seen by others. */
  const share = (ask: () => unknown): unknown => {
    asking++
    lookSafely()
    return follow(ask, (stream) => {
      asking--
      safely(() => stream && keep(stream))
      lookSafely()
    })
  }

  safely(() => wrapConnections(page, (connection) => safely(() => watch(connection))))
  safely(() => wrapDisplay(page, share))
  return { health: () => ({ connections: livingOf(connections).length, errors, polling: stop !== null }) }
}

/** Asks, hears what came of it, and leaves both the answer and the error to the caller. */
function follow(ask: () => unknown, over: (stream: MediaStream | null) => void): unknown {
  try {
    const asked = ask()
    Promise.resolve(asked as Promise<MediaStream>).then(over, () => over(null))
    return asked
  } catch (error) {
    over(null)
    throw error
  }
}

function livingOf(connections: Set<WeakRef<Connection>>): Connection[] {
  const living: Connection[] = []
  for (const ref of connections) {
    const connection = ref.deref()
    if (!connection || connection.connectionState === 'closed') connections.delete(ref)
    else living.push(connection)
  }
  return living
}

/**
 * A call is a connection that is connected and carries audio; data channels and lobbies' probes are none. A network that drops for a moment
 * ends no call: `disconnected` comes back by itself, or becomes `failed`, which sites mend by restarting the connection.
 */
function callsAmong(known: WeakMap<Connection, number>): (connection: Connection) => boolean {
  return (connection) => {
    const { connectionState: state } = connection
    if (state === 'failed') known.set(connection, (known.get(connection) ?? 0) - 1)
    if (state === 'failed' || state === 'disconnected') return (known.get(connection) ?? 0) > 0
    if (state !== 'connected' || !carriesAudio(connection)) return false
    known.set(connection, MENDING_POLLS)
    return true
  }
}

function carriesAudio(connection: Connection): boolean {
  return connection
    .getTransceivers()
    .some(({ receiver, currentDirection }) => receiver.track.kind === 'audio' && /send|recv/.test(currentDirection ?? ''))
}

function sharesScreen(connection: Connection): boolean {
  return connection.getSenders().some(({ track }) => {
    if (track?.kind !== 'video' || track.readyState !== 'live') return false
    return track.getSettings().displaySurface !== undefined
  })
}

function wrapConnections(page: Record<string, unknown>, made: (connection: Connection) => void): void {
  const proxies = new Map<unknown, unknown>()
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
    const original = page[name] as Constructor | undefined
    if (!original) continue
    const proxy = proxies.get(original) ?? wrapConstructor(original, made)
    proxies.set(original, proxy)
    Object.defineProperty(page, name, { ...Object.getOwnPropertyDescriptor(page, name), value: proxy })
  }
}

function wrapConstructor(original: Constructor, made: (connection: Connection) => void): Constructor {
  const proxy = new Proxy(original, {
    construct(target, args, newTarget) {
      const connection = Reflect.construct(target, args, newTarget) as Connection
      made(connection)
      return connection
    },
  })
  const { prototype } = original as unknown as { prototype: object }
  Object.defineProperty(prototype, 'constructor', { ...Object.getOwnPropertyDescriptor(prototype, 'constructor'), value: proxy })
  return proxy
}

function wrapDisplay(page: Record<string, unknown>, share: (ask: () => unknown) => unknown): void {
  const prototype = (page.MediaDevices as { prototype?: Record<string, unknown> } | undefined)?.prototype
  const original = prototype?.getDisplayMedia
  if (!prototype || typeof original !== 'function') return
  const proxy = new Proxy(original, { apply: (target, self, args) => share(() => Reflect.apply(target, self, args)) })
  Object.defineProperty(prototype, 'getDisplayMedia', { ...Object.getOwnPropertyDescriptor(prototype, 'getDisplayMedia'), value: proxy })
}
