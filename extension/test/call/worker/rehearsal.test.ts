import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { readDay, readPast, readTallies } from '../../../call/worker/memory.ts'
import { readSettings } from '../../../call/worker/settings.ts'
import { readWaiting } from '../../../call/worker/waiting.ts'
import { place, report, world } from './calls-world.ts'

beforeEach(() => fakeBrowser.reset())

const url = 'http://127.0.0.1:8787/rehearse?tend-speed=60'
const rehearsal = place(1, { url, tabUrl: url })
/** A minute of the rehearsal, in minutes of ours. */
const hurried = 1 / 60

/** Rehearses a call of 120 minutes and sets its opening aside. Gives the prompt that stood in it. */
async function rehearse({ calls, pass, view, say }: ReturnType<typeof world>) {
  const overlay = view(1)
  await calls.bridge(rehearsal, report(true))
  await pass(0.05, 0.05)
  await pass(1, hurried)
  const opening = overlay.told.find(({ prompt }) => prompt?.moment === 'opening')?.prompt
  await say({ said: 'notNow', key: overlay.last().prompt?.key ?? '' })
  await pass(1, hurried)
  await calls.bridge(rehearsal, report(false))
  await pass(0.5, hurried)
  return { opening, after: overlay.last().prompt }
}

describe('a rehearsal', () => {
  test('leaves the device as it was, though it shows what a call shows', async () => {
    const given = world()
    const { opening, after } = await rehearse(given)
    expect(opening).toMatchObject({ moment: 'opening' })
    expect(after).toMatchObject({ moment: 'after' })
    await given.say({ said: 'later', key: after?.key ?? '' })
    expect(await readPast()).toEqual([])
    expect(await readDay(given.now())).toMatchObject({ minutes: 0, stretch: 0, reflected: false })
    expect(await readTallies()).toEqual({ silencedCalls: 0, ignoredReflections: 0 })
    expect(await readWaiting(given.now())).toBeNull()
  })

  test('takes nothing from the first call after it: its opening comes, and nobody is told of long hours', async () => {
    const given = world()
    const { opening } = await rehearse(given)
    await given.calls.bridge(rehearsal, null)
    await given.pass(1)
    expect(await readWaiting(given.now())).toBeNull()
    const call = await given.join(2)
    await given.pass(3)
    // The same chance brings the same sentence: the rehearsal has not used it up.
    expect(call.last().prompt).toMatchObject({ moment: 'opening', text: opening?.text, open: true })
  })

  test('ignored again and again switches nothing off', async () => {
    const given = world()
    for (let count = 0; count < 4; count++) {
      const { after } = await rehearse(given)
      await given.say({ said: 'faded', key: after?.key ?? '' })
    }
    expect(await readTallies()).toEqual({ silencedCalls: 0, ignoredReflections: 0 })
    expect((await readSettings()).afterCall).toBe(true)
  })

  test('ends where a call begins in the same tab: its clock and its marks do not go on', async () => {
    const given = world()
    const overlay = given.view(1)
    await given.calls.bridge(rehearsal, report(true))
    await given.pass(0.05, 0.05)
    await given.mark('landed_hard')
    await given.calls.bridge(rehearsal, null)
    await given.calls.bridge(place(), report(true))
    await given.pass(0.05, 0.05)
    expect(overlay.last()).toMatchObject({ call: 'connected', gesture: null, prompt: null })
    expect(given.saved.at(-1)?.sessions[1]).toMatchObject({ speed: 1, marks: [] })
    await given.pass(1.5)
    expect(overlay.last().prompt).toBeNull()
  })

  test('does not repeat itself in its tab', async () => {
    const given = world()
    const openings = [(await rehearse(given)).opening?.text, (await rehearse(given)).opening?.text]
    expect(new Set(openings).size).toBe(2)
  })
})
