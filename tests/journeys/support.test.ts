import { addDays, utcDay } from '@tend/shared/zone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readable } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const WORDS = 'Could somebody sit with me before the Tuesday call?'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({ people: ['noor', 'luis', 'mia'].map((name) => ({ name })) })
  await readyCircleInSlack(world, ['luis', 'mia'])
  await world.memberId('noor')
})
afterAll(() => world.stop())

const as = (name: string) => {
  const { id } = world.person(name)
  return world.core.clientFor({ team: 'T000000001', user: id, name, guest: false, admin: false }).v1
}
const inCircle = () => ({ param: { id: world.circleId } })
const notices = (name: string) => world.slack.directMessages(name)

/** Opens what a notice is about, and gives what the page reads. */
async function opens(name: string, blocks: ReturnType<typeof notices>[number]['blocks']): Promise<string> {
  const person = world.person(name)
  const before = person.stack.length
  await person.press('open_concern', { blocks: blocks ?? [] })
  await person.opened(before)
  const { reads } = person
  await person.dismiss()
  return reads
}

describe('support and rest, told in Slack', () => {
  it('a rest is told at once, in the words of every other notice, and opens for whom it was told alone', async () => {
    const told = [await world.memberId('luis')]
    const day = addDays(utcDay(world.server.now()), 5)
    const json = { until: day, helps: 'No calls, some soup.', told, shared: false }
    expect((await as('noor').circles[':id'].rests.$post({ ...inCircle(), json })).status).toBe(201)
    await until('the notice has arrived', () => notices('luis').length === 1)
    const [notice] = notices('luis')
    expect(`${notice?.text}\n${readable(notice?.blocks ?? [])}`).not.toMatch(/rest|noor|soup/i)
    expect(await opens('luis', notice?.blocks ?? [])).toContain('No calls, some soup.')
    expect(await opens('mia', notice?.blocks ?? [])).toContain('There is nothing here.')
  })

  it('somebody who asks for support reaches those they chose; their words stand in a modal and nowhere else', async () => {
    const told = { who: 'people' as const, people: [await world.memberId('mia')] }
    const json = { kind: 'company' as const, words: WORDS, told, repairId: null }
    const { id } = (await (await as('noor').circles[':id'].supports.ask.$post({ ...inCircle(), json })).json()) as { id: string }
    const root = await world.server.superuser()
    await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
    await root.end()
    await until('the notice has arrived', () => notices('mia').length === 1)
    const [notice] = notices('mia')
    const [other] = notices('luis')
    const blank = (sent: typeof notice) => JSON.stringify({ text: sent?.text, blocks: sent?.blocks }).replace(/[0-9a-f-]{36}/g, 'id')
    expect(blank(notice), 'one text for every reason').toBe(blank(other))
    const reads = await opens('mia', notice?.blocks ?? [])
    expect(reads).toContain('noor asks for support')
    expect(reads).toContain(WORDS)
    expect(await opens('luis', notice?.blocks ?? [])).toContain('There is nothing here.')
    const outside = world.slack.calls.filter(({ method }) => !method.startsWith('views.'))
    expect(JSON.stringify(outside)).not.toMatch(/sit with me|some soup/)
    expect((await as('mia').supports[':id']['take-up'].$post({ param: { id }, json: { askedEveryDays: 7 } })).status).toBe(200)
  })
})
