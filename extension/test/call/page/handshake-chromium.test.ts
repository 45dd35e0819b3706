import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { awaitOurs, type Meeting, meetSensor } from '../../../call/page/handshake-chromium.ts'
import { FromOtherWorld } from '../../browser-events.ts'

const names = ['tend:ours', 'tend:bridge', 'tend:overlay']

/** The sensor listens first at this page's window, and then the page. */
function world(expected = true) {
  const page = new EventTarget() as unknown as Window
  const met: [string, EventTarget][] = []
  const take = (as: keyof Meeting) => (channel: EventTarget) => {
    met.push([as, channel])
    return expected
  }
  awaitOurs(page, { bridge: take('bridge'), overlay: take('overlay') })
  const heard: string[] = []
  for (const name of names) page.addEventListener(name, (event) => heard.push(event.type), true)
  return { page, met, heard }
}

describe('from the extension’s own world', () => {
  beforeEach(() => void vi.stubGlobal('CustomEvent', FromOtherWorld))
  afterEach(() => void vi.unstubAllGlobals())

  test.each(['bridge', 'overlay'] as const)('the %s and the sensor share a channel, and the page hears nothing of it', (as) => {
    const { page, met, heard } = world()
    const channel = meetSensor(page, as)
    expect(channel).not.toBeNull()
    expect([met, heard]).toEqual([[[as, channel]], []])
  })

  test('whoever is not expected gets no channel', () => {
    const { page, heard } = world(false)
    expect([meetSensor(page, 'bridge'), heard]).toEqual([null, []])
  })

  test('where no sensor stands there is none, and no channel is offered', () => {
    const page = new EventTarget()
    const offered = vi.fn()
    page.addEventListener('tend:bridge', offered)
    expect(meetSensor(page, 'bridge')).toBeNull()
    expect(offered).not.toHaveBeenCalled()
  })

  test('what comes next of the page’s is not taken for ours', () => {
    const { page, met } = world()
    meetSensor(page, 'bridge')
    page.dispatchEvent(new FocusEvent('tend:bridge', { relatedTarget: new EventTarget() }))
    expect(met).toHaveLength(1)
  })
})

describe('a page that does the same', () => {
  test('meets nobody, and hears its own events as if nobody else had', () => {
    const { page, met, heard } = world()
    expect(meetSensor(page, 'bridge')).toBeNull()
    for (const detail of [{}, [], null, undefined, 1, 'x', new Proxy({}, {})]) {
      expect(page.dispatchEvent(new CustomEvent('tend:ours', { detail, cancelable: true }))).toBe(true)
      for (const name of ['tend:bridge', 'tend:overlay'])
        expect(page.dispatchEvent(new FocusEvent(name, { relatedTarget: new EventTarget(), cancelable: true }))).toBe(true)
    }
    page.dispatchEvent(new Event('tend:ours'))
    expect(met).toEqual([])
    expect(heard).toEqual(['tend:ours', ...Array(7).fill(names).flat(), 'tend:ours'])
  })
})
