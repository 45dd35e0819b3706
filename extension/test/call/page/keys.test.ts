import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { awaitOurs } from '../../../call/page/handshake-chromium.ts'
import { askToKeepKeys, followOverlay, keepKeys, type OverlayKeys } from '../../../call/page/keys.ts'
import { FromOtherWorld } from '../../browser-events.ts'

/** The sensor listens first at this page's window, and then the page. Keys that are pressed at the window itself are pressed in `here`. */
function world() {
  const page = new EventTarget() as unknown as Window
  const kept: OverlayKeys = { overlay: null, escape: null }
  keepKeys(page, kept)
  awaitOurs(page, { bridge: () => false, overlay: followOverlay(kept) })
  const heard: string[] = []
  for (const name of ['keydown', 'keyup', 'input']) page.addEventListener(name, (event) => heard.push(event.type), true)
  const press = (type: string, key = 'a') => page.dispatchEvent(new KeyboardEvent(type, { key, code: `Key ${key}` }))
  return { page, kept, heard, press, here: page as EventTarget }
}

describe('keys', () => {
  test('pressed in the overlay do not reach the page; others do', () => {
    const { kept, heard, press, here } = world()
    kept.overlay = here
    press('keydown')
    press('keyup')
    expect(heard).toEqual([])
    kept.overlay = new EventTarget()
    press('keydown')
    expect(heard).toEqual(['keydown'])
  })

  test('that went down in the overlay come up for the page neither, once it has closed', () => {
    const { kept, heard, press, here } = world()
    kept.overlay = here
    press('keydown')
    kept.overlay = null
    press('keyup')
    expect(heard).toEqual([])
    press('keydown')
    press('keyup')
    expect(heard).toEqual(['keydown', 'keyup'])
  })

  test('that are no keyboard’s are kept like the others', () => {
    const { page, kept, heard, here } = world()
    kept.overlay = here
    for (const name of ['keydown', 'keyup', 'input']) page.dispatchEvent(new Event(name))
    expect(heard).toEqual([])
  })

  test('tell the overlay of Escape and of no other', () => {
    const { kept, press, here } = world()
    kept.overlay = here
    kept.escape = vi.fn()
    press('keydown', 'a')
    press('keydown', 'Escape')
    press('keyup', 'Escape')
    expect(kept.escape).toHaveBeenCalledOnce()
  })

  test('are kept though the page replaces what events are read by', () => {
    const { kept, heard, press, here } = world()
    const seen = vi.fn()
    const stop = vi.spyOn(Event.prototype, 'stopImmediatePropagation').mockImplementation(seen)
    const code = vi.spyOn(KeyboardEvent.prototype, 'code', 'get').mockImplementation(seen)
    kept.overlay = here
    press('keydown')
    press('keyup')
    expect([heard, seen.mock.calls]).toEqual([[], []])
    stop.mockRestore()
    code.mockRestore()
  })
})

describe('an overlay asks the sensor of its frame', () => {
  beforeEach(() => void vi.stubGlobal('CustomEvent', FromOtherWorld))
  afterEach(() => void vi.unstubAllGlobals())

  test('and its keys are kept and its Escape told until it lets go', () => {
    const { page, heard, press, here } = world()
    const escaped = vi.fn()
    const letGo = askToKeepKeys(page, here, escaped)
    press('keydown', 'Escape')
    press('keyup', 'Escape')
    expect(escaped).toHaveBeenCalledOnce()
    letGo?.()
    press('keydown', 'b')
    expect(heard).toEqual(['keydown'])
  })

  test('and is told when no sensor stands there', () => {
    expect(askToKeepKeys(new EventTarget(), new EventTarget(), () => undefined)).toBeNull()
  })
})
