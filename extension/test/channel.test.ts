import { describe, expect, test } from 'vitest'
import { offerChannel, takeChannel } from '../call/channel.ts'

const meet = (first: 'sensor' | 'bridge') => {
  const document = new EventTarget() as unknown as Document
  const heard: unknown[] = []
  let say: (said: string) => void = () => undefined
  const sensor = () => {
    say = offerChannel(document, 'a name made anew')
  }
  const bridge = () => takeChannel(document, (said) => heard.push(said))
  for (const begin of first === 'sensor' ? [sensor, bridge] : [bridge, sensor]) begin()
  return { document, heard, say: (said: string) => say(said) }
}

describe.each(['sensor', 'bridge'] as const)('where a browser runs the %s first', (first) => {
  test('what the sensor says reaches the bridge', () => {
    const { heard, say } = meet(first)
    say('one')
    say('two')
    expect(heard).toEqual(['one', 'two'])
  })

  test('a page that comes later gets no answer and no name: nothing tells it that somebody is there', () => {
    const { document } = meet(first)
    const offered: unknown[] = []
    document.addEventListener('tend:offer', ({ detail }: CustomEventInit) => offered.push(detail))
    document.dispatchEvent(new CustomEvent('tend:ask'))
    expect(offered).toEqual([])
    expect(document.dispatchEvent(new CustomEvent('tend:offer', { detail: 'forged', cancelable: true }))).toBe(true)
  })

  test('an offer that a page makes is not taken', () => {
    const { document, heard } = meet(first)
    document.dispatchEvent(new CustomEvent('tend:offer', { detail: 'forged', cancelable: true }))
    document.dispatchEvent(new CustomEvent('forged', { detail: 'a lie' }))
    expect(heard).toEqual([])
  })
})
