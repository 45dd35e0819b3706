import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { ownDay } from '@tend/shared/zone'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { readDay, readTallies } from '../../../call/worker/memory.ts'
import { readSettings } from '../../../call/worker/settings.ts'
import { answerWaiting, dayAfter, readWaiting } from '../../../call/worker/waiting.ts'
import { place, report, world } from './calls-world.ts'

beforeEach(() => fakeBrowser.reset())

/** A call of 40 minutes whose tab is closed without hanging up first. */
async function closedTab(given = world()) {
  await given.join()
  await given.pass(40, 1)
  await given.calls.bridge(place(), null)
  return given
}

describe('when the tab is closed with the call', () => {
  test('the question for after it waits in the panel, and nothing of the call stays behind', async () => {
    const { pass, saved, now } = await closedTab()
    await pass(1)
    const waiting = await readWaiting(now())
    expect(waiting).toMatchObject({ because: 'after', from: ownDay(now()) })
    expect(catalogue.find(({ id }) => id === waiting?.promptId)).toMatchObject({ moment: 'after', trigger: 'afterCall' })
    expect(saved.at(-1)?.sessions).toEqual({})
  })

  test('a reload is no end: nothing waits yet', async () => {
    const { calls, pass, now } = await closedTab()
    await calls.bridge(place(), report(true))
    await pass(1)
    expect(await readWaiting(now())).toBeNull()
  })

  test('after hanging up, it moves from the page to the panel, unless it was answered there', async () => {
    for (const answered of [false, true]) {
      fakeBrowser.reset()
      const { calls, join, pass, say, now } = world()
      const one = await join()
      await pass(40, 1)
      await calls.bridge(place(), report(false))
      await pass(0.25)
      if (answered) await say({ said: 'notNow', key: one.last().prompt?.key ?? '' })
      await calls.bridge(place(), null)
      await pass(0.25)
      expect((await readWaiting(now()))?.because).toBe(answered ? undefined : 'after')
    }
  })

  test('what follows a marked moment waits closed, for the person’s own click', async () => {
    const { calls, join, pass, mark, now } = world()
    await join()
    await pass(5)
    await mark('landed_hard')
    await calls.bridge(place(), null)
    await pass(0.5, 0.1)
    expect(await readWaiting(now())).toBeNull()
    await pass(2, 0.1)
    expect(await readWaiting(now())).toMatchObject({ because: 'marked', open: false })
  })

  test('while a screen is shared in another tab it waits all the same, as the panel shows nothing then', async () => {
    const given = world()
    await given.calls.bridge(place(2), report(false, true))
    await closedTab(given)
    await given.pass(1)
    expect(await readWaiting(given.now())).toMatchObject({ because: 'after' })
  })
})

describe('the question that waits', () => {
  test('ask me tomorrow brings it back closed on the next day, not sooner, wherever it was pressed', async () => {
    const { calls, join, pass, say, now } = world()
    const one = await join()
    await pass(40, 1)
    await calls.bridge(place(), report(false))
    await pass(0.25)
    await say({ said: 'later', key: one.last().prompt?.key ?? '' })
    const waiting = await readWaiting(now())
    expect(waiting).toMatchObject({ from: dayAfter(now()), open: false })
    if (waiting) await answerWaiting(waiting, 'later', new Date(now().getTime() + 86_400_000))
    expect((await readWaiting(now()))?.from).toBe(dayAfter(new Date(now().getTime() + 86_400_000)))
  })

  test('counts for its day: whoever answered it is not asked again that day', async () => {
    const { pass, now } = await closedTab()
    await pass(1)
    const waiting = await readWaiting(now())
    const tomorrow = new Date(now().getTime() + 86_400_000)
    if (waiting) await answerWaiting(waiting, 'done', tomorrow)
    expect((await readDay(tomorrow)).reflected).toBe(true)
    expect(await readWaiting(tomorrow)).toBeNull()
  })

  test('goes without a word after two days', async () => {
    const { pass, now } = await closedTab()
    await pass(1)
    const days = (count: number) => new Date(now().getTime() + count * 86_400_000)
    expect(await readWaiting(days(2))).not.toBeNull()
    expect(await readWaiting(days(3))).toBeNull()
  })

  test('three that nobody looked at, and looking back switches itself off', async () => {
    const given = world()
    for (let day = 0; day < 4; day++) {
      await closedTab(given)
      await given.pass(24 * 60, 30)
    }
    expect((await readTallies()).ignoredReflections).toBe(3)
    expect((await readSettings()).afterCall).toBe(false)
  })

  test('what an older version left there, or anybody broke, is none', async () => {
    for (const broken of [null, {}, { promptId: 3 }, { promptId: 'x', circleId: null, because: 'opening', from: 'soon', open: true }]) {
      await fakeBrowser.storage.local.set({ 'call.after': broken })
      expect(await readWaiting(new Date())).toBeNull()
    }
  })
})
