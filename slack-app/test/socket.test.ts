import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

let world: SlackWorld
beforeEach(async () => {
  world = await slackWorld({ mode: 'socket', againMs: 20 })
})
afterEach(() => world.stop())

const back = () => until('the connection is there again', () => world.slack.socket?.connected() === true)
async function answers(): Promise<void> {
  const noor = world.person('noor')
  await noor.shortcut('raise_concern')
  await noor.sees('raise_help')
  await noor.dismiss()
}

describe('a connection of Socket Mode that is lost', () => {
  it('is made again, without a word, as Slack closes each one now and then', async () => {
    for (let time = 0; time < 3; time += 1) {
      world.slack.socket?.close()
      await until('it is noticed', () => world.told.length > time)
      await back()
      await answers()
    }
    expect(world.told).toEqual(['connected', 'connected', 'connected'])
  })

  it.each(['invalid_auth', 'account_inactive', 'not_authed', 'team_disabled', 'user_removed_from_team'])(
    'Slack says %s: that is told, and it is asked again until it lets the app in',
    async (error) => {
      for (let time = 0; time < 3; time += 1) world.slack.fault('apps.connections.open', { error })
      world.slack.socket?.close()
      await until('it is connected again', () => world.told.includes('connected'))
      expect(world.told).toEqual(['refused', 'refused', 'refused', 'connected'])
      await answers()
    },
  )

  it('Slack fails in ways of its own: it is away, and not said to refuse', async () => {
    world.slack.fault('apps.connections.open', { error: 'internal_error' })
    world.slack.fault('apps.connections.open', { status: 503 })
    world.slack.fault('apps.connections.open', { status: 429, headers: { 'retry-after': '30' } })
    world.slack.fault('apps.connections.open', 'accepts_then_garbles')
    world.slack.fault('apps.connections.open', 'resets')
    world.slack.socket?.close()
    await until('it is connected again', () => world.told.includes('connected'))
    expect(world.told).toEqual(['away', 'away', 'away', 'away', 'away', 'connected'])
    await answers()
  })

  it('is not made again once the app ends, not even one that Slack is just about to give', async () => {
    world.slack.fault('apps.connections.open', { waitsMs: 200 })
    const asked = () => world.slack.called('apps.connections.open').length
    const before = asked()
    world.slack.socket?.close()
    await until('the app asks for another', () => world.slack.faults.length === 0)
    await world.app.stop()
    await until('Slack has answered', () => asked() > before)
    await new Promise((done) => setTimeout(done, 300))
    expect(world.slack.socket?.connected()).toBe(false)
    expect(asked()).toBe(before + 1)
  })
})
