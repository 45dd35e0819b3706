import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../tests/support/server.ts'
import type { Block } from '../../tests/support/slack-payloads.ts'
import { TEAM } from '../../tests/support/slack-payloads.ts'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'
import { installationOf } from '../src/visit.ts'

/** Another workspace of the same organisation, and the organisation itself. */
const SISTER = 'T000000002'
const ORG = 'E000000001'

let world: SlackWorld
let noor: SlackPerson
beforeAll(async () => {
  const people = [
    { name: 'noor', team: SISTER, grid: [SISTER, TEAM] },
    { name: 'luis', team: ORG, grid: [TEAM] },
    { name: 'ida', team: SISTER, grid: [SISTER] },
    { name: 'ana' },
  ]
  world = await slackWorld({ people })
  noor = world.person('noor')
})
afterAll(() => world.stop())

const slackUsersOf = async (server: TestServer) => {
  const found = await server.work(({ trx }) => trx.selectFrom('member').select('slack_user').execute())
  return found.map(({ slack_user }) => slack_user)
}
const openButton = (): Block[] => {
  const element = { type: 'button', action_id: 'open_concern', value: crypto.randomUUID(), text: { text: 'Open' } }
  return [{ type: 'actions', block_id: 'b', elements: [element] }]
}

describe('for which installation a payload is', () => {
  it('stands in the view, in an event’s authorization, or else in its team', () => {
    const user = { id: 'U1', team_id: SISTER }
    const ours = { team: TEAM, org: false }
    expect(installationOf({ user, team: { id: TEAM } })).toEqual({ ...ours, home: SISTER })
    expect(installationOf({ user, team: { id: SISTER }, view: { app_installed_team_id: TEAM } })).toEqual({ ...ours, home: SISTER })
    expect(installationOf({ team_id: SISTER, authorizations: [{ team_id: TEAM }] })).toEqual({ ...ours, home: TEAM })
    expect(installationOf({ team_id: TEAM, user_id: 'U1', is_enterprise_install: 'false' })).toEqual({ ...ours, home: TEAM })
  })

  it('may be a whole organisation, whose payloads name no team', () => {
    expect(installationOf({ user: { id: 'U1', team_id: ORG }, team: null, is_enterprise_install: true }).org).toBe(true)
    expect(installationOf({ team_id: TEAM, authorizations: [{ team_id: null, is_enterprise_install: true }] }).org).toBe(true)
    expect(installationOf({ team_id: TEAM, user_id: 'U1', is_enterprise_install: 'true' }).org).toBe(true)
  })
})

describe('somebody of this workspace, whose Slack names another one of theirs', () => {
  it.each(['noor', 'luis'])('(%s) raises something as anybody does, and is one person by every door', async (name) => {
    const person = world.person(name)
    await person.shortcut('raise_concern')
    await person.sees('raise_help')
    await person.submit()
    person.fill('words', 'said on a Grid')
    for (const _ of ['words', 'who', 'name', 'review']) await person.submit()
    await person.sees('raise_done')
    await person.dismiss()
    await person.command()
    await person.sees('menu')
    await person.press('show_mine')
    await person.sees('my_concerns')
    expect(person.reads).toContain('Only for me. Raised on 23 November')
    expect(await person.homeReads()).toContain('Tend helps your circle')
    expect((await slackUsersOf(world.server)).filter((one) => one === person.id)).toHaveLength(1)
  })

  it('keeps the page, and what stands on it, while Slack does not say who they are', async () => {
    while (noor.stack.length > 0) await noor.dismiss()
    const fresh = await slackWorld({ people: [{ name: 'noor', team: SISTER, grid: [SISTER, TEAM] }] })
    const theirs = fresh.person('noor')
    fresh.slack.fault('users.info', { status: 500 })
    expect((await theirs.press('open_concern', { blocks: openButton() })).status, 'Slack tells them to try again').toBe(404)
    await theirs.press('open_concern', { blocks: openButton() })
    await theirs.sees('sentence')
    await fresh.stop()
  })
})

describe('somebody of another workspace of the organisation', () => {
  it('is shown nothing and leaves no row, also where a channel is shared between the two', async () => {
    const ida = world.person('ida')
    const from = world.slack.calls.length
    expect(await ida.press('open_concern', { blocks: openButton() })).toMatchObject({ status: 200, body: '' })
    expect(await ida.shortcut('raise_concern')).toMatchObject({ status: 200, body: '' })
    expect(world.slack.calls.slice(from).filter(({ method }) => method !== 'users.info')).toEqual([])
    expect(ida.stack).toEqual([])
    expect(await slackUsersOf(world.server)).not.toContain(ida.id)
  })
})

describe('an event from a workspace that shares a channel', () => {
  it('is read by the installation it is for, not by where it happened', async () => {
    const body = (authorized: string) => ({
      type: 'event_callback',
      team_id: SISTER,
      event_id: `Ev${authorized}`,
      authorizations: [{ team_id: authorized }],
      event: { type: 'app_home_opened', tab: 'home', user: noor.id },
    })
    const published = () => world.slack.called('views.publish').length
    const before = published()
    await world.slack.post({ kind: 'events_api', body: body('T0OTHER') })
    await world.slack.post({ kind: 'events_api', body: body(TEAM) })
    await until('the Home is there', () => published() > before)
    expect(published()).toBe(before + 1)
  })
})

describe('an install for a whole organisation', () => {
  it('is not let in, with a reason of its own, and its server goes on', async () => {
    const fresh = await slackWorld({ people: [{ name: 'ana' }] })
    fresh.slack.orgInstall = true
    await expect(fresh.start()).rejects.toMatchObject({ name: 'TeamRefused', code: 'org_install' })
    expect(fresh.lines.join('\n')).toContain('"code":"org_install"')
    expect(await slackUsersOf(fresh.server)).not.toContain(fresh.person('ana').id)
    await fresh.stop()
  })

  it('shows nothing to whoever presses something there', async () => {
    const ana = world.person('ana')
    const from = world.slack.calls.length
    const team = { type: 'shortcut', team: null, enterprise: { id: ORG }, is_enterprise_install: true }
    const user = { id: ana.id, team_id: ORG }
    const body = { ...team, user, callback_id: 'raise_concern', trigger_id: await world.slack.trigger(ana.id) }
    expect(await world.slack.post({ kind: 'interactive', body })).toMatchObject({ status: 200, body: '' })
    expect(world.slack.calls.slice(from)).toEqual([])
  })
})
