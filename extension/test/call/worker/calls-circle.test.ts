import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { ownDay } from '@tend/shared/zone'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { changeSettings, readSettings } from '../../../call/worker/settings.ts'
import { circleItems, knownCircles } from '../../../circle/circle-items.ts'
import { circlePrompts, isSteward, keepCirclePrompts, keepRoles } from '../../../circle/circle-prompts.ts'
import { circleRests, keepCircleRests } from '../../../circle/circle-rests.ts'
import { circleWork, keepCircleWork } from '../../../circle/circle-work.ts'
import { circleId, itemId, world } from './calls-world.ts'

beforeEach(() => fakeBrowser.reset())

describe('the circle’s items', () => {
  beforeEach(async () => {
    await knownCircles.setValue([{ id: circleId, name: 'The circle' }])
    await circleItems.setValue([{ id: itemId, circleId, title: 'Who carries the night shifts', because: 'untended' } as never])
  })

  test('come only into a call whose link is bound, unasked only to whoever facilitates today', async () => {
    const { join, pass, say, now } = world()
    const one = await join()
    expect(one.last().about).toMatchObject({ linked: true, items: [], circles: [{ name: 'The circle' }] })
    await say({ said: 'bind', circleId })
    expect(one.last().about?.items).toEqual([{ itemId, title: 'Who carries the night shifts' }])
    await say({ said: 'facilitating', on: true })
    expect((await readSettings()).facilitatingOn).toBe(ownDay(now()))
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'Who carries the night shifts', open: true })
  })

  test('others find them in the pane, and may open one', async () => {
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await pass(3)
    expect(one.last().prompt?.title).toBeNull()
    await say({ said: 'show', itemId })
    expect(one.last().prompt).toMatchObject({ title: 'Who carries the night shifts', open: true })
  })

  test('the link is remembered by a hash alone', async () => {
    const first = world()
    await first.join()
    await first.say({ said: 'bind', circleId })
    await first.say({ said: 'planned', minutes: 50 })
    const stored = JSON.stringify(await fakeBrowser.storage.local.get())
    expect(stored).not.toContain('jit.si')
    const second = world()
    expect((await second.join()).last().about).toMatchObject({ circleId, plannedMinutes: 50 })
    expect((await second.join(2)).last().about).toMatchObject({ circleId: null, plannedMinutes: null })
  })
})

describe('what a circle says of its own', () => {
  const own = {
    id: itemId,
    circleId,
    category: 'arriving',
    moment: 'opening',
    audience: 'self',
    depth: 1,
    action: 'noteForMe',
    en: { text: 'Which song brought you here?', why: 'Our choir begins like this.' },
    es: null,
    basedOn: null,
    on: true,
  } as const
  const offAll = catalogue.filter(({ moment }) => moment === 'opening').map(({ id }) => id)

  test('is said in a call bound to that circle, and nowhere else; what it switched off is not', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: offAll })
    const { join, pass, say } = world()
    const [bound, other] = [await join(1), await join(2)]
    await say({ said: 'bind', circleId }, 1)
    await pass(3)
    expect(bound.last().prompt).toMatchObject({ text: own.en.text, why: expect.stringContaining(own.en.why) })
    expect(offAll).toContain(catalogue.find(({ text }) => text.en === other.last().prompt?.text)?.id)
  })

  test('an answer of another shape leaves what was known', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: [] })
    for (const strange of [null, {}, { items: [{ ...own, depth: 9 }], off: [] }, { items: [own] }])
      await keepCirclePrompts(circleId, strange)
    expect((await circlePrompts.getValue())[circleId]).toEqual({ items: [own], off: [] })
  })

  test('goes when the person leaves the circle', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: [] })
    await keepRoles([{ id: itemId, name: 'Another', roles: ['member', 'steward'] }])
    expect(await circlePrompts.getValue()).toEqual({})
    expect(await isSteward.getValue()).toBe(true)
  })
})

describe('a rest that is shared with the whole circle', () => {
  const digest = { language: 'en', rests: [{ name: 'Noor', until: '2026-11-24' }] }

  test('is brought up to whoever facilitates, by name and day, until it is over', async () => {
    await keepCircleRests(circleId, digest, '2026-11-22')
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    expect(one.last().about?.items).toMatchObject([{ title: 'Noor, until 24 November' }])
    await say({ said: 'facilitating', on: true })
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'Noor, until 24 November', open: true })
    expect(one.last().prompt?.text).toBe(catalogue.find(({ id }) => id === 'rest-shared')?.text.en)
    await pass(60 * 24 * 3, 60 * 12)
    expect(one.last().about?.items).toEqual([])
  })

  test('stays the same item when it grows longer, and goes when the person leaves the circle', async () => {
    const ids = async () => (await circleRests.getValue())[circleId]?.map(({ itemId: id }) => id)
    await keepCircleRests(circleId, digest, '2026-11-22')
    const before = await ids()
    await keepCircleRests(circleId, { ...digest, rests: [{ name: 'Noor', until: '2026-12-01' }] }, '2026-11-22')
    await keepCircleRests(circleId, { rests: 'none' }, '2026-11-22')
    expect(await ids()).toEqual(before)
    await keepRoles([])
    expect(await ids()).toBeUndefined()
  })
})

describe('what a circle’s repairs have for its calls', () => {
  const ackId = '0190a5a0-0000-7000-8000-000000000003'
  const changeId = '0190a5a0-0000-7000-8000-000000000004'
  const repair = (more: object = {}) => ({
    title: 'How we ended the March meeting',
    acknowledgements: [{ id: ackId, state: 'shared', how: 'in_a_call', words: 'We talked over people.' }],
    changes: [{ id: changeId, words: 'Two people facilitate', asking: true }],
    ...more,
  })

  test('an acknowledgement chosen for the next call comes first to whoever facilitates, by its repair’s title and without its words', async () => {
    await keepCircleWork(circleId, [repair()])
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await say({ said: 'facilitating', on: true })
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'How we ended the March meeting', open: true })
    expect(one.last().prompt?.text).toBe(catalogue.find(({ id }) => id === 'ack-next-call')?.text.en)
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('talked over')
  })

  test('others find it in the pane, beside a change to look at again', async () => {
    await keepCircleWork(circleId, [repair()])
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await pass(3)
    expect(one.last().prompt?.title).toBeNull()
    expect(one.last().about?.items.map(({ title }) => title)).toEqual(['How we ended the March meeting', 'Two people facilitate'])
    await say({ said: 'show', itemId: changeId })
    expect(one.last().prompt).toMatchObject({ title: 'Two people facilitate', open: true })
  })

  test.each([
    ['not yet shared', { acknowledgements: [{ id: ackId, state: 'kept_until_wanted', how: 'in_a_call' }] }],
    ['made already', { acknowledgements: [{ id: ackId, state: 'made', how: 'in_a_call' }] }],
    ['in writing', { acknowledgements: [{ id: ackId, state: 'shared', how: 'in_writing' }] }],
  ])('none that is %s', async (_what, more) => {
    await keepCircleWork(circleId, [repair({ ...more, changes: [] })])
    expect((await circleWork.getValue())[circleId]).toEqual([])
  })

  test('a change in many words goes by its repair’s title; an answer of another shape leaves what was known', async () => {
    await keepCircleWork(circleId, [repair({ acknowledgements: [], changes: [{ id: changeId, words: 'so '.repeat(60), asking: true }] })])
    for (const strange of [null, [{}], [{ title: 'only' }]]) await keepCircleWork(circleId, strange)
    expect((await circleWork.getValue())[circleId]).toEqual([{ kind: 'change', itemId: changeId, title: repair().title }])
    await keepCircleWork(circleId, [{ title: 'Of a server that knows no changes', acknowledgements: [] }])
    expect((await circleWork.getValue())[circleId]).toEqual([])
  })
})

test('a person’s own pace holds in a call', async () => {
  const { join, pass } = world()
  await changeSettings({ apartMinutes: 60 })
  const one = await join()
  await pass(3)
  const opening = one.last().prompt?.key
  expect(opening).toBeTruthy()
  await pass(21, 1)
  expect(one.last().prompt?.key).toBe(opening)
})
