import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cleanUp, eventually, type Launched, launch, primedFolder } from '../support/launched.ts'
import { type Fault, SlackDriver } from '../support/slack-driver.ts'

let slack: SlackDriver
beforeEach(async () => {
  slack = await SlackDriver.start()
})
afterEach(async () => {
  await cleanUp()
  await slack.close()
})

const overHttp = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_API_URL: slack.apiUrl.replace(/\/$/, ''),
})
const overSocket = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl.replace(/\/$/, ''),
})
const connected = (started: Launched) => eventually(() => started.said().includes('Slack is connected.'), 20_000)

describe('with Slack tokens in the environment', () => {
  it('the Slack app runs in the same process and is reached at /slack/events; a forged signature is not', async () => {
    const started = launch({ TEND_DATA: primedFolder(), ...overHttp() })
    const address = await started.address()
    expect(await connected(started)).toBe(true)
    expect(started.said()).not.toContain('manifest_json')
    slack.throughHttp({ url: `${address}/slack/events` })
    await slack.person('noor').shortcut('raise_concern')
    expect(await eventually(() => slack.called('views.open').length === 1)).toBe(true)
    const forged = await fetch(`${address}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-signature': 'v0=00',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      },
      body: '{"type":"event_callback"}',
    })
    expect(forged.status).toBe(401)
    expect((await started.stop()).ms).toBeLessThan(5000)
  })

  it('Socket Mode needs no address; everything still ends within five seconds', async () => {
    const started = launch({ TEND_DATA: primedFolder(), ...overSocket() })
    await started.address()
    expect(await connected(started)).toBe(true)
    slack.throughSocket()
    await slack.person('noor').shortcut('raise_concern')
    expect(await eventually(() => slack.called('views.open').length === 1)).toBe(true)
    const { code, ms } = await started.stop()
    expect([code, ms < 5000]).toEqual([0, true])
  })

  it('works too where Tend listens on every address of the machine', async () => {
    const started = launch({ TEND_DATA: primedFolder(), HOST: '0.0.0.0', ...overSocket() })
    await started.address()
    expect(await connected(started)).toBe(true)
  })

  it('a token that Slack refuses is said plainly in the terminal and on the page, and everything else runs', async () => {
    slack.fault('auth.test', { error: 'invalid_auth' })
    const started = launch({ TEND_DATA: primedFolder(), ...overHttp() })
    const address = await started.address()
    expect(await eventually(() => started.said().includes('Slack does not let us in (invalid_auth)'), 20_000)).toBe(true)
    expect(started.said()).not.toContain(slack.botToken)
    expect(await (await fetch(address)).text()).toContain('does not let Tend in')
    expect((await fetch(`${address}/health`)).status).toBe(200)
    expect((await started.stop()).code).toBe(0)
  })

  it('a Slack that takes its access back from a running Tend ends nothing, and finds it there when it lets it in again', async () => {
    const started = launch({ TEND_DATA: primedFolder(), ...overSocket() })
    const address = await started.address()
    expect(await connected(started)).toBe(true)
    for (const error of ['account_inactive', 'invalid_auth']) slack.fault('apps.connections.open', { error })
    slack.socket?.close()
    expect(await eventually(() => started.said().includes('Slack does not let us in any more'), 20_000)).toBe(true)
    expect((await fetch(`${address}/health`)).status).toBe(200)
    expect(await (await fetch(address)).text()).toContain('does not let Tend in')
    expect(await eventually(() => slack.socket?.connected() === true, 20_000)).toBe(true)
    slack.throughSocket()
    await slack.person('noor').shortcut('raise_concern')
    expect(await eventually(() => slack.called('views.open').length === 1)).toBe(true)
    expect(await (await fetch(address)).text()).not.toContain('does not let Tend in')
    expect((await started.stop()).code).toBe(0)
  })

  it.each<[string, Fault]>([
    ['an error inside Slack', { error: 'internal_error' }],
    ['a page that is not Slack’s', 'accepts_then_garbles'],
    ['a failing gateway', { status: 503 }],
  ])('%s at the start keeps nothing else from running, and Slack is tried again', async (_, fault) => {
    slack.fault('auth.test', fault)
    const started = launch({ TEND_DATA: primedFolder(), ...overHttp() })
    const address = await started.address()
    expect(await eventually(() => started.said().includes('Slack cannot be reached now'), 20_000)).toBe(true)
    expect((await fetch(`${address}/health`)).status).toBe(200)
    expect((await started.stop()).code).toBe(0)
  })

  it('a Slack that is away keeps nothing else from running', async () => {
    const started = launch({ TEND_DATA: primedFolder(), ...overHttp(), SLACK_API_URL: 'http://127.0.0.1:9/api' })
    const address = await started.address()
    expect(await eventually(() => started.said().includes('Slack cannot be reached now'), 20_000)).toBe(true)
    expect((await fetch(`${address}/health`)).status).toBe(200)
    expect((await started.stop()).code).toBe(0)
  })
})

describe('with CORE_URL', () => {
  it('the Slack app alone speaks with a server elsewhere, by the secret they share', async () => {
    const CORE_SECRET = 'a secret of both that is long enough'
    const server = launch({ TEND_DATA: primedFolder(), CORE_SECRET })
    const CORE_URL = await server.address()
    const app = launch({ CORE_URL, CORE_SECRET, ...overSocket() })
    expect(await connected(app)).toBe(true)
    slack.throughSocket()
    await slack.person('noor').shortcut('raise_concern')
    expect(await eventually(() => slack.called('views.update').length > 0)).toBe(true)
    expect(JSON.stringify(slack.called('views.update')[0]?.args)).not.toMatch(/not reach|unreachable/)
    const stranger = launch({ CORE_URL, CORE_SECRET: 'another secret that is long enough too', ...overSocket() })
    expect((await stranger.ended).code).toBe(1)
    expect(stranger.said()).toMatch(/another CORE_SECRET/)
    expect((await app.stop()).code).toBe(0)
  })

  it('ends at the first start when Slack refuses its token: nothing else runs there', async () => {
    const CORE_SECRET = 'a secret of both that is long enough'
    const server = launch({ TEND_DATA: primedFolder(), CORE_SECRET })
    slack.fault('auth.test', { error: 'invalid_auth' })
    const app = launch({ CORE_URL: await server.address(), CORE_SECRET, ...overSocket() })
    expect((await app.ended).code).toBe(1)
    expect(app.said()).toMatch(/Slack does not let us in \(invalid_auth\)/)
    expect(app.said()).not.toContain(slack.botToken)
  })
})
