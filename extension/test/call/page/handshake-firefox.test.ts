import { describe, expect, test } from 'vitest'
import { meetingPlace, offerChannel, takeChannel } from '../../../call/page/handshake-firefox.ts'
import '../../browser-events.ts'

const meet = (first: 'sensor' | 'bridge') => {
  const place = new EventTarget()
  const heard: unknown[] = []
  let say: (said: string) => void = () => undefined
  const sensor = () => {
    say = offerChannel(place)
  }
  const bridge = () => takeChannel(place, (said) => heard.push(said))
  for (const begin of first === 'sensor' ? [sensor, bridge] : [bridge, sensor]) begin()
  return { place, heard, say: (said: string) => say(said) }
}

/** A page makes up a channel of its own, and offers it as the sensor offers its own. */
const forge = (place: EventTarget) => {
  const channel = new EventTarget()
  const isFree = place.dispatchEvent(new FocusEvent('tend:offer', { relatedTarget: channel, cancelable: true }))
  channel.dispatchEvent(new CustomEvent('said', { detail: 'a lie' }))
  return isFree
}

describe.each(['sensor', 'bridge'] as const)('where a browser runs the %s first', (first) => {
  test('what the sensor says reaches the bridge', () => {
    const { heard, say } = meet(first)
    say('one')
    say('two')
    expect(heard).toEqual(['one', 'two'])
  })

  test('a page that comes later gets no answer and no channel: nothing tells it that somebody is there', () => {
    const { place } = meet(first)
    const offered: unknown[] = []
    place.addEventListener('tend:offer', (event) => offered.push(event))
    expect(place.dispatchEvent(new CustomEvent('tend:ask', { cancelable: true }))).toBe(true)
    expect(offered).toEqual([])
  })

  test('an offer that a page makes is not taken', () => {
    const { place, heard } = meet(first)
    expect(forge(place)).toBe(true)
    expect(heard).toEqual([])
  })

  test('what is said goes by the place no more', () => {
    const { place, say } = meet(first)
    const heard: unknown[] = []
    place.addEventListener('said', (event) => heard.push(event))
    say('one')
    expect(heard).toEqual([])
  })
})

test('an offer without a channel is none, and the next one is heard', () => {
  const place = new EventTarget()
  const heard: unknown[] = []
  takeChannel(place, (said) => heard.push(said))
  place.dispatchEvent(new CustomEvent('tend:offer', { cancelable: true }))
  offerChannel(place)('one')
  expect(heard).toEqual(['one'])
})

describe('the two meet', () => {
  const document = new EventTarget()
  const alone = { document, opener: null } as unknown as Window & { parent: Window }
  alone.parent = alone

  test('at the window of a tab', () => expect(meetingPlace(alone)).toBe(alone))

  test.each([
    ['a frame', { ...alone, parent: {} as Window }],
    ['a window that a page opened', { ...alone, opener: {} as Window }],
  ])('at the document, where a page may have been at the window before: in %s', (_, page) => {
    const window = page as unknown as Window & { parent: Window }
    if (window.opener) window.parent = window
    expect(meetingPlace(window)).toBe(document)
  })
})
