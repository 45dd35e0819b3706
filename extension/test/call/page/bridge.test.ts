import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { BridgeSaid } from '../../../call/messages.ts'
import { type BridgePort, startBridge } from '../../../call/page/bridge.ts'
import { type Link, linkOf } from '../../../call/page/link.ts'

const sensed = (connected: boolean, sharing = false) => JSON.stringify({ tend: 'sensor', connected, sharing })

/** A page, ports that can be lost, and the words that were said by them. */
function world({ alive = true, deaf = 0, leave = [] as string[], inCall = [] as string[] } = {}) {
  let failing = deaf
  vi.useFakeTimers()
  const document = new EventTarget() as EventTarget & { querySelector: (selector: string) => unknown }
  const markup = new Set<string>()
  document.querySelector = (selector) => markup.has(selector)
  const said: BridgeSaid[] = []
  const ports: { lose: () => void }[] = []
  const closed: string[] = []
  const connect = (): BridgePort | null => {
    if (!alive) return null
    const lost: (() => void)[] = []
    ports.push({ lose: () => lost.forEach((gone) => void gone()) })
    return {
      postMessage: (message) => {
        if (failing-- > 0) throw new Error('the port is closed')
        said.push(message)
      },
      disconnect: () => closed.push('closed'),
      onDisconnect: { addListener: (gone) => lost.push(gone) },
    }
  }
  const link: Link = linkOf({})
  const platform = vi.fn(() => ({ leave, inCall }))
  const page = { document: document as unknown as Document }
  const { hear, watch, end } = startBridge({ page, timers: { setTimeout, setInterval } as unknown as Window, link, platform, connect })
  return { document, markup, said, ports, closed, link, platform, report: hear, watch, end }
}

beforeEach(() => vi.useRealTimers())

describe('what the sensor hints', () => {
  test('opens a port only when there is something to say', () => {
    const { ports, report, said } = world()
    expect(ports).toHaveLength(0)
    report(sensed(true))
    expect(ports).toHaveLength(1)
    expect(said).toEqual([{ said: 'report', report: sensed(true) }])
  })

  test.each([[undefined], [{ connected: true }], ['x'.repeat(201)], [7]])('drops what is no short text: %s', (detail) => {
    const { ports, report } = world()
    report(detail)
    expect(ports).toHaveLength(0)
  })

  test('reaches the overlay of the frame in the same turn', () => {
    const { link, report } = world()
    const heard: string[] = []
    link.sensed = (what) => heard.push(what)
    report(sensed(true, true))
    expect(heard).toEqual([sensed(true, true)])
  })

  test('is told again to a worker that started anew', () => {
    const { ports, report, said } = world()
    report(sensed(true))
    ports[0]?.lose()
    vi.advanceTimersByTime(600)
    expect(ports).toHaveLength(2)
    expect(said).toHaveLength(2)
    expect(said[1]).toEqual(said[0])
  })

  test('is told again when its port turns out to be closed, as in a page that was left and came back', () => {
    const { report, said } = world({ deaf: 1 })
    report(sensed(true))
    expect(said).toEqual([])
    vi.advanceTimersByTime(600)
    expect(said).toEqual([{ said: 'report', report: sensed(true) }])
  })

  test('costs a page without a call no look at what site it is', () => {
    const { platform, report } = world()
    vi.advanceTimersByTime(10_000)
    expect(platform).not.toHaveBeenCalled()
    report(sensed(true))
    report(sensed(false))
    expect(platform).toHaveBeenCalledOnce()
  })

  test('is over when the frame that called goes: the port closes, and nothing is told again', () => {
    const { ports, closed, report, said, end } = world()
    report(sensed(true))
    end()
    ports[0]?.lose()
    vi.advanceTimersByTime(60_000)
    expect(closed).toHaveLength(1)
    expect(said).toHaveLength(1)
  })

  test('goes nowhere once the extension is gone, and throws nothing', () => {
    const { report, said } = world({ alive: false })
    expect(() => report(sensed(true))).not.toThrow()
    expect(said).toEqual([])
  })

  test('a port that speaks now and then keeps the worker awake', () => {
    const { report, said } = world()
    vi.advanceTimersByTime(60_000)
    expect(said).toEqual([])
    report(sensed(true))
    vi.advanceTimersByTime(31_000)
    expect(said.filter(({ said: what }) => what === 'still').length).toBeGreaterThanOrEqual(2)
  })
})

describe('the site’s own markup', () => {
  test('says leaving when its leave button is clicked, during a call only', () => {
    const { document, report, said } = world({ leave: ['#leave'] })
    const click = () => {
      const event = new Event('click')
      Object.defineProperty(event, 'target', { value: { closest: (selector: string) => selector === '#leave' } })
      document.dispatchEvent(event)
    }
    click()
    expect(said).toEqual([])
    report(sensed(true))
    click()
    expect(said.at(-1)).toEqual({ said: 'leaving' })
  })

  test('tells of a call without WebRTC by what stands on the page', () => {
    const { markup, said, watch } = world({ inCall: ['.footer'] })
    watch()
    vi.advanceTimersByTime(5_000)
    expect(said).toEqual([])
    markup.add('.footer')
    vi.advanceTimersByTime(2_100)
    expect(said).toEqual([{ said: 'seen', inCall: true }])
    markup.delete('.footer')
    vi.advanceTimersByTime(2_100)
    expect(said.at(-1)).toEqual({ said: 'seen', inCall: false })
  })
})
