import { planDueDigests } from '@tend/server/digests/store'
import { nextDigest } from '@tend/shared/digests/due'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions } from '../../slack-app/src/actions/registry.ts'
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../../slack-app/src/manifest.ts'
import type { TestMember } from '../support/server.ts'
import type { Block } from '../support/slack-payloads.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

let world: SlackWorld
let fay: TestMember
let stranger: SlackPerson
beforeAll(async () => {
  world = await slackWorld({
    people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }, { name: 'gus', guest: true }, { name: 'stranger', team: 'T0OTHER0001' }],
    scopes: [...BOT_SCOPES, ...OPTIONAL_SCOPES],
    now: '2026-11-20T10:00:00Z',
  })
  await readyCircleInSlack(world, ['luis', 'ana'], 'ana')
  stranger = world.person('stranger')
  fay = await world.server.member('Fay', { roles: ['facilitator'] })
})
afterAll(() => world.stop())

const channel = () => world.slack.channel('circle')
const rowsOf = async () => {
  const found = await world.server.work(({ trx }) => trx.selectFrom('member').select('slack_user').execute())
  return found.map(({ slack_user }) => slack_user)
}

describe('a channel that people of other workspaces read', () => {
  it('gets no digest, and its facilitators read why', async () => {
    world.slack.shared.set(channel(), 'is_ext_shared')
    const param = { id: world.circleId }
    const json = { ...time, slackChannel: channel() }
    expect((await world.server.as(fay).v1.circles[':id'].$patch({ param, json })).status).toBe(200)
    world.server.setNow(nextDigest(time, world.server.now()).at)
    await planDueDigests(world.server.kernel)
    const troubles = async () => {
      const answer = await world.server.as(fay).v1.circles[':id'].deliveries.$get({ param })
      return ((await answer.json()) as { items: { trouble: string | null }[] }).items.map(({ trouble }) => trouble)
    }
    await until('it is known what became of it', async () => (await troubles()).length > 0)
    expect(await troubles()).toEqual(['shared_outside'])
    expect(world.slack.called('chat.postMessage')).toEqual([])
    expect(await world.person('ana').homeReads()).toContain('people outside your workspace are in this channel')
  })
})

describe('somebody of another workspace', () => {
  it('is shown nothing and asked nothing, whatever they press, and leaves no row', async () => {
    const calls = world.slack.calls.length
    const ids = ['open_concern', 'acknowledge', 'pause_digest', 'raise_home', 'mine_home', 'connect_home', 'post_again']
    for (const id of ids) {
      const element = { type: 'button', action_id: id, value: crypto.randomUUID(), text: { text: 'Press' } }
      const blocks: Block[] = [{ type: 'actions', block_id: 'b', elements: [element] }]
      expect(await stranger.press(id, { blocks }), id).toMatchObject({ status: 200, body: '' })
    }
    for (const { id, type } of actions.flatMap(({ shortcuts = [] }) => shortcuts)) {
      const sent =
        type === 'global' ? stranger.shortcut(id) : stranger.messageShortcut(id, { channel: channel(), ts: '1.2', text: 'what was said' })
      expect(await sent, id).toMatchObject({ status: 200, body: '' })
    }
    expect(await stranger.command()).toMatchObject({ status: 200, body: '' })
    await stranger.openHome()
    await new Promise((done) => setTimeout(done, 300))
    // The Home says only that there is nothing for them. Slack asks who they are before it can.
    const asked = world.slack.calls.slice(calls).filter(({ method }) => !['users.info', 'views.publish'].includes(method))
    expect(asked).toEqual([])
    expect(stranger.stack).toEqual([])
    expect(JSON.stringify(world.slack.homes.get(stranger.id)?.blocks ?? [])).not.toContain('button')
    expect(await rowsOf()).not.toContain(stranger.id)
  })
})

describe('a guest', () => {
  it('comes in as a member, and nobody can make them a steward or a facilitator', async () => {
    const memberId = await world.memberId('gus')
    const to = { param: { id: world.circleId }, json: { memberId } }
    const circle = world.server.as(fay).v1.circles[':id']
    expect((await circle.stewards.$post(to)).status).toBe(409)
    expect((await circle.facilitators.$post(to)).status).toBe(409)
  })
})
