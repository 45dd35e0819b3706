import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Call, GONE_MS, type Heard, hear, inCall, LEAVING_MS, minuteOf, pass, STARTING_MS, type Turn } from '../../src/calls/decide.ts'

const idle: Call = { kind: 'idle' }
const connected: Call = { kind: 'connected', since: 0 }

describe('a call begins', () => {
  test('once a connection has held, counted from when it connected', () => {
    const { call } = hear(idle, 'connected', 500)
    expect(pass(call, 500 + STARTING_MS - 1).event).toBeNull()
    expect(pass(call, 500 + STARTING_MS)).toEqual({ call: { kind: 'connected', since: 500 }, event: 'started' })
  })

  test('not by a connection that flaps, as sites probe before they connect', () => {
    let call: Call = idle
    for (let at = 0; at < 10_000; at += 400) {
      const turn = hear(call, at % 800 === 0 ? 'connected' : 'idle', at)
      expect(turn.event).toBeNull()
      call = turn.call
    }
  })
})

describe('a call ends', () => {
  test('when idle has lasted, not at the first word of it', () => {
    const { call, event } = hear(connected, 'idle', 60_000)
    expect(event).toBeNull()
    expect(pass(call, 60_000 + LEAVING_MS - 1).event).toBeNull()
    expect(pass(call, 60_000 + LEAVING_MS)).toEqual({ call: idle, event: 'ended' })
  })

  test('not by a reload: the same call goes on, with the minute it had', () => {
    const gone = hear(connected, 'gone', 60_000).call
    const back = hear(gone, 'connected', 60_000 + GONE_MS - 1)
    expect(back).toEqual({ call: connected, event: null })
  })

  test('by a tab that stays away', () => {
    expect(pass(hear(connected, 'gone', 60_000).call, 60_000 + GONE_MS).event).toBe('ended')
  })

  test('once: a page that said goodbye and then closed does not wait twice', () => {
    const goodbye = hear(connected, 'idle', 60_000).call
    expect(hear(goodbye, 'gone', 60_100).call).toEqual(goodbye)
  })
})

describe('the call’s own clock', () => {
  test('counts minutes from when it connected, faster where the rehearsal asks for it', () => {
    expect(minuteOf(connected, 120_000, 1)).toBe(2)
    expect(minuteOf(connected, 2_000, 60)).toBe(2)
  })

  test('stands still once the call is being left', () => {
    const leaving = hear(connected, 'idle', 60_000).call
    expect(minuteOf(leaving, 62_000, 1)).toBe(1)
  })

  test('is zero outside a call', () => {
    expect(minuteOf(idle, 1e12, 60)).toBe(0)
  })
})

test('starts and ends alternate, whatever a page says and however time passes', () => {
  const step = fc.record({ heard: fc.constantFrom<Heard | null>('connected', 'idle', 'gone', null), wait: fc.nat(20_000) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let call: Call = idle
      let at = 0
      let last: 'started' | 'ended' = 'ended'
      for (const { heard, wait } of steps) {
        at += wait
        const turn: Turn = heard === null ? pass(call, at) : hear(call, heard, at)
        if (turn.event) {
          expect(turn.event).not.toBe(last)
          last = turn.event
        }
        call = turn.call
        expect(inCall(call)).toBe(last === 'started')
        expect(minuteOf(call, at, 1)).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
