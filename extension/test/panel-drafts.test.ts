import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { CallSettings } from '../call/settings.ts'
import { createPanelStore, type Panel } from '../panel/store.ts'
import { PanelContext, useDraft } from '../panel/use-panel.ts'

beforeEach(() => fakeBrowser.reset())

type Contacts = { outside: string; emergency: string }

/** The form of one facilitator over what the circle says now. */
function formOver(panel: Panel, circle: Contacts) {
  const drawn: ReturnType<typeof useDraft<Contacts>>[] = []
  const Probe = () => {
    drawn.push(useDraft('circle x', circle))
    return null
  }
  // Drawn without a page, React asks for the state the store began with.
  Object.assign(panel, { getInitialState: panel.getState })
  renderToStaticMarkup(createElement(PanelContext, { value: { panel, sayToCall: () => {} } }, createElement(Probe)))
  return drawn[0] as ReturnType<typeof useDraft<Contacts>>
}

describe('a half-edited form over something shared', () => {
  const open = () =>
    createPanelStore({
      ...{ language: 'en', today: '2026-11-22', notes: [], setAside: [], waiting: [], drafts: {}, circles: [], tab: 'settings' },
      settings: v.parse(CallSettings, {}),
    })

  it('follows what another facilitator changed meanwhile, so that saving it undoes nothing of theirs', () => {
    const panel = open()
    formOver(panel, { outside: 'Rosa', emergency: '112' }).change({ outside: 'Rosa, 600' })
    expect(formOver(panel, { outside: 'Rosa', emergency: '112, or Marta' }).draft).toEqual({
      ...{ outside: 'Rosa, 600', emergency: '112, or Marta' },
    })
  })

  it('loses neither of two changes made before it is drawn again', () => {
    const panel = open()
    const form = formOver(panel, { outside: '', emergency: '' })
    form.change({ outside: 'Rosa' })
    form.change({ emergency: '112' })
    expect(formOver(panel, { outside: '', emergency: '' }).draft).toEqual({ outside: 'Rosa', emergency: '112' })
  })
})
