import { describe, expect, test } from 'vitest'
import { callHosts } from '../platforms/call-hosts.ts'
import { callMarksAt, markedPlatforms } from '../platforms/call-marks.ts'
import { belowRoots, hostMatches, rootGlobs } from '../platforms/match.ts'
import type { Platform } from '../platforms/platform.ts'
import { platformAt, platforms } from '../platforms/registry.ts'

const files = import.meta.glob<Record<string, Platform>>('../platforms/*.ts', { eager: true })

describe('every platform', () => {
  test('of a file is registered, and every registered one has its file', () => {
    const others = ['platform', 'registry', 'match', 'call-hosts', 'call-marks'].map((name) => `../platforms/${name}.ts`)
    const found = Object.entries(files).flatMap(([path, file]) => (others.includes(path) ? [] : Object.values(file)))
    expect(new Set(found)).toEqual(new Set(platforms))
  })

  test.each(platforms.map((platform) => [platform.name, platform] as const))(
    '%s: its patterns end in /* and match their own sites',
    (_name, platform) => {
      for (const pattern of platform.hosts) {
        expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z0-9.-]+\/\*$/)
        const url = new URL(`${pattern.replace('*.', 'somewhere.').slice(0, -1)}anything`)
        expect(platformAt(url)).toBe(platform)
      }
    },
  )

  test('gives its hosts to the manifest', () => {
    expect(callHosts).toEqual(platforms.flatMap(({ hosts }) => hosts))
    expect(new Set(callHosts).size).toBe(callHosts.length)
  })

  test.each(platforms.flatMap(({ leave, inCall }) => [...leave, ...inCall]))('selects by markup, never by words: %s', (selector) => {
    expect(selector).not.toMatch(/:contains|aria-label|text|leave meeting/i)
  })
})

test.each([
  ['https://*.zoom.us/*', 'https://zoom.us/wc/1', true],
  ['https://*.zoom.us/*', 'https://us02web.zoom.us/wc/1', true],
  ['https://*.zoom.us/*', 'https://notzoom.us/wc/1', false],
  ['https://meet.jit.si/*', 'http://meet.jit.si/room', false],
  ['https://meet.jit.si/*', 'https://meet.jit.si.example/room', false],
  ['nonsense', 'https://meet.jit.si/room', false],
])('%s matches %s: %s', (pattern, address, expected) => {
  expect(hostMatches(pattern, new URL(address))).toBe(expected)
})

describe('marks of a call without WebRTC', () => {
  test('are looked for on each site that has some', () => {
    expect(markedPlatforms).toEqual(platforms.filter(({ inCall }) => inCall.length > 0))
  })

  test.each([
    ['https://us02web.zoom.us/wc/1', true],
    ['https://zoom.us:443/', true],
    ['http://zoom.us/', false],
    ['https://meet.jit.si/zoom.us/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(callMarksAt(address).length > 0).toBe(expected)
  })
})

describe('the empty frames of hosts', () => {
  test('are the globs of their roots, whatever the port', () => {
    expect(rootGlobs(['https://*.zoom.us/*', 'http://127.0.0.1/*'])).toEqual([
      'https://*.zoom.us/',
      'https://*.zoom.us:*/',
      'http://127.0.0.1/',
      'http://127.0.0.1:*/',
    ])
  })

  test('are what patterns of everything below the roots leave over', () => {
    const below = belowRoots(['https://calls.example/*', 'https://more.example/*'])
    const isBelow = (address: string) => below.some((pattern) => address.startsWith(pattern.slice(0, -1)))
    for (const rest of ['room', 'Room', '0', '?room=1', '%C3%A9', '_', '~a', '.', '-', 'wc/1'])
      expect([rest, isBelow(`https://calls.example/${rest}`), isBelow(`https://more.example/${rest}`)]).toEqual([rest, true, true])
    expect(isBelow('https://calls.example/')).toBe(false)
    // These two would take in the root as well.
    expect(below.filter((pattern) => /\*\*|[^:]\/\//.test(pattern))).toEqual([])
  })
})

const at = (address: string) => {
  const url = new URL(address)
  const platform = platformAt(url)
  return { may: platform?.mayHoldCall(url) ?? null, link: platform?.callLink(url) ?? null }
}

describe('what holds a call, and what names it', () => {
  test.each([
    ['https://meet.google.com/abc-defg-hij?authuser=1', true, 'https://meet.google.com/abc-defg-hij'],
    ['https://meet.google.com/', false, 'https://meet.google.com/'],
    ['https://us02web.zoom.us/wc/12345678901/join?pwd=secret', true, 'https://zoom.us/12345678901'],
    ['https://us02web.zoom.us/wc/join/12345678901', true, 'https://zoom.us/12345678901'],
    ['https://zoom.us/profile', false, null],
    ['https://teams.microsoft.com/v2/', true, null],
    ['https://teams.microsoft.com/l/meetup-join/19%3ameeting', true, 'https://teams.microsoft.com/l/meetup-join/19%3ameeting'],
    ['https://meet.jit.si/OurRoom#config.x=1', true, 'https://meet.jit.si/ourroom'],
    ['https://meet.jit.si/', false, 'https://meet.jit.si/'],
    ['https://group.whereby.com/room?x=1', true, 'https://group.whereby.com/room'],
    ['https://bbb.example/html5client/join', true, null],
    ['https://bbb.example/rooms/ours', null, null],
  ])('%s', (address, may, link) => {
    expect(at(address)).toEqual({ may, link })
  })
})
