import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { CallSettings } from '../../call/worker/settings.ts'
import { keepNoteDraft, readNoteDrafts } from '../../notes/note-drafts.ts'
import { createPanelStore, keepDraft, type Panel } from '../../panel/store.ts'
import { PanelContext, useDraft } from '../../panel/use-panel.ts'
import { readDrafts } from '../../storage/drafts.ts'

beforeEach(() => fakeBrowser.reset())
afterEach(() => vi.restoreAllMocks())

type Contacts = { outside: string; emergency: string }

/** The form of one facilitator over what the circle says now. */
function formOver(panel: Panel, circle: Contacts) {
  const drawn: ReturnType<typeof useDraft<Contacts>>[] = []
  const Probe = () => {
    drawn.push(useDraft('circle x', circle))
    return null
  }
  // Without a page to draw on, React asks for the state with which the store began.
  Object.assign(panel, { getInitialState: panel.getState })
  renderToStaticMarkup(createElement(PanelContext, { value: { panel, sayToCall: () => {} } }, createElement(Probe)))
  return drawn[0] as ReturnType<typeof useDraft<Contacts>>
}

const openStore = () =>
  createPanelStore({
    language: 'en',
    today: '2026-11-22',
    notes: [],
    setAside: [],
    waiting: [],
    drafts: {},
    circles: [],
    tab: 'settings',
    settings: v.parse(CallSettings, {}),
  })

describe('a draft, where the session’s storage is full', () => {
  /** Refuses to write while answers take up the room; with `never`, it refuses even once answers have made room. */
  function fill({ never = false } = {}) {
    const { session } = fakeBrowser.storage
    const set = session.set.bind(session)
    vi.spyOn(session, 'set').mockImplementation(async (items) => {
      const full = Object.keys(await session.get(null)).some((key) => key.startsWith('answer '))
      if (never || full) throw new Error('QUOTA_BYTES quota exceeded')
      await set(items)
    })
  }
  beforeEach(() => fakeBrowser.storage.session.set({ 'answer http://127.0.0.1:4000/v1/me': { etag: '1', body: '{}' } }))

  it('gets the room that answers took: they can be asked for again', async () => {
    fill()
    const panel = openStore()
    keepDraft(panel, 'park', { title: 'Half a thought' })
    await vi.waitFor(async () => expect(await readDrafts()).toEqual({ park: { title: 'Half a thought' } }))
    expect(panel.getState().said).toBe('')
  })

  it('and so does a note begun in a call', async () => {
    fill()
    const note = { id: 'n1', at: '2026-11-22T12:00:00.000Z', kind: 'landed_hard', beside: '', text: 'half a sen' } as const
    await keepNoteDraft('landed_hard', note)
    expect(await readNoteDrafts()).toEqual({ landed_hard: note })
  })

  it('stays in its form where nothing makes room, and the person is told', async () => {
    fill({ never: true })
    const panel = openStore()
    keepDraft(panel, 'park', { title: 'Half a thought' })
    await vi.waitFor(() => expect(panel.getState().said).toMatch(/no room left to keep what you write/))
    expect(panel.getState().drafts).toEqual({ park: { title: 'Half a thought' } })
  })
})

describe('a half-edited form over something shared', () => {
  it('follows what another facilitator changed meanwhile, so that saving it undoes nothing of theirs', () => {
    const panel = openStore()
    formOver(panel, { outside: 'Rosa', emergency: '112' }).change({ outside: 'Rosa, 600' })
    expect(formOver(panel, { outside: 'Rosa', emergency: '112, or Marta' }).draft).toEqual({
      outside: 'Rosa, 600',
      emergency: '112, or Marta',
    })
  })

  it('loses neither of two changes made before it is drawn again', () => {
    const panel = openStore()
    const form = formOver(panel, { outside: '', emergency: '' })
    form.change({ outside: 'Rosa' })
    form.change({ emergency: '112' })
    expect(formOver(panel, { outside: '', emergency: '' }).draft).toEqual({ outside: 'Rosa', emergency: '112' })
  })
})
