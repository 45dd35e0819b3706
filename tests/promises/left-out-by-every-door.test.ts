import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/cast.ts'
import type { TestMember } from '../support/server.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

/** Sam and Kim paired a browser first and used Slack later. Uma came by Slack and paired a browser from there. */
const people = ['noor', 'luis', 'mia', 'sam', 'kim', 'uma'].map((name) => ({ name, realName: `${name[0]?.toUpperCase()}${name.slice(1)}` }))

let world: SlackWorld
let noor: SlackPerson
let sam: TestMember
let kim: TestMember
beforeAll(async () => {
  world = await slackWorld({ people })
  await readyCircleInSlack(world, ['luis', 'mia', 'uma'])
  noor = world.person('noor')
  sam = await world.server.member('Sam', { roles: ['steward'] })
  kim = await world.server.member('Kim', { roles: ['steward'] })
  for (const name of ['sam', 'kim']) await world.memberId(name)
})
afterAll(() => world.stop())

/** Goes from the shortcut to the review: for the care team, with one member left out. */
async function toReview(leftOut: string): Promise<void> {
  await noor.shortcut('raise_concern')
  await noor.sees('raise_help')
  await noor.submit()
  noor.fill('words', 'It was laughed off.')
  await noor.submit()
  await noor.choose('tier', 'care_team')
  await noor.submit()
  await noor.choose('leftOut', leftOut)
  await noor.submit()
  await noor.choose('nameGiven', 'no')
  await noor.submit()
  await noor.sees('raise_review')
}

async function give(): Promise<void> {
  await noor.submit()
  await noor.sees('raise_done')
  await noor.dismiss()
}

/** Counts how many things wait for a person, asked by their device and in Slack. */
async function waitingFor(person: { token: string }, name: string): Promise<[number, number]> {
  const inSlack = await slackClient(name).v1['given-concerns'].$get()
  const { json } = await ask(world.server, person.token, 'GET', '/v1/given-concerns')
  return [(json.items as unknown[]).length, ((await inSlack.json()) as { items: unknown[] }).items.length]
}

function slackClient(name: string) {
  const { id, seed } = world.person(name)
  return world.core.clientFor({ team: 'T000000001', user: id, name: seed.realName ?? name, guest: false, admin: false })
}

/** Gives what /tend connect shows in Slack. */
async function codeInSlack(name: string): Promise<string> {
  const person = world.person(name)
  await person.command('connect')
  await person.sees('connect')
  const code = person.reads.match(/[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0]
  await person.dismiss()
  if (!code) throw new Error('There is no code.')
  return code
}

const peopleCalled = async (name: string) => {
  const { json } = await ask(world.server, sam.token, 'GET', `/v1/circles/${world.circleId}`)
  return (json.people as { id: string; displayName: string }[]).filter(({ displayName }) => displayName === name).map(({ id }) => id)
}

describe('leaving somebody out leaves them out by every door they come in', () => {
  it('says in the review that another one has the same name, and leaves both out when asked to', async () => {
    expect(await peopleCalled('Sam')).toHaveLength(2)
    await toReview(await world.memberId('sam'))
    expect(noor.reads).toContain('There is another Sam here, who is not left out.')
    expect(noor.reads).toMatch(/Sam.* will see exactly this:/)
    await noor.press('raise_leave_namesakes_out')
    await until('both are left out', () => !noor.reads.includes('There is another Sam here'))
    expect(noor.reads).not.toMatch(/Sam.* will see exactly this:/)
    await give()
    expect(await waitingFor(sam, 'sam')).toEqual([0, 0])
    expect(await waitingFor(kim, 'kim')).toEqual([1, 0])
  })

  it('takes back what reached them by the other door, as soon as they are one', async () => {
    await toReview(await world.memberId('kim'))
    await give()
    const [before] = await waitingFor(kim, 'kim')
    expect(before, 'Kim in the browser is another member so far').toBe(2)
    const added = await ask(world.server, kim.token, 'POST', '/v1/me/slack', { code: await codeInSlack('kim') })
    expect(added).toMatchObject({ status: 200, json: { id: kim.id } })
    expect(await waitingFor(kim, 'kim')).toEqual([1, 1])
    expect(await peopleCalled('Kim')).toEqual([kim.id])
    const mine = await slackClient('noor').v1.concerns.$get()
    const { items } = (await mine.json()) as { items: { leftOut: { memberId: string; displayName: string }[] }[] }
    expect(items.flatMap(({ leftOut }) => leftOut)).toContainEqual({ memberId: kim.id, displayName: 'Kim' })
  })

  it('leaves out the one member that they are from then on', async () => {
    const before = await waitingFor(kim, 'kim')
    await toReview(await world.memberId('kim'))
    expect(noor.reads).not.toContain('There is another Kim here')
    await give()
    expect(await waitingFor(kim, 'kim')).toEqual(before)
  })

  it('leaves out the browser that was paired from Slack', async () => {
    const paired = await ask(world.server, undefined, 'POST', '/v1/devices', { code: await codeInSlack('uma') })
    const uma = { token: String(paired.json.token) }
    const before = await waitingFor(uma, 'uma')
    expect(before[0]).toBe(before[1])
    await toReview(await world.memberId('uma'))
    await give()
    expect(await waitingFor(uma, 'uma')).toEqual(before)
  })
})
