import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { movingClock } from '../../../call/worker/moving-clock.ts'
import { place, report, start, world } from './calls-world.ts'

beforeEach(async () => {
  await emptyDevice()
  vi.useFakeTimers({ toFake: ['Date'], now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A device that keeps nothing but the key of its links, so that the same link is kept alike. */
async function emptyDevice(): Promise<void> {
  fakeBrowser.reset()
  await fakeBrowser.storage.local.set({ 'call.linkKey': 'a' })
}

const second = 1 / 60

/** A call of eighteen minutes in which a screen is shared and which ends with a closing prompt. Gives all that is known of it, on the device and off. */
async function aCall({ calls, view, saved }: ReturnType<typeof world>, pass: (minutes: number) => Promise<void>) {
  const overlay = view(1)
  await calls.bridge(place(), report(true))
  await pass(5)
  await calls.bridge(place(), report(true, true))
  await pass(2)
  await calls.bridge(place(), report(true))
  await pass(11)
  await calls.bridge(place(), report(false))
  await pass(1)
  return { saved, told: overlay.told, local: await fakeBrowser.storage.local.get(null) }
}

test('what a test lets pass leaves what the same time leaves that passes second by second', async () => {
  const real = world()
  const passed = await aCall(real, async (minutes) => {
    for (let seconds = 0; seconds < minutes * 60; seconds++) await real.pass(second, second)
  })
  expect(passed.told.map(({ prompt }) => prompt?.moment)).toEqual(expect.arrayContaining(['opening', 'closing']))

  await emptyDevice()
  const clock = movingClock()
  const moved = world(undefined, clock.now)
  expect(await aCall(moved, (minutes) => clock.handleOf(moved.calls).pass(minutes * 60_000))).toEqual(passed)
})

test('a minute can be reached that is to come, in a call that goes on', async () => {
  const clock = movingClock()
  const { calls, saved } = world(undefined, clock.now)
  const { pass, reach } = clock.handleOf(calls)
  await expect(reach(2)).rejects.toThrow('No call goes on.')
  await calls.bridge(place(), report(true))
  await pass(2_000)
  await reach(2)
  expect(clock.now().getTime() - start).toBe(120_000)
  expect(saved.at(-1)?.sessions[1]?.prompt).toMatchObject({ moment: 'opening', open: true })
  await expect(reach(1)).rejects.toThrow('Minute 1 has gone.')
})

test('hours in which nothing goes on pass at once', async () => {
  const clock = movingClock()
  const { calls } = world(undefined, clock.now)
  const tick = vi.spyOn(calls, 'tick')
  await clock.handleOf(calls).pass(36 * 3_600_000)
  expect(tick).toHaveBeenCalledTimes(2)
  expect(clock.now().getTime() - start).toBe(36 * 3_600_000)
})

test('the next worker goes on from the same time', async () => {
  const clock = movingClock()
  await clock.handleOf(world(undefined, clock.now).calls).pass(60_000)
  const next = movingClock()
  await next.recall()
  expect(next.now()).toEqual(clock.now())
})
