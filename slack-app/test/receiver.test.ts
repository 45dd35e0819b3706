import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encoded, type Fault, signature } from '../../tests/support/slack-driver.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'stranger', team: 'T0OTHER0001' }] })
  await readyCircleInSlack(world, ['luis'])
})
afterAll(() => world.stop())

const MARK = 'MARKOFWHATWASSENT'

type Forged = { secret?: string; seconds?: number; headers?: Record<string, string>; body?: string; type?: string }

/** Sends one request to /slack/events of the real server. */
async function send(over: Forged = {}): Promise<Response> {
  const made = encoded({ kind: 'interactive', body: { type: 'shortcut', callback_id: 'raise_concern', note: MARK } })
  const text = over.body ?? made.text
  const signed = signature(text, over.secret ?? world.slack.signingSecret, over.seconds)
  const headers = { 'content-type': over.type ?? made.type, ...signed, ...over.headers }
  return world.server.api.request('http://localhost/slack/events', { method: 'POST', headers, body: text })
}

const now = () => Math.floor(Date.now() / 1000)
const quiet = () => [...world.lines, ...world.server.lines].join('\n')

describe('what reaches /slack/events', () => {
  const forged: [string, () => Forged][] = [
    ['another secret', () => ({ secret: 'another' })],
    ['a stale time', () => ({ seconds: now() - 301 })],
    ['a time far ahead', () => ({ seconds: now() + 400 })],
    ['no signature', () => ({ headers: { 'x-slack-signature': '' } })],
    ['no time', () => ({ headers: { 'x-slack-request-timestamp': '' } })],
    ['a time that is no number', () => ({ headers: { 'x-slack-request-timestamp': 'soon' } })],
    ['another version', () => ({ headers: { 'x-slack-signature': 'v1=00' } })],
  ]
  it.each(forged)('is refused with %s, and only the fact is logged', async (_, over) => {
    const before = world.slack.calls.filter(({ method }) => method === 'views.open').length
    const response = await send(over())
    expect([response.status, await response.text()]).toEqual([401, ''])
    expect(world.lines.at(-1)).toBe('{"event":"slack.signature_refused"}')
    expect(world.slack.calls.filter(({ method }) => method === 'views.open')).toHaveLength(before)
    expect(quiet()).not.toContain(MARK)
  })

  it('is refused when the body is larger than Slack’s ever are, before anything is read from it', async () => {
    expect((await send({ body: `payload=${'x'.repeat(600_000)}` })).status).toBe(413)
  })

  it('is refused when it is signed but no payload', async () => {
    for (const body of ['payload=%7Bnot', 'payload=%5B1%5D', 'payload=null']) expect((await send({ body })).status).toBe(400)
    expect((await send({ body: '{broken', type: 'application/json' })).status).toBe(400)
  })

  it('answers Slack’s challenge', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aB' })
    const response = await send({ body, type: 'application/json' })
    expect(await response.json()).toEqual({ challenge: '3eZbrw1aB' })
  })

  it('is another thing with GET', async () => {
    const response = await world.server.api.request('http://localhost/slack/events')
    expect(response.status).toBe(401)
  })
})

describe('what is known to Slack but not to us', () => {
  it('an old button opens a modal that says so', async () => {
    const luis = world.person('luis')
    const blocks = [
      { type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: 'gone_since', value: 'x', text: { text: 'Old' } }] },
    ]
    const sent = await luis.press('gone_since', { blocks })
    expect(sent.status).toBe(200)
    await luis.sees('sentence')
    expect(luis.reads).toContain('This is from an older message or page. Nothing is lost')
    await luis.dismiss()
  })

  it('an old shortcut, page, menu and command are acknowledged and say so', async () => {
    const luis = world.person('luis')
    expect((await luis.shortcut('older_shortcut')).status).toBe(200)
    await luis.sees('sentence')
    luis.view.callback_id = 'a_page_of_before'
    const sent = await luis.submit()
    expect(sent.status).toBe(200)
    expect(luis.reads).toContain('This is from an older message or page.')
    await luis.dismiss()
    const menu = {
      type: 'block_suggestion',
      team: { id: 'T000000001' },
      user: { id: luis.id, team_id: 'T000000001' },
      action_id: 'gone',
      block_id: 'b',
      value: '',
    }
    const offered = await world.slack.post({ kind: 'interactive', body: menu })
    expect(JSON.parse(offered.body)).toEqual({ options: [] })
  })
})

describe('repetitions and other workspaces', () => {
  it('takes a repeated event once', async () => {
    const noor = world.person('noor')
    const published = () => world.slack.called('views.publish').length
    const before = published()
    for (let time = 0; time < 3; time += 1) expect((await noor.openHome('Ev0REPEATED')).status).toBe(200)
    await until('the Home is there', () => published() > before)
    await new Promise((done) => setTimeout(done, 150))
    expect(published()).toBe(before + 1)
  })

  it('shows nothing to somebody of another workspace, whatever they press', async () => {
    const stranger = world.person('stranger')
    const calls = world.slack.calls.length
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'open_concern', value: crypto.randomUUID(), text: { text: 'Open' } }],
      },
    ]
    expect((await stranger.press('open_concern', { blocks })).status).toBe(200)
    expect((await stranger.shortcut('raise_concern')).status).toBe(200)
    expect((await stranger.command()).status).toBe(200)
    await new Promise((done) => setTimeout(done, 150))
    expect(world.slack.calls.slice(calls).filter(({ method }) => method !== 'users.info')).toEqual([])
    expect(stranger.stack).toEqual([])
  })
})

describe('when Slack or the server is slow or away', () => {
  it('says so in the modal that opened, and loses nothing', async () => {
    const noor = world.person('noor')
    const { api } = world.server
    const real = api.request
    api.request = (async (input: string | Request, init?: RequestInit) =>
      String(input instanceof Request ? input.url : input).endsWith('/v1/me')
        ? Promise.reject(new Error('away'))
        : real.call(api, input, init)) as typeof real
    await noor.shortcut('raise_concern')
    await noor.sees('sentence')
    expect(noor.reads).toContain('Tend cannot be reached just now.')
    api.request = real
    await noor.dismiss()
  })

  it('keeps a page open when an answer takes longer than Slack waits', async () => {
    const noor = world.person('noor')
    await noor.shortcut('raise_concern')
    await noor.sees('raise_help')
    await noor.submit()
    noor.fill('words', 'slow but not lost')
    const { api } = world.server
    const real = api.request
    api.request = (async (input: string | Request, init?: RequestInit) => {
      if (init?.method === 'PUT') await new Promise((done) => setTimeout(done, 4000))
      return real.call(api, input, init)
    }) as typeof real
    const sent = await noor.submit()
    api.request = real
    expect(sent.ms).toBeLessThan(3000)
    expect(noor.errors.words).toContain('Nothing you wrote is lost')
    expect(noor.values.words?.words?.value).toBe('slow but not lost')
    await noor.dismiss()
  })

  it('is not undone by Slack failing one call', async () => {
    const noor = world.person('noor')
    world.slack.fault('views.open', { status: 500 })
    expect((await noor.shortcut('raise_concern')).status).toBe(200)
    world.slack.fault('views.open', { status: 429, headers: { 'retry-after': '30' } })
    expect((await noor.shortcut('raise_concern')).status).toBe(200)
    await new Promise((done) => setTimeout(done, 100))
    const before = noor.stack.length
    await noor.shortcut('raise_concern')
    await noor.opened(before)
    await noor.dismiss()
  })

  it.each<Fault>(['accepts_then_hangs', 'accepts_then_resets', 'accepts_then_garbles'])(
    'fills a modal that opened although Slack’s answer was lost (%s)',
    async (fault) => {
      const noor = world.person('noor')
      const before = noor.stack.length
      world.slack.fault('views.open', fault)
      await noor.shortcut('raise_concern')
      await noor.opened(before)
      expect(noor.reads).not.toContain('One moment')
      await noor.dismiss()
    },
  )

  it('asks for nothing more when Slack said that no modal opened', async () => {
    const before = world.slack.called('views.update').length
    world.slack.fault('views.open', { error: 'expired_trigger_id' })
    await world.person('noor').shortcut('raise_concern')
    await new Promise((done) => setTimeout(done, 200))
    expect(world.slack.called('views.update')).toHaveLength(before)
  })

  it('logs classes and codes, never what Slack or a person said', () => {
    const all = quiet()
    expect(all).toContain('slack.call_failed')
    expect(all).not.toMatch(/slow but not lost|xoxb|MARK|raise_help/)
  })
})
