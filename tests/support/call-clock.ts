import type { Browser } from './chromium.ts'

/** The clock of calls, which builds for tests put into the extension's worker so that it can be moved. */
declare const tendClock: { pass: (ms: number) => Promise<void>; reach: (minute: number) => Promise<void> }

/**
 * Lets minutes pass in every call of this browser, tick by tick, as fast as the worker can, and outside calls at once. What stands in a
 * page keeps the page's own time: a prompt fades after its seconds on the wall.
 */
export async function passMinutes(browser: Browser, minutes: number): Promise<void> {
  await (await browser.worker()).evaluate((ms) => tendClock.pass(ms), minutes * 60_000)
}

/**
 * Lets time pass until each call of this browser is at least in this minute of its clock. Throws when that minute is over, or when no call
 * goes on.
 */
export async function reachMinute(browser: Browser, minute: number): Promise<void> {
  await (await browser.worker()).evaluate((one) => tendClock.reach(one), minute)
}
