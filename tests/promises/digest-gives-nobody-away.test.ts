import { planDueDigests } from '@tend/server/digests/store'
import { recordEvents } from '@tend/server/events'
import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { nextDigest } from '@tend/shared/digests/due'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestMessages } from '../../slack-app/src/messages/digests/digest.ts'
import { type Cast, cast, concern } from '../support/cast.ts'

const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

let theCast: Cast
let itemId: string
let repairId: string

beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-20T10:00:00Z' })
  const { server, people, circleId } = theCast
  await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })
  const json = { ...time, slackChannel: 'C0000000001' }
  expect((await server.as(people.facilitator).v1.circles[':id'].$patch({ param: { id: circleId }, json })).status).toBe(200)
  const item = { title: 'Nights fall on two people', why: '', effect: '', revisitOn: null, link: 'https://example.org/secret' }
  itemId = await idOf(server.as(people.raiser).v1.circles[':id'].backburner.$post({ param: { id: circleId }, json: item }))
  repairId = await idOf(
    server.as(people.member).v1.circles[':id'].repairs.$post({ param: { id: circleId }, json: { title: 'How we meet', fromItemId: null } }),
  )
  server.setNow(nextDigest(time, server.now()).at)
})
afterAll(() => theCast.server.stop())

async function idOf(answer: Promise<{ json(): Promise<unknown> }>): Promise<string> {
  return ((await (await answer).json()) as { id: string }).id
}
async function given(cast: Cast, over: Parameters<typeof concern>[1]): Promise<void> {
  const answer = await cast.server.as(cast.people.raiser).v1.concerns.$post({ json: concern(cast, over) })
  expect(answer.status).toBe(201)
}
const preview = async (person: keyof Cast['people']) => {
  const { server, people, circleId } = theCast
  return (await server.as(people[person]).v1.circles[':id'].digest.$get({ param: { id: circleId } })).text()
}

describe('a digest gives nobody away', () => {
  it('is byte for byte the same for everybody, whatever each may see elsewhere', async () => {
    const bytes = await preview('member')
    expect(bytes).toContain('How we meet')
    for (const person of ['raiser', 'steward', 'leftOut', 'recipient', 'facilitator'] as const) expect(await preview(person)).toBe(bytes)
  })

  it.each<[string, (cast: Cast) => Promise<unknown>]>([
    ['a concern only for oneself', (cast) => given(cast, { tier: 'only_me', recipients: [] })],
    ['a concern given to the care team', (cast) => given(cast, { tier: 'care_team', recipients: [] })],
    [
      'an acknowledgement nobody shared',
      ({ server, people }) =>
        server.as(people.raiser).v1.repairs[':id'].acknowledgements.$post({
          param: { id: repairId },
          json: { by: 'me', words: 'I did not look.', how: 'in_writing' },
        }),
    ],
    [
      'four echoes',
      async ({ server, people }) => {
        for (const one of [people.member, people.steward, people.recipient, people.raiser])
          await server.as(one).v1.backburner[':id'].echo.$post({ param: { id: itemId } })
      },
    ],
    ['somebody away', ({ server, people }) => server.as(people.steward).v1.me.away.$put({ json: { away: true } })],
  ])('does not change with %s', async (_, happens) => {
    const before = await preview('member')
    await happens(theCast)
    expect(await preview('member')).toBe(before)
  })

  it('what Slack gets is the same too, and says nothing of links or of who', async () => {
    const { server, people, circleId } = theCast
    await planDueDigests(server.kernel)
    const claimed = async () =>
      (
        (await (await server.asService().v1.deliveries.claim.$post({ json: { max: 20 } })).json()) as { items: ClaimedDelivery[] }
      ).items.flatMap(({ message }) => (message.kind === 'digest' ? [message] : []))
    const [first] = await claimed()
    if (!first) throw new Error('no digest was due')
    await given(theCast, {})
    await server.work(({ trx }) => trx.deleteFrom('delivery').where('kind', '=', 'digest').execute())
    await server.work((work) =>
      recordEvents(work, [{ kind: 'digest.due', subject: circleId, circleId, week: first.digest.week, day: '2026-11-23' }], false),
    )
    const [second] = await claimed()
    const said = JSON.stringify(digestMessages(first.digest))
    expect(JSON.stringify(digestMessages(second?.digest ?? first.digest))).toBe(said)
    expect(second).toEqual(first)
    for (const secret of ['example.org', 'I did not look', ...Object.values(people).flatMap(({ id, name }) => [id, name])])
      expect(said).not.toContain(secret)
  })
})
