import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { Prompt } from '@tend/shared/prompts/schema'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PanelShows } from '../../call/messages.ts'
import { CallSettings } from '../../call/worker/settings.ts'
import { App } from '../../panel/app.tsx'
import { createPanelStore, emptyLoads, keepDraft, type PanelState } from '../../panel/store.ts'
import { PanelContext } from '../../panel/use-panel.ts'
import { circleId, held, item, me, memberId } from '../world.ts'

const open: PanelShows = { covered: false, sharing: false, presenting: false, inCall: false, facilitating: false, about: null }
const loaded = <T>(value: T) => ({ asked: true, value, stale: false, why: null, turn: 0 })
const settings = v.parse(CallSettings, {})

function draw(given: Partial<PanelState>): string {
  const start = {
    language: 'en',
    today: '2026-11-22',
    notes: [],
    setAside: [],
    waiting: [],
    drafts: {},
    circles: [],
    tab: 'circle',
    settings,
  } as const
  const panel = createPanelStore({ ...start, notes: [], setAside: [], waiting: [], circles: [] })
  const here = loaded({ items: [item({ id: memberId, title: 'Night shifts', flagged: true })] }) as PanelState['loads']['backBurner']
  panel.setState(({ loads }) => ({
    standing: { kind: 'paired', server: held.server, memberId, reach: 'near' },
    call: open,
    circleId,
    loads: { ...loads, me: loaded(me) as PanelState['loads']['me'], backBurner: here },
    ...given,
  }))
  // Without a page to draw on, React asks for the state with which the store began.
  Object.assign(panel, { getInitialState: panel.getState })
  return renderToStaticMarkup(createElement(PanelContext, { value: { panel, sayToCall: () => {} } }, createElement(App)))
}

beforeEach(() => fakeBrowser.reset())

describe('what the panel draws', () => {
  it('shows the circle’s items with why they ask, in weeks', () => {
    const html = draw({})
    expect(html).toContain('Night shifts')
    expect(html).toContain('Asking for attention')
    expect(html).toContain('Here for 4 weeks')
  })

  it('draws nothing at all until the worker has said that nothing is shared', () => {
    expect(draw({ call: null })).toBe('')
    expect(draw({ standing: null })).toBe('')
  })

  const question = catalogue.find(({ trigger }) => trigger === 'afterCall') as Prompt
  const after = (open: boolean) => ({
    waiting: { promptId: question.id, circleId: null, because: 'after' as const, from: '2026-11-22', open },
    prompt: question,
  })
  it('keeps a question for after a call closed until the person opens it, and then offers every way out', () => {
    expect(draw({ tab: 'now', after: after(false) })).not.toContain(question.text.en)
    const html = draw({ tab: 'now', after: after(true) })
    for (const words of [question.text.en, 'Ask me tomorrow', 'Not now', 'Why this?', 'Fewer like this']) expect(html).toContain(words)
    expect(draw({ tab: 'now', after: after(true), call: { ...open, covered: true, sharing: true } })).not.toContain(question.text.en)
  })

  describe('a moment of one’s own', () => {
    it('has a door for who was hurt and one of the same size for who may have hurt, paired or not', () => {
      for (const standing of [{ kind: 'unpaired' }, { kind: 'paired', server: held.server, memberId, reach: 'away' }] as const) {
        const html = draw({ tab: 'now', standing })
        const doors = ['Something landed hard', 'I may have hurt someone'].map(
          (name) => html.match(new RegExp(`<button[^>]*>${name}`))?.[0],
        )
        expect(doors[0]).toContain('<button')
        expect(doors[0]?.replace(/>.*/, '')).toBe(doors[1]?.replace(/>.*/, ''))
      }
    })

    it.each(['landed_hard', 'may_have_hurt'] as const)('answers %s with the same three as in a call, and sends nobody on', (mark) => {
      const moment = { mark, marked: false }
      const html = draw({ tab: 'now', moment, standing: { kind: 'unpaired' } })
      for (const words of ['A slow breath, nothing else', 'Note it for me, decide later', 'Nothing: close this', 'Tend tells nobody'])
        expect(html).toContain(words)
      expect(html).not.toMatch(/See my concerns|Draft an acknowledgement/)
      expect(draw({ tab: 'now', moment })).toContain(mark === 'landed_hard' ? 'See my concerns' : 'Draft an acknowledgement')
    })

    it('keeps what was begun, with questions to think of for who may have hurt', () => {
      const drafts = { 'note may_have_hurt': { kind: 'may_have_hurt', beside: '', text: 'I laughed' } }
      const html = draw({ tab: 'now', moment: { mark: 'may_have_hurt', marked: false }, drafts })
      for (const words of ['I laughed', 'What may it have done?', 'Nobody has to be named.']) expect(html).toContain(words)
    })
  })

  describe('a half-written note after the call', () => {
    const begun = { kind: 'prompt' as const, beside: question.text.en, text: 'It was the laugh' }
    const drafts = { [`note ${question.id}`]: begun }
    it('is there again when the panel is', () => {
      expect(draw({ tab: 'now', after: after(true), drafts })).toContain('It was the laugh')
    })

    it('fills no other question’s box, and waits under Mine to be kept or deleted', () => {
      const next = catalogue.find(({ trigger, id }) => trigger === 'afterCall' && id !== question.id) as Prompt
      const other = { waiting: { ...after(true).waiting, promptId: next.id }, prompt: { ...next, action: 'noteForMe' as const } }
      expect(draw({ tab: 'now', after: other, drafts })).not.toContain('It was the laugh')
      const mine = draw({ tab: 'mine', after: other, drafts })
      for (const words of ['A note you began', question.text.en, 'It was the laugh', 'Keep it', 'Delete: It was the laugh'])
        expect(mine).toContain(words)
    })
  })

  const note = { id: '1', at: '2026-11-20T10:00:00Z', kind: 'landed_hard' as const, beside: '', text: 'The laugh after' }
  const drafts = { [`park ${circleId}`]: { title: 'Half a title' } }
  it.each([
    ['a screen is shared', { covered: true, sharing: true }],
    ['the person presents', { covered: true, presenting: true }],
    ['the person hid it', { covered: true }],
  ])('draws no words of anybody while %s', (_, shows) => {
    for (const tab of ['now', 'circle', 'mine', 'settings'] as const) {
      const html = draw({ call: { ...open, ...shows }, tab, notes: [note], drafts })
      for (const words of ['Night shifts', 'The laugh after', 'Half a title', 'Ana', 'Pod', held.server]) expect(html).not.toContain(words)
    }
  })

  it('opens a form again that was left half written', () => {
    expect(draw({ drafts })).toContain('value="Half a title"')
  })

  it('says what waits for the server, with a way to delete it', () => {
    const body = { title: 'How we end meetings', why: 'It drags on', effect: '', revisitOn: null, link: null }
    const html = draw({
      waiting: [{ key: 'k', name: 'park', args: { circleId, body }, about: body.title, server: held.server, memberId, refused: null }],
    })
    for (const words of ['Waiting for the server', 'How we end meetings', 'It drags on', 'Delete: How we end meetings'])
      expect(html).toContain(words)
  })

  it('says of what the server fails over that it stays, and offers to try again or to delete it', () => {
    const body = { by: 'circle' as const, words: 'We let it end like that', how: 'in_writing' as const }
    const write = { key: 'k', name: 'draft' as const, args: { repairId: circleId, body }, about: 'The March meeting', server: held.server }
    const html = draw({ waiting: [{ ...write, memberId, refused: null, failed: { times: 3, again: 0 } }] })
    for (const words of ['We let it end like that', 'fails each time', 'Try again: The March meeting', 'Delete: The March meeting'])
      expect(html).toContain(words)
  })

  it('shows nothing of what another person wrote here, and what it was neither', () => {
    const body = { by: 'circle' as const, words: 'We let it end like that', how: 'in_writing' as const }
    const write = { key: 'k', name: 'draft' as const, args: { repairId: circleId, body }, about: 'The March meeting', server: held.server }
    const html = draw({ waiting: [{ ...write, memberId: circleId, refused: null }] })
    expect(html).toContain('from another pairing')
    for (const words of ['We let it end like that', 'The March meeting', 'acknowledgement you drafted']) expect(html).not.toContain(words)
  })

  it('after a revocation says that everything here is deleted, and offers pairing', () => {
    const html = draw({ standing: { kind: 'revoked', server: held.server } })
    expect(html).toContain('This device was revoked')
    expect(html).toContain('Pairing code')
    expect(html).not.toContain('Night shifts')
  })

  it('lets somebody of several circles choose', () => {
    const two = { ...me, circles: [...me.circles, { id: memberId, name: 'Night shift team', roles: [] }] }
    const html = draw({})
    expect(html).not.toContain('<option')
    const loads = { ...emptyLoads(), me: loaded(two) as PanelState['loads']['me'] }
    expect(draw({ loads })).toContain('Night shift team')
  })

  it('is Spanish where the person chose it', () => {
    expect(draw({ language: 'es' })).toContain('A fuego lento')
  })
})

describe('what somebody is writing', () => {
  it('lies in session storage, never on the disk', async () => {
    const panel = createPanelStore({
      language: 'en',
      today: '2026-11-22',
      notes: [],
      setAside: [],
      waiting: [],
      drafts: {},
      circles: [],
      tab: 'circle',
      settings,
    })
    keepDraft(panel, 'acknowledge x', { words: 'We did not see it' })
    await expect.poll(async () => fakeBrowser.storage.session.get(null)).toEqual({ 'draft acknowledge x': { words: 'We did not see it' } })
    expect(await fakeBrowser.storage.local.get(null)).toEqual({})
  })
})
