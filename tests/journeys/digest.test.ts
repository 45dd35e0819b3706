import { sweepDeliveries } from '@tend/server/deliveries/outbox'
import { planDueDigests } from '@tend/server/digests/store'
import { dueDigest, nextDigest } from '@tend/shared/digests/due'
import type { DigestView } from '@tend/shared/digests/schema'
import type * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDeliverer, type Deliverer } from '../../slack-app/src/deliver.ts'
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../../slack-app/src/manifest.ts'
import type { TestMember } from '../support/server.ts'
import type { Fault } from '../support/slack-driver.ts'
import { TEAM } from '../support/slack-payloads.ts'
import { readable, type SlackPerson } from '../support/slack-person.ts'
import { coreOf, readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

let world: SlackWorld
let fay: TestMember
let noor: SlackPerson
let workers: Deliverer[]
/** How many messages of the channel were looked at already. */
let before = 0

beforeAll(async () => {
  // The app's own worker sleeps. The tests ask two others instead, as two processes would have them.
  world = await slackWorld({
    people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }],
    scopes: [...BOT_SCOPES, ...OPTIONAL_SCOPES],
    everyMs: 3_600_000,
    now: '2026-11-20T10:00:00Z',
  })
  await readyCircleInSlack(world, ['luis', 'ana'], 'ana')
  fay = await world.server.member('Fay', { roles: ['facilitator'] })
  noor = world.person('noor')
  const json = { ...time, slackChannel: channel() }
  expect((await world.server.as(fay).v1.circles[':id'].$patch({ param: { id: world.circleId }, json })).status).toBe(200)
  workers = [worker(), worker()]
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.server.setNow(nextDigest(time, world.server.now()).at)
  before = (await accepted()).length
})

const channel = () => world.slack.channel('circle')
/** How long the workers wait for Slack's answer to a post, in ms. */
const timeoutMs = 2_000
/** How long the workers would have waited between parts, in ms. */
const waits: number[] = []
function worker(apiUrl = world.slack.apiUrl): Deliverer {
  const quiet = () => {}
  const settings = { botToken: world.slack.botToken, appToken: undefined, signingSecret: world.slack.signingSecret, apiUrl }
  const log = { info: quiet, warn: quiet, error: quiet }
  const wait = async (ms: number) => void waits.push(ms)
  return createDeliverer({
    core: coreOf(world.server),
    settings,
    team: TEAM,
    log,
    overLimit: 'refuse',
    timeoutMs,
    wait,
  })
}

/** Gives what stands in the channel, as Slack itself tells it. */
async function accepted(): Promise<{ text: string; ts: string }[]> {
  const { messages } = (await world.slack.ask('conversations.history', { channel: channel(), limit: 999 }, 'xoxp-driver')) as {
    messages: { text: string; ts: string }[]
  }
  return messages
}
const posted = async () => (await accepted()).length - before

/** Two clocks tick and two workers take what is due, all at once. */
async function everybody(): Promise<void> {
  const { kernel } = world.server
  await Promise.all([planDueDigests(kernel), planDueDigests(kernel), sweepDeliveries(kernel), sweepDeliveries(kernel)])
  await Promise.all([...workers, ...workers].map((one) => one.once()))
}
/** The time that Slack asked to wait for has passed. */
async function jobsAreDue(): Promise<void> {
  const root = await world.server.superuser()
  await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
  await root.end()
}
async function troubled() {
  const answer = await world.server.as(fay).v1.circles[':id'].deliveries.$get({ param: { id: world.circleId } })
  const { items } = (await answer.json()) as { items: { id: string; state: string; trouble: string | null; day: string }[] }
  return items.filter(({ day }) => day === dueDay())
}
const dueDay = () =>
  dueDigest({ ...time, digestPaused: false }, world.server.now(), world.server.now())?.day ??
  nextDigest(time, new Date(world.server.now().getTime() - 86_400_000)).day
async function postAgain(id: string): Promise<number> {
  const param = { id: world.circleId, deliveryId: id }
  return (await world.server.as(fay).v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param })).status
}

describe('a digest that is due', () => {
  it('is posted once, however many clocks and workers there are', async () => {
    for (let n = 0; n < 3; n++) await everybody()
    expect(await posted()).toBe(1)
    const said = world.slack.messages(channel()).at(-1)
    expect(said?.text).toBe('Your circle’s week in Tend')
    expect(readable(said?.blocks)).toContain('What asks for attention')
    expect(await troubled()).toEqual([])
  })

  it('Slack is slow: it is posted once', async () => {
    world.slack.fault('chat.postMessage', { waitsMs: timeoutMs / 3 })
    await Promise.all([everybody(), everybody()])
    await everybody()
    expect(await posted()).toBe(1)
  })

  it.each<[string, Fault]>([
    ['429 with a time', { status: 429, headers: { 'retry-after': '2' } }],
    ['429 without one', { status: 429 }],
    ['not now', { error: 'service_unavailable' }],
  ])('Slack says %s: nothing was posted, so it is tried again and posted once', async (_, fault) => {
    for (let n = 0; n < 2; n++) world.slack.fault('chat.postMessage', fault)
    for (let n = 0; n < 4; n++) {
      await everybody()
      await jobsAreDue()
    }
    expect(await posted()).toBe(1)
    expect(world.slack.faults).toEqual([])
    expect(await troubled()).toEqual([])
  })

  it('nobody answers at Slack’s address: it is tried again and posted once', async () => {
    await planDueDigests(world.server.kernel)
    await worker('http://127.0.0.1:1/api/').once()
    expect(await posted()).toBe(0)
    await jobsAreDue()
    await everybody()
    expect(await posted()).toBe(1)
  })

  it.each<[string, Fault, number]>([
    ['answers 500', { status: 500 }, 0],
    ['answers 502 without posting', { status: 502 }, 0],
    ['hangs up', 'resets', 0],
    ['posts it and hangs up', 'accepts_then_resets', 1],
    ['posts it and never answers', 'accepts_then_hangs', 1],
    ['posts it and answers with something else', 'accepts_then_garbles', 1],
    ['says that something went wrong inside', { error: 'internal_error' }, 0],
  ])(
    'Slack %s: nobody can know, so it is uncertain and never posted again by itself',
    async (_, fault, reached) => {
      world.slack.fault('chat.postMessage', fault)
      await everybody()
      for (let n = 0; n < 3; n++) {
        await jobsAreDue()
        world.server.pass({ hours: 1 })
        await everybody()
      }
      expect(await posted()).toBe(reached)
      const [one, ...more] = await troubled()
      expect(more).toEqual([])
      expect(one).toMatchObject({ state: 'uncertain', trouble: null })
      expect(await postAgain(one?.id ?? '')).toBe(200)
      expect(await postAgain(one?.id ?? '')).toBe(409)
      await everybody()
      expect(await posted()).toBe(reached + 1)
      expect(await troubled()).toEqual([])
    },
    40_000,
  )

  it.each([
    ['is_archived', 'channel_gone'],
    ['channel_not_found', 'channel_gone'],
    ['not_in_channel', 'not_in_channel'],
    ['account_inactive', 'not_installed'],
  ])('Slack says %s: it is not tried again, and facilitators see why', async (error, trouble) => {
    world.slack.fault('chat.postMessage', { error })
    await everybody()
    await jobsAreDue()
    await everybody()
    expect(await posted()).toBe(0)
    const [one] = await troubled()
    expect(one).toMatchObject({ state: 'given_up', trouble })
    expect(await postAgain(one?.id ?? '')).toBe(200)
    await everybody()
    expect(await posted()).toBe(1)
  })
})

describe('a channel that people of other workspaces read', () => {
  it.each(['is_ext_shared', 'is_pending_ext_shared'] as const)(
    '(%s) gets no digest, and a facilitator sees why; once it is theirs alone it can be posted again',
    async (shared) => {
      world.slack.shared.set(channel(), shared)
      await everybody()
      await jobsAreDue()
      await everybody()
      expect(await posted()).toBe(0)
      const [one] = await troubled()
      expect(one).toMatchObject({ state: 'given_up', trouble: 'shared_outside' })
      expect(await world.person('ana').homeReads()).toContain('people outside your workspace are in this channel')
      expect(await noor.homeReads(), 'not a facilitator').not.toContain('people outside your workspace')
      world.slack.shared.clear()
      expect(await postAgain(one?.id ?? '')).toBe(200)
      await everybody()
      expect(await posted()).toBe(1)
    },
  )

  it('is not known as one when the permission to look was left out: that is then up to whoever chose the channel', async () => {
    world.slack.fault('conversations.info', { error: 'missing_scope' })
    world.slack.shared.set(channel(), 'is_ext_shared')
    await everybody()
    world.slack.shared.clear()
    expect(await posted()).toBe(1)
    expect(await troubled()).toEqual([])
  })
})

describe('what a circle does from its digest', () => {
  it('acknowledges: the button opens the page, the circle reads it, and the digest says it a week later', async () => {
    const as = world.server.as(fay).v1
    const opened = await as.circles[':id'].repairs.$post({
      param: { id: world.circleId },
      json: { title: 'Nights fall on two people', fromItemId: null },
    })
    const repairId = ((await opened.json()) as { id: string }).id
    await everybody()
    const digest = world.slack.messages(channel()).at(-1)
    expect(readable(digest?.blocks)).toContain('Nights fall on two people')
    await noor.press('acknowledge', { value: repairId, blocks: digest?.blocks ?? [], channel: channel() })
    await noor.sees('acknowledge')
    noor.fill('words', 'We let the nights fall on two people.')
    await noor.choose('share', 'share')
    await noor.submit()
    await noor.dismiss()
    const read = await as.repairs[':id'].$get({ param: { id: repairId } })
    expect(await read.json()).toMatchObject({
      acknowledged: true,
      acknowledgements: [{ state: 'shared', words: 'We let the nights fall on two people.', mine: false }],
    })
    expect(JSON.stringify(await thisWeek())).not.toContain('We let the nights fall')
    world.server.setNow(nextDigest(time, world.server.now()).at)
    await everybody()
    const later = readable(world.slack.messages(channel()).at(-1)?.blocks)
    expect(later).toContain('We let the nights fall on two people.')
  })

  it('pauses it: no digest follows until a facilitator starts them again', async () => {
    const digest = world.slack.messages(channel()).at(-1)
    const ana = world.person('ana')
    await ana.press('pause_digest', { blocks: digest?.blocks ?? [], channel: channel() })
    await until(
      'the digests are paused',
      async () =>
        (await world.server.work(({ trx }) => trx.selectFrom('circle').select('digest_paused').executeTakeFirstOrThrow())).digest_paused,
    )
    await everybody()
    world.server.pass({ days: 14 })
    await everybody()
    expect(await posted()).toBe(0)
  })
})

describe('a digest too long for one message', () => {
  const titles = Array.from({ length: 40 }, (_, n) => `Something that is being tended, number ${n}`)
  /** Counts how often each stands in the channel since. */
  const standing = (from: number) => {
    const said = world.slack.messages(channel()).slice(from)
    return titles.map((title) => said.filter(({ blocks }) => JSON.stringify(blocks).includes(`*${title}*\\n`)).length)
  }
  const from = () => world.slack.messages(channel()).length
  beforeAll(async () => {
    const param = { id: world.circleId }
    const as = world.server.as(fay).v1.circles[':id']
    expect((await as.$patch({ param, json: { digestPaused: false } })).status).toBe(200)
    for (const title of titles) expect((await as.repairs.$post({ param, json: { title, fromItemId: null } })).status).toBe(201)
  })
  beforeEach(() => {
    waits.length = 0
  })

  it('is posted in parts, a second apart, as Slack wants it', async () => {
    const before = from()
    await everybody()
    expect(from() - before).toBe(2)
    expect(waits).toEqual([1100])
    expect(new Set(standing(before))).toEqual(new Set([1]))
  })

  it.each<[string, Fault, number]>([
    ['429 with a time', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['429 without one', { status: 429 }, 30_000],
    ['not now', { error: 'service_unavailable' }, 30_000],
  ])('Slack says %s to the second part: that part alone is tried again, and each stands once', async (_, fault, waited) => {
    const before = from()
    world.slack.fault('chat.postMessage', fault, 1)
    await everybody()
    expect(world.slack.faults).toEqual([])
    expect(waits).toEqual([1100, waited])
    expect(from() - before).toBe(2)
    expect(new Set(standing(before))).toEqual(new Set([1]))
    expect(await troubled()).toEqual([])
  })

  it.each<[string, Fault]>([
    ['asks for longer than anybody can wait', { status: 429, headers: { 'retry-after': '60' } }],
    ['hangs up', 'resets'],
    ['says that the channel is gone', { error: 'is_archived' }],
  ])('Slack %s at the second part: the rest is uncertain, and a person looks at it', async (_, fault) => {
    const before = from()
    world.slack.fault('chat.postMessage', fault, 1)
    await everybody()
    expect(from() - before).toBe(1)
    expect(waits).toEqual([1100])
    expect(await troubled()).toMatchObject([{ state: 'uncertain' }])
  })
})

async function thisWeek(): Promise<v.InferOutput<typeof DigestView>> {
  const answer = await world.server.as(fay).v1.circles[':id'].digest.$get({ param: { id: world.circleId } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as v.InferOutput<typeof DigestView>
}
