import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SlackDriver } from '../../tests/support/slack-driver.ts'
import { messageLink } from '../src/actions/backburner/park-item.ts'
import { fieldsOf } from '../src/fields.ts'
import { type Modal, modal, says, writes } from '../src/messages/blocks.ts'
import { type ShownModal, samePage } from '../src/messages/same-page.ts'
import { readSlackSettings, type SlackSettings } from '../src/settings.ts'
import { visitOf } from '../src/visit.ts'
import { Web } from '../src/web.ts'

const lines: string[] = []
const note = (event: string) => void lines.push(event)
const log = { info: note, warn: note, error: note }

describe('calls to Slack for somebody who waits', () => {
  let slack: SlackDriver
  let settings: SlackSettings
  beforeAll(async () => {
    slack = await SlackDriver.start()
    settings = { botToken: slack.botToken, appToken: undefined, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl }
  })
  afterAll(() => slack.close())
  const noor = () => slack.person('noor')
  const tooLong: Modal = {
    ...modal({ callback: 'x', title: 'x', close: 'x', blocks: says('x') }),
    title: { type: 'plain_text', text: 'x'.repeat(40) },
  }

  it('go out cut to Slack’s limits in production, and not at all in tests', async () => {
    const open = async (web: Web) => web.views.open({ trigger_id: await slack.trigger(noor().id), view: tooLong })
    expect((await open(new Web(settings, log, 'fit'))).ok).toBe(true)
    expect(noor().view.title?.text).toBe(`${'x'.repeat(23)}…`)
    expect(lines).toContain('slack.payload_over_limit')
    await expect(open(new Web(settings, log, 'refuse'))).rejects.toThrow('modal.title.text (modal: 40 characters, at most 24)')
  })

  it('are not repeated, and not waited for longer than Slack waits for us', async () => {
    const web = new Web(settings, log, 'refuse')
    slack.fault('users.info', { status: 429, headers: { 'retry-after': '30' } })
    await expect(web.users.info({ user: noor().id })).rejects.toThrow()
    slack.fault('users.info', 'hangs')
    const started = performance.now()
    await expect(web.users.info({ user: noor().id })).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(2900)
    expect(slack.called('users.info')).toHaveLength(2)
  })
})

describe('the page somebody is on', () => {
  it('comes back with every word they typed, whatever it was, and one sentence on top', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => {
        const page = modal({
          callback: 'p',
          title: 'P',
          close: 'C',
          submit: 'S',
          blocks: [...says('above'), writes({ name: 'w', label: 'W', max: 3000 })],
        })
        const values = { w: { w: { type: 'plain_text_input', value: typed || null } } }
        const shown = { ...page, id: 'V1', private_metadata: 'form', state: { values } } as unknown as ShownModal
        const twice = samePage({ ...shown, ...samePage(shown, 'first') } as ShownModal, 'Nothing is lost.')
        expect(twice.private_metadata).toBe('form')
        expect(twice.blocks.map(({ block_id }) => block_id)).toEqual(['notice', undefined, 'w'])
        const element = (twice.blocks[2] as { element: { initial_value?: string } }).element
        expect(element.initial_value ?? '').toBe(typed)
        expect(fieldsOf(values).text('w')).toBe(typed)
      }),
    )
  })
})

describe('the settings', () => {
  it('say no Slack, Slack, or what is missing', () => {
    expect(readSlackSettings({})).toEqual({ kind: 'none' })
    expect(readSlackSettings({ SLACK_BOT_TOKEN: ' ' })).toEqual({ kind: 'none' })
    expect(readSlackSettings({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual({ kind: 'missing', name: 'SLACK_BOT_TOKEN' })
    expect(readSlackSettings({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual({ kind: 'missing', name: 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' })
    expect(readSlackSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'http://127.0.0.1:1/api' })).toEqual({
      kind: 'slack',
      settings: { botToken: 'xoxb-1', appToken: undefined, signingSecret: 's', apiUrl: 'http://127.0.0.1:1/api/' },
    })
  })
})

describe('the link to a message', () => {
  const visit = (message: object) =>
    visitOf({
      team: { id: 'T1', domain: 'riverside' },
      user: { id: 'U1' },
      channel: { id: 'C1' },
      message_ts: '1700000000.000100',
      message,
    })

  it('is the one Slack gives, or made from where the message lies', () => {
    expect(messageLink(visit({ ts: '1700000000.000100', permalink: 'https://riverside.slack.com/archives/C1/p1' }))).toBe(
      'https://riverside.slack.com/archives/C1/p1',
    )
    expect(messageLink(visit({ ts: '1700000000.000100' }))).toBe('https://riverside.slack.com/archives/C1/p1700000000000100')
    expect(messageLink(visit({ ts: '1700000000.000100', thread_ts: '1699999999.000200' }))).toBe(
      'https://riverside.slack.com/archives/C1/p1700000000000100?thread_ts=1699999999.000200&cid=C1',
    )
  })

  it('is none where Slack does not say enough, or says something odd', () => {
    expect(messageLink(visitOf({ team: { domain: 'riverside' }, user: { id: 'U1' } }))).toBeNull()
    expect(
      messageLink(visitOf({ team: { domain: 'evil.test/' }, user: { id: 'U1' }, channel: { id: 'C1' }, message_ts: '1.2' })),
    ).toBeNull()
    expect(messageLink(visit({ ts: '1700000000.000100', permalink: 'javascript:alert(1)' }))).toContain('https://riverside.slack.com/')
  })
})
