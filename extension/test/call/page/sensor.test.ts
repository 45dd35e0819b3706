import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Sensed, startSensor } from '../../../call/page/sensor.ts'

class FakeTrack extends EventTarget {
  kind: string
  readyState = 'live'
  surface: string | undefined
  constructor(kind: string, surface?: string) {
    super()
    this.kind = kind
    this.surface = surface
  }
  getSettings() {
    return this.surface ? { displaySurface: this.surface } : {}
  }
}

class FakeConnection extends EventTarget {
  static generateCertificate() {
    return 'a certificate'
  }
  connectionState = 'new'
  transceivers: { receiver: { track: FakeTrack }; currentDirection: string | null }[] = []
  senders: { track: FakeTrack | null }[] = []
  constructor(config?: { iceServers?: unknown }) {
    super()
    if (config?.iceServers === 'nonsense') throw new TypeError('not a list of servers')
  }
  getTransceivers() {
    return this.transceivers
  }
  getSenders() {
    return this.senders
  }
  now(state: string, silently = false) {
    this.connectionState = state
    if (!silently) this.dispatchEvent(new Event('connectionstatechange'))
  }
  carryAudio() {
    this.transceivers = [{ receiver: { track: new FakeTrack('audio') }, currentDirection: 'sendrecv' }]
    return this
  }
}

/** A page with its own copy of what browsers have, a clock that is moved by hand, and the sensor's reports. */
function world() {
  class Original extends FakeConnection {}
  class MediaDevices {
    answer: () => unknown = () => Promise.resolve({ getVideoTracks: () => [] })
    getDisplayMedia(_wish?: unknown): unknown {
      return this.answer()
    }
  }
  const page: Record<string, unknown> = { RTCPeerConnection: Original, webkitRTCPeerConnection: Original, MediaDevices }
  const timers = new Set<() => void>()
  const reports: Sensed[] = []
  const every = (_ms: number, run: () => void) => {
    timers.add(run)
    return () => timers.delete(run)
  }
  const real: boolean[] = []
  const ears = { open: true }
  const sensor = startSensor({ page, every, isHeard: () => ears.open }, (sensed, isReal) => {
    reports.push(sensed)
    real.push(isReal)
  })
  const tickOnce = () => [...timers].forEach((run) => void run())
  const Connection = page.RTCPeerConnection as typeof FakeConnection
  return { page, Original, Connection, devices: new MediaDevices(), reports, real, ears, sensor, tickOnce, timers }
}

let w: ReturnType<typeof world>
beforeEach(() => {
  w = world()
})

describe('stands behind the page’s own RTCPeerConnection', () => {
  test('instanceof, statics, name and prototype are the page’s own', () => {
    const connection = new w.Connection()
    expect(connection).toBeInstanceOf(w.Connection)
    expect(connection).toBeInstanceOf(w.Original)
    expect(connection.constructor).toBe(w.Connection)
    expect(w.Connection.generateCertificate()).toBe('a certificate')
    expect(w.Connection.name).toBe('Original')
    expect(w.Connection.prototype).toBe(w.Original.prototype)
    expect(w.page.webkitRTCPeerConnection).toBe(w.Connection)
  })

  test('subclasses of it are seen too', () => {
    class Adapter extends w.Connection {}
    const adapter = new Adapter().carryAudio()
    expect(adapter).toBeInstanceOf(Adapter)
    adapter.now('connected')
    expect(w.reports).toEqual([{ connected: true, sharing: false }])
  })

  test('calling it without new and with a bad configuration fails as before', () => {
    expect(() => (w.Connection as unknown as () => void)()).toThrow(TypeError)
    expect(() => new w.Connection({ iceServers: 'nonsense' })).toThrow('not a list of servers')
    expect(w.sensor.health()).toMatchObject({ connections: 0, errors: 0 })
  })

  test('a page without WebRTC is left alone', () => {
    const page = {}
    expect(startSensor({ page, every: () => () => undefined, isHeard: () => true }, () => undefined).health().errors).toBe(0)
    expect(page).toEqual({})
  })
})

describe('a call', () => {
  test('goes on while its network drops for a moment, or a site mends a connection that failed, and ends when it is given up', () => {
    const connection = new w.Connection().carryAudio()
    connection.now('connected')
    connection.now('disconnected')
    w.tickOnce()
    connection.now('connected')
    expect(w.reports).toEqual([{ connected: true, sharing: false }])
    for (let time = 0; time < 3; time++) {
      connection.now('disconnected')
      connection.now('failed')
      for (let half = 0; half < 50; half++) w.tickOnce()
      connection.now('connected')
    }
    expect(w.reports).toHaveLength(1)
    connection.now('failed')
    for (let half = 0; half < 60; half++) w.tickOnce()
    expect(w.reports.at(-1)).toEqual({ connected: false, sharing: false })
  })

  test('does not begin with a connection that failed before it was one', () => {
    new w.Connection().carryAudio().now('failed')
    w.tickOnce()
    expect(w.reports).toEqual([])
  })

  test('does not begin with a connection that is already disconnected', () => {
    new w.Connection().carryAudio().now('disconnected')
    expect(w.reports).toEqual([])
  })

  test('is a connection that is connected and carries audio; transitions are reported once', () => {
    const connection = new w.Connection().carryAudio()
    connection.now('connecting')
    connection.now('connected')
    w.tickOnce()
    w.tickOnce()
    expect(w.reports).toEqual([{ connected: true, sharing: false }])
  })

  test('is not a data channel, nor audio that flows nowhere', () => {
    new w.Connection().now('connected')
    const held = new w.Connection().carryAudio()
    for (const transceiver of held.transceivers) transceiver.currentDirection = 'inactive'
    held.now('connected')
    expect(w.reports).toEqual([])
  })

  test('ends by close(), which fires nothing', () => {
    const connection = new w.Connection().carryAudio()
    connection.now('connected')
    connection.now('closed', true)
    w.tickOnce()
    expect(w.reports.at(-1)).toEqual({ connected: false, sharing: false })
    expect(w.sensor.health().connections).toBe(0)
  })

  test('is polled only while there is something to ask', () => {
    expect(w.timers.size).toBe(0)
    const connection = new w.Connection()
    expect(w.timers.size).toBe(1)
    connection.now('closed', true)
    w.tickOnce()
    expect(w.timers.size).toBe(0)
  })
})

describe('sharing', () => {
  test('is reported when getDisplayMedia is called, before it answers', () => {
    w.devices.answer = () => new Promise(() => undefined)
    void w.devices.getDisplayMedia()
    expect(w.reports).toEqual([{ connected: false, sharing: true }])
  })

  test('lasts while its video lives, and ends by stop(), which fires nothing', async () => {
    const track = new FakeTrack('video')
    w.devices.answer = () => Promise.resolve({ getVideoTracks: () => [track] })
    await w.devices.getDisplayMedia()
    await vi.waitFor(() => expect(w.timers.size).toBe(1))
    expect(w.reports).toHaveLength(1)
    track.readyState = 'ended'
    w.tickOnce()
    expect(w.reports.at(-1)).toEqual({ connected: false, sharing: false })
  })

  test('that is refused is over at once, and the page gets its own error', async () => {
    w.devices.answer = () => Promise.reject(new Error('not allowed'))
    await expect(w.devices.getDisplayMedia()).rejects.toThrow('not allowed')
    await vi.waitFor(() => expect(w.reports.at(-1)?.sharing).toBe(false))
  })

  test('that throws is over at once, and the page gets its own error', () => {
    w.devices.answer = () => {
      throw new TypeError('no gesture')
    }
    expect(() => w.devices.getDisplayMedia()).toThrow('no gesture')
    expect(w.reports.map(({ sharing }) => sharing)).toEqual([true, false])
  })

  test('is also seen by a sent track with a display surface', () => {
    const connection = new w.Connection().carryAudio()
    connection.senders = [{ track: new FakeTrack('video', 'monitor') }, { track: null }, { track: new FakeTrack('audio') }]
    connection.now('connected')
    expect(w.reports).toEqual([{ connected: true, sharing: true }])
  })

  test('keeps this, arguments and the answer of the page’s own function', async () => {
    const answer = { getVideoTracks: () => [] }
    w.devices.answer = () => Promise.resolve(answer)
    expect(await w.devices.getDisplayMedia({ video: true })).toBe(answer)
  })
})

describe('what is reported', () => {
  test('is real once there is a connection or a shared screen, not when a screen is only asked for', async () => {
    let answer: (stream: unknown) => void = () => undefined
    w.devices.answer = () => new Promise((resolve) => (answer = resolve))
    w.ears.open = false
    void w.devices.getDisplayMedia()
    expect(w.real).toEqual([false])
    answer({ getVideoTracks: () => [new FakeTrack('video', 'monitor')] })
    await vi.waitFor(() => expect(w.real.at(-1)).toBe(true))
    w.ears.open = true
    const other = world()
    const connection = new other.Connection().carryAudio()
    connection.now('connected')
    connection.now('closed')
    expect(other.real).toEqual([true, false])
  })

  test('is reported again while nobody hears it, and not a time more', () => {
    w.ears.open = false
    const connection = new w.Connection().carryAudio()
    connection.now('connected')
    w.tickOnce()
    w.ears.open = true
    w.tickOnce()
    expect(w.reports).toEqual([1, 2].map(() => ({ connected: true, sharing: false })))
    connection.now('closed', true)
    w.ears.open = false
    w.tickOnce()
    w.tickOnce()
    expect(w.reports).toHaveLength(3)
  })
})

test('an error of ours never reaches the page, and is counted', () => {
  const connection = new w.Connection()
  connection.getTransceivers = () => {
    throw new Error('a browser that has none')
  }
  expect(() => connection.now('connected')).not.toThrow()
  expect(w.sensor.health().errors).toBeGreaterThan(0)
})
