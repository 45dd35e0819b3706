import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { TEAM } from '../../tests/support/slack-payloads.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'
import { accountOf } from '../src/actions/members/note-account.ts'
import { createSlackApp } from '../src/app.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'mia' }, { name: 'new' }], mode: 'http' })
  await readyCircleInSlack(world, ['luis', 'mia'])
})
afterAll(() => world.stop())

/** Slack tells how a person's account is now. */
async function changes(name: string, user: object): Promise<void> {
  const { id } = world.person(name)
  const sent = await world.person(name).event({ type: 'user_change', user: { id, team_id: TEAM, name, ...user } })
  expect(sent.status).toBe(200)
}
const stewards = async () => {
  const { id: user } = world.person('noor')
  const client = world.core.clientFor({ team: TEAM, user, name: 'noor', guest: false, admin: false })
  const circle = (await (await client.v1.circles[':id'].$get({ param: { id: world.circleId } })).json()) as {
    stewards: { memberId: string }[]
    people: { id: string; displayName: string; slackAdmin: boolean }[]
  }
  const named = (is: (one: (typeof circle.people)[number]) => boolean) =>
    circle.people
      .filter(is)
      .map(({ displayName }) => displayName)
      .sort()
  return {
    stewards: named(({ id }) => circle.stewards.some(({ memberId }) => memberId === id)),
    admins: named(({ slackAdmin }) => slackAdmin),
  }
}
const become = (wanted: object) =>
  until(`it is ${JSON.stringify(wanted)}`, async () => JSON.stringify(await stewards()) === JSON.stringify(wanted))

describe('an account that changes in Slack', () => {
  it('is deactivated: its steward is none here at once, is picked no more, and is back when Slack brings them back', async () => {
    await changes('luis', { deleted: true })
    await become({ stewards: ['mia'], admins: [] })
    const noor = world.person('noor')
    await noor.shortcut('raise_concern')
    await noor.sees('raise_help')
    await noor.submit()
    noor.fill('words', 'who is there to read this')
    await noor.submit()
    await noor.sees('raise_who')
    expect(noor.options('tier'), 'one steward is not enough').toEqual(['only_me'])
    await noor.dismiss()
    await changes('luis', { deleted: false })
    await become({ stewards: ['luis', 'mia'], admins: [] })
  })

  it('becomes an admin’s, then a guest’s: marked at once, and a guest stands down', async () => {
    await changes('mia', { is_admin: true })
    await become({ stewards: ['luis', 'mia'], admins: ['mia'] })
    await changes('mia', { is_restricted: true })
    await become({ stewards: ['luis'], admins: [] })
  })

  it('of somebody who never used Tend, of a bot and of another workspace changes nothing and says nothing', async () => {
    const before = world.lines.length
    await changes('new', { deleted: true })
    await changes('luis', { is_bot: true, deleted: true })
    await changes('luis', { team_id: 'T0OTHER0001', deleted: true })
    await new Promise((done) => setTimeout(done, 150))
    expect(await stewards()).toEqual({ stewards: ['luis'], admins: [] })
    expect(world.lines.slice(before)).toEqual([])
    expect(accountOf(TEAM, {})).toBeUndefined()
  })
})

describe('an event that is told again', () => {
  const luisIs = (deleted: boolean) => {
    const { id } = world.person('luis')
    return { type: 'user_change', user: { id, team_id: TEAM, name: 'luis', deleted } }
  }

  it('by another process on the same server changes nothing, even after another one came between', async () => {
    const { server, slack, core } = world
    const second = createSlackApp({
      settings: { botToken: slack.botToken, appToken: undefined, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
      core,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      now: () => server.now(),
      everyMs: 3_600_000,
    })
    await second.start()
    const luis = world.person('luis')
    await luis.event(luisIs(true), 'Ev0GONE0001')
    await become({ stewards: [], admins: [] })
    await luis.event(luisIs(false), 'Ev0BACK0001')
    await become({ stewards: ['luis'], admins: [] })
    slack.throughHttp({ url: 'http://localhost/slack/events', fetch: async (request) => second.handle?.(request) ?? new Response('') })
    await luis.event(luisIs(true), 'Ev0GONE0001')
    await new Promise((done) => setTimeout(done, 200))
    expect(await stewards()).toEqual({ stewards: ['luis'], admins: [] })
    await luis.event(luisIs(true), 'Ev0GONE0002')
    await become({ stewards: [], admins: [] })
    await luis.event(luisIs(false), 'Ev0BACK0002')
    await become({ stewards: ['luis'], admins: [] })
    slack.throughHttp({ url: 'http://localhost/slack/events', fetch: async (request) => server.api.request(request) })
    await second.stop()
  })

  it('after the server could not take it is heard then', async () => {
    const { api } = world.server
    const real = api.request
    let away = 0
    api.request = (async (input: string | Request, init?: RequestInit) => {
      if (!String(input instanceof Request ? input.url : input).endsWith('/slack/account')) return real.call(api, input, init)
      away += 1
      throw new Error('away')
    }) as typeof real
    const luis = world.person('luis')
    await luis.event(luisIs(true), 'Ev0LATER001')
    await until('it is known to have failed', () => away === 1 && world.lines.some((line) => line.includes('slack.handler_failed')))
    api.request = real
    await luis.event(luisIs(true), 'Ev0LATER001')
    await become({ stewards: [], admins: [] })
    await changes('luis', { deleted: false })
    await become({ stewards: ['luis'], admins: [] })
  })

  it('and again of a new status line leaves nothing behind', async () => {
    const kept = async () => (await world.server.work(({ trx }) => trx.selectFrom('idempotency').select('tag').execute())).length
    await changes('luis', { profile: { status_text: 'away' } })
    await new Promise((done) => setTimeout(done, 150))
    const before = await kept()
    await changes('luis', { profile: { status_text: 'back' } })
    await new Promise((done) => setTimeout(done, 150))
    expect(await kept()).toBe(before)
  })
})

describe('an app that is removed from Slack', () => {
  it('goes on when only a person’s own token was taken back', async () => {
    await world.person('noor').event({ type: 'tokens_revoked', tokens: { oauth: ['U0NOOR'], bot: [] } })
    await new Promise((done) => setTimeout(done, 100))
    expect(world.told).toEqual([])
  })

  it('goes on when what is told was long ago, and its token is good again', async () => {
    await world.person('noor').event({ type: 'app_uninstalled' })
    await until('Slack was asked', () => world.slack.called('auth.test').length > 1)
    await new Promise((done) => setTimeout(done, 100))
    expect(world.told).toEqual([])
  })

  it.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { bot: ['U0TENDBOT01'] } }],
  ])('by %s: posts nothing more, says so once, and the server stays up; started again, it goes out', async (type, more) => {
    const other = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'mia' }] })
    try {
      await readyCircleInSlack(other, ['luis', 'mia'])
      for (let time = 0; time < 2; time += 1) other.slack.fault('auth.test', { error: 'account_inactive' })
      for (let time = 0; time < 2; time += 1) await other.person('noor').event({ type, ...more })
      await until('it is told', () => other.told.length > 0 && other.slack.faults.length === 0)
      const { id: user } = other.person('noor')
      const client = other.core.clientFor({ team: TEAM, user, name: 'noor', guest: false, admin: false })
      const json = aRaise({ circleId: other.circleId, tier: 'care_team', nameGiven: true, notify: 'now' })
      expect((await client.v1.concerns.$post({ json })).status).toBe(201)
      await new Promise((done) => setTimeout(done, 400))
      expect(other.told).toEqual(['removed'])
      expect([other.slack.directMessages('luis'), other.slack.directMessages('mia')]).toEqual([[], []])
      expect((await other.server.api.request('http://localhost/health')).status).toBe(200)
      const page = await (await other.server.api.request('http://localhost/')).text()
      expect(page).toContain('no longer has Tend')
      await other.start()
      await until('the notices are there', () => other.slack.directMessages('luis').length + other.slack.directMessages('mia').length === 2)
    } finally {
      await other.stop()
    }
  })
})
