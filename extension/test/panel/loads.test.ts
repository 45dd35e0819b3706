import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PanelAsk, WorkerReply } from '../../api/panel-asks.ts'
import { CallSettings } from '../../call/worker/settings.ts'
import { createPanelStore, loadTab, type Panel, write } from '../../panel/store.ts'
import { circleId, held, item, me, memberId } from '../world.ts'

/** The questions to the worker that stand open: the circle's items alone, as the rest is answered at once. */
const asked: { answer: (outcome: unknown) => void }[] = []
const ok = (value: unknown) => ({ ok: true, value, stale: false })
const busy = { ok: false, why: { kind: 'busy' } }
const others: Record<string, unknown> = { me, circle: { myRoles: [] }, repairs: { items: [] }, digest: {} }

// The worker is the other end of the browser's messages. Here a test answers in its place.
function worker(question: PanelAsk): Promise<WorkerReply> {
  if (question.ask === 'write') return Promise.resolve({ answer: { done: { id: '1' } } })
  const name = question.ask === 'read' ? question.name : ''
  if (name in others) return Promise.resolve({ answer: ok(others[name]) })
  return new Promise((resolve) => asked.push({ answer: (outcome) => resolve({ answer: outcome }) }))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation((question: unknown) => worker(question as PanelAsk) as never)
  asked.length = 0
})
afterEach(() => vi.useRealTimers())

function openedPanel(): Panel {
  const kept = { notes: [], setAside: [], waiting: [], drafts: {}, circles: [] }
  const panel = createPanelStore({ language: 'en', today: '2026-11-22', tab: 'circle', settings: v.parse(CallSettings, {}), ...kept })
  panel.setState({ standing: { kind: 'paired', server: held.server, memberId, reach: 'near' }, circleId })
  return panel
}
const titles = (panel: Panel) => panel.getState().loads.backBurner.value?.items.map(({ title }) => title)
const items = (title: string) => ok({ items: [item({ id: memberId, title })] })
const until = (many: number) => vi.waitFor(() => expect(asked).toHaveLength(many))

describe('what the panel reads', () => {
  it('shows the answer to what it asked last, in whichever order answers come', async () => {
    const panel = openedPanel()
    const first = loadTab(panel, 'circle')
    await until(1)
    const second = loadTab(panel, 'circle')
    await until(2)
    asked[1]?.answer(items('After the press'))
    await second
    asked[0]?.answer(items('Before the press'))
    await first
    expect(titles(panel)).toEqual(['After the press'])
  })

  it('asks again where the server had no time for it, and keeps what was here meanwhile', async () => {
    const panel = openedPanel()
    const before = loadTab(panel, 'circle')
    await until(1)
    asked[0]?.answer(items('Before the press'))
    await before
    const after = loadTab(panel, 'circle')
    await until(2)
    asked[1]?.answer(busy)
    await vi.advanceTimersByTimeAsync(0)
    expect(titles(panel)).toEqual(['Before the press'])
    await vi.advanceTimersByTimeAsync(2_000)
    await until(3)
    asked[2]?.answer(items('After the press'))
    await after
    expect(titles(panel)).toEqual(['After the press'])
    expect(panel.getState().loads.backBurner.why).toBeNull()
  })

  it('does not count what the panel is sending itself as waiting', async () => {
    const panel = openedPanel()
    const sent = write(panel, { name: 'tend', args: { id: memberId }, key: 'k1', about: '', draft: null })
    expect(panel.getState().inHand).toEqual(['k1'])
    await until(1)
    asked[0]?.answer(items('After the press'))
    await sent
    expect(titles(panel)).toEqual(['After the press'])
  })
})
