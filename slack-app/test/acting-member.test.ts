import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { slackPersonOf } from '../src/acting-member.ts'

const TEAM = 'T000000001'
const user = { team_id: TEAM, name: 'ana', profile: { display_name: 'Ana' } }

describe('who somebody is to Slack', () => {
  it('goes by the name they chose, in one line, at most 80 characters', () => {
    expect(slackPersonOf(TEAM, 'U1', user)).toEqual({ team: TEAM, user: 'U1', name: 'Ana', guest: false, admin: false })
    const named = (name: string) => slackPersonOf(TEAM, 'U1', { ...user, profile: { display_name: name } })?.name
    expect(named('Ana\n\u202EReversed')).toBe('Ana Reversed')
    expect([...(named('🫠'.repeat(200)) ?? '')]).toHaveLength(80)
    expect(slackPersonOf(TEAM, 'U1', { team_id: TEAM, real_name: 'Ana Real' })?.name).toBe('Ana Real')
    expect(slackPersonOf(TEAM, 'U1', {})?.name).toBe('U1')
  })

  it('knows guests, and owners and admins', () => {
    for (const flag of ['is_restricted', 'is_ultra_restricted'])
      expect(slackPersonOf(TEAM, 'U1', { ...user, [flag]: true })?.guest).toBe(true)
    for (const flag of ['is_admin', 'is_owner', 'is_primary_owner'])
      expect(slackPersonOf(TEAM, 'U1', { ...user, [flag]: true })?.admin).toBe(true)
  })

  it('is of each of their workspaces on Enterprise Grid, whichever `team_id` says, and an admin of the organisation is one here', () => {
    const grid = { name: 'ana', enterprise_user: { teams: ['T0SISTER', TEAM] } }
    for (const home of [{}, { team_id: 'T0SISTER' }, { team_id: 'E0ORG' }])
      expect(slackPersonOf(TEAM, 'W1', { ...grid, ...home })).toEqual({ team: TEAM, user: 'W1', name: 'ana', guest: false, admin: false })
    for (const flag of ['is_admin', 'is_owner'])
      expect(slackPersonOf(TEAM, 'W1', { name: 'ana', enterprise_user: { teams: [TEAM], [flag]: true } })?.admin).toBe(true)
    expect(slackPersonOf(TEAM, 'W1', { name: 'ana', enterprise_user: { teams: ['T0SISTER'] } })).toBeUndefined()
  })

  it('is nobody here when they are of another workspace, a bot or gone', () => {
    for (const other of [{ team_id: 'T0OTHER' }, { is_stranger: true }, { is_bot: true }, { deleted: true }])
      expect(slackPersonOf(TEAM, 'U1', { ...user, ...other })).toBeUndefined()
  })
})

describe('people of a workspace', () => {
  let world: SlackWorld
  beforeAll(async () => {
    world = await slackWorld({
      people: [{ name: 'noor' }, { name: 'ana', owner: true }, { name: 'gus', guest: true }, { name: 'eve', team: 'T0OTHER' }],
    })
    await readyCircleInSlack(world, ['ana'])
  })
  afterAll(() => world.stop())

  it('come in on first use, marked as Slack knows them, and are asked about once in five minutes', async () => {
    for (const name of ['noor', 'gus', 'ana']) {
      await world.person(name).command()
      await world.person(name).sees('menu')
      await world.person(name).dismiss()
    }
    const client = world.core.clientFor({ team: TEAM, user: world.person('noor').id, name: 'noor', guest: false, admin: false })
    const circle = (await (await client.v1.circles[':id'].$get({ param: { id: world.circleId } })).json()) as {
      people: { displayName: string; guest: boolean; slackAdmin: boolean }[]
      stewards: { memberId: string }[]
    }
    const marked = circle.people.map(({ displayName, guest, slackAdmin }) => [displayName, guest, slackAdmin])
    expect(marked.sort()).toEqual([
      ['ana', false, true],
      ['gus', true, false],
      ['noor', false, false],
    ])
    const asked = () => world.slack.called('users.info').length
    const before = asked()
    await world.person('noor').command()
    await world.person('noor').sees('menu')
    expect(asked()).toBe(before)
    world.server.pass({ minutes: 6 })
    await world.person('noor').homeReads()
    expect(asked()).toBe(before + 1)
  })

  it('read what went wrong in the language of their Slack, before the server has said theirs', async () => {
    const fresh = await slackWorld({ people: [{ name: 'noor', locale: 'es-ES' }, { name: 'luis', locale: 'en-GB' }, { name: 'ana' }] })
    const { api } = fresh.server
    api.request = (async () => Promise.reject(new Error('away'))) as typeof api.request
    fresh.slack.throughHttp({
      url: 'http://localhost/slack/events',
      fetch: async (request) => fresh.app.handle?.(request) ?? new Response(''),
    })
    const sentences = {
      noor: 'Ahora mismo no se puede llegar a Tend.',
      luis: 'Tend cannot be reached just now.',
      ana: 'Tend cannot be reached just now.',
    }
    for (const [name, sentence] of Object.entries(sentences)) {
      await fresh.person(name).shortcut('raise_concern')
      await fresh.person(name).sees('sentence')
      expect(fresh.person(name).reads).toContain(sentence)
    }
    await fresh.stop()
  })

  it('are let on with what was known when Slack does not say who they are, and nothing is guessed about strangers', async () => {
    world.server.pass({ minutes: 6 })
    world.slack.fault('users.info', { status: 500 })
    expect(await world.person('noor').homeReads()).toContain('Tend helps your circle')
    const fresh = await slackWorld({ people: [{ name: 'noor' }] })
    fresh.slack.fault('users.info', { status: 500 })
    await fresh.person('noor').shortcut('raise_concern')
    await fresh.person('noor').sees('sentence')
    expect(fresh.person('noor').reads).toContain('Tend cannot be reached just now.')
    await fresh.stop()
  })
})
