import type { CircleView } from '@tend/shared/members/schema'
import type * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'

let world: SlackWorld
let noor: SlackPerson
let ana: SlackPerson
/** A second circle of noor and ana, which ana facilitates. */
let second: string
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }] })
  await readyCircleInSlack(world, ['luis', 'ana'], 'luis')
  noor = world.person('noor')
  ana = world.person('ana')
  second = (await world.server.circle()).circleId
  const members = [await world.memberId('noor'), await world.memberId('ana')]
  await world.server.work(async ({ trx, workspaceId: workspace_id, today }) => {
    for (const member_id of members)
      await trx.insertInto('circle_member').values({ workspace_id, circle_id: second, member_id, joined_on: today }).execute()
    const term = { role: 'facilitator' as const, until_day: null, appointed_by: members[1] ?? '', appointed_on: today }
    await trx
      .insertInto('appointment')
      .values({ workspace_id, circle_id: second, member_id: members[1] ?? '', ...term })
      .execute()
  })
})
afterAll(() => world.stop())

const clientOf = ({ id, seed }: SlackPerson) =>
  world.core.clientFor({ team: 'T000000001', user: id, name: seed.name, guest: false, admin: false })

async function isPaused(id: string): Promise<boolean> {
  const person = id === second ? ana : world.person('luis')
  const asked = await clientOf(person).v1.circles[':id'].$get({ param: { id } })
  return ((await asked.json()) as v.InferOutput<typeof CircleView>).digestPaused
}

async function tended(circleId: string, title: string): Promise<string> {
  const asked = await clientOf(noor).v1.circles[':id'].repairs.$post({ param: { id: circleId }, json: { title, fromItemId: null } })
  return ((await asked.json()) as { id: string }).id
}

/** A button as it stands in the digest of a circle. */
async function press(person: SlackPerson, id: string, value: string, page: string): Promise<void> {
  while (person.stack.length > 0) await person.dismiss()
  const blocks = [{ type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: id, value, text: { text: id } }] }]
  await person.press(id, { blocks, channel: world.slack.channel('circle') })
  await person.sees(page)
}

/** Keeps the server from being reached by requests that change something, until told otherwise. */
function away(): () => void {
  const { api } = world.server
  const real = api.request
  api.request = ((input: Request | string, init?: RequestInit) =>
    init?.method === 'PATCH' ? Promise.reject(new Error('away')) : real.call(api, input, init)) as typeof real
  return () => {
    api.request = real
  }
}

describe('a button in the digest of a circle that is not somebody’s first', () => {
  it('pauses the digests of the circle it stands in, and no others', async () => {
    await press(ana, 'pause_digest', second, 'sentence')
    expect(ana.reads).toContain('The digests are paused.')
    expect([await isPaused(second), await isPaused(world.circleId)]).toEqual([true, false])
  })

  it('is refused to who facilitates another circle only, or is not in this one', async () => {
    await press(ana, 'pause_digest', world.circleId, 'sentence')
    expect(ana.reads).toContain('Only a facilitator of this circle can pause its digests.')
    await press(world.person('luis'), 'pause_digest', second, 'sentence')
    expect(world.person('luis').reads).toContain('Only a facilitator of this circle can pause its digests.')
    expect(await isPaused(world.circleId)).toBe(false)
  })

  it('says that the server cannot be reached when that is why', async () => {
    const mend = away()
    await press(world.person('luis'), 'pause_digest', world.circleId, 'sentence')
    mend()
    expect(world.person('luis').reads).toContain('Tend cannot be reached just now.')
    expect(await isPaused(world.circleId)).toBe(false)
  })

  it('acknowledges what it stands beside, in whichever circle that is', async () => {
    await tended(world.circleId, 'How we meet')
    const there = await tended(second, 'Who carries the nights')
    await press(noor, 'acknowledge', there, 'acknowledge')
    expect(noor.values.repair?.repair?.selected_option?.text.text).toBe('Who carries the nights')
    noor.fill('words', 'We let two people carry them')
    await noor.choose('share', 'share')
    await noor.submit()
    expect(noor.reads).toContain('Your circle can read it now.')
    const repairs = await clientOf(ana).v1.circles[':id'].repairs.$get({ param: { id: second } })
    expect(await repairs.text()).toContain('We let two people carry them')
    await press(ana, 'acknowledge', there, 'acknowledge')
    await ana.press('join_acknowledgement')
    await ana.sees('repairs')
    expect(ana.reads).toContain('Who carries the nights')
    expect(ana.reads).not.toContain('How we meet')
  })

  it('acknowledges nothing when what it stood beside was set down, and chooses nothing among several by itself', async () => {
    const gone = await tended(world.circleId, 'Set down since')
    await clientOf(noor).v1.repairs[':id']['set-down'].$post({ param: { id: gone } })
    await press(noor, 'acknowledge', gone, 'sentence')
    expect(noor.reads).toContain('This cannot be acknowledged from here any more')
    await press(noor, 'acknowledge', crypto.randomUUID(), 'sentence')
    await tended(world.circleId, 'Who is asked first')
    await press(noor, 'acknowledge', '', 'acknowledge')
    expect(noor.values.repair?.repair?.selected_option).toBeNull()
  })
})
