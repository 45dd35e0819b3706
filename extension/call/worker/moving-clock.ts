import { minuteOf } from '@tend/shared/calls/decide'
import { browser } from 'wxt/browser'
import type { Calls } from './calls.ts'

/** The time that a test let pass is kept under this key: a worker that dies in a call leaves it to the next one. */
const key = 'clock.ahead'

/** A test finds this in the worker's world, in builds for tests. */
type TendClock = {
  /** Lets milliseconds pass in every call, with every tick that they would have had. */
  pass: (ms: number) => Promise<void>
  /** Lets time pass until each call that goes on has come to this minute of its own clock. Refuses a minute that has gone. */
  reach: (minute: number) => Promise<void>
}

/**
 * The clock of calls as tests move it: the wall's clock, and the time that tests let pass since. Everything of calls reads this one clock:
 * a call's minutes, the waits of seconds as a call begins and ends, and the dates of what the device remembers of calls. So a test finds
 * the memory that the same hours would have left. Alarms, requests and the pages that show a call keep the wall's time.
 */
export function movingClock() {
  let ahead = 0
  const recall = async () => {
    const kept = (await browser.storage.session.get(key))[key]
    if (typeof kept === 'number') ahead = kept
  }
  const now = () => new Date(Date.now() + ahead)
  const pass = async (calls: Calls, ms: number) => {
    await takeIn(calls)
    for (let left = ms; left > 0; ) {
      // Nothing ticks while no call goes on, so the rest passes at once.
      const step = Math.min(left, calls.pace ?? left)
      ahead += step
      left -= step
      await calls.tick()
    }
    await browser.storage.session.set({ [key]: ahead })
  }
  const reach = async (calls: Calls, minute: number) => {
    await takeIn(calls)
    await pass(calls, msUntil(calls, minute, now().getTime()))
  }
  return {
    now,
    recall,
    handleOf: (calls: Calls): TendClock => ({ pass: (ms) => pass(calls, ms), reach: (minute) => reach(calls, minute) }),
  }
}

/** Where no call is known to go on, waits until what was said by now, or kept by an earlier worker, is taken in. */
async function takeIn(calls: Calls): Promise<void> {
  if (calls.pace === null) await calls.tick()
}

/** Milliseconds from `at` until the call that began last has come to a minute. */
function msUntil(calls: Calls, minute: number, at: number): number {
  const goingOn = calls.going.filter(([, { call }]) => call.kind === 'connected')
  const waits = goingOn.map(([, { call, speed }]) => ((minute - minuteOf(call, at, speed)) * 60_000) / speed)
  if (waits.length === 0) throw new Error('No call goes on.')
  const ms = Math.max(...waits)
  if (ms < 0) throw new Error(`Minute ${minute} has gone.`)
  return ms
}
