import { sweepDeliveries } from '@tend/server/deliveries/outbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { type Stewards, slackStewards } from '../../tests/support/slack-stewards.ts'
import { type SlackWorld, setCircle } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

let there: Stewards
let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
beforeAll(async () => {
  there = await slackStewards()
  ;({ world, noor, luis } = there)
})
afterAll(() => world.stop())

const mine = () => there.mine()
/** Noor gives a concern to Luis and Mia, with its notices now. */
const give = (words: string) => there.give(words, { tier: 'care_team', nameGiven: true, notify: 'now' })

/** Gives the notice about one concern, once it is there. */
async function noticeOf(person: SlackPerson, id: string) {
  const of = () => world.slack.directMessages(person.seed.name).find(({ blocks }) => JSON.stringify(blocks).includes(id))
  await until('the notice is there', () => of() !== undefined)
  return { blocks: of()?.blocks ?? [] }
}

const state = (id: string) =>
  world.server.work(({ trx }) =>
    trx.selectFrom('delivery').select(['state', 'trouble']).where('subject_id', '=', id).orderBy('state').execute(),
  )

/** Lets what waits for its time have waited long enough. */
async function jobsAreDue(): Promise<void> {
  const root = await world.server.superuser()
  await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
  await root.end()
}

async function openFor(person: SlackPerson, id: string): Promise<void> {
  while (person.stack.length > 0) await person.dismiss()
  await person.press('open_concern', await noticeOf(person, id))
  await person.opened(0)
}

describe('something given to a steward', () => {
  it('shows the name only when it was given, and the words exactly as written', async () => {
    const id = await give('*not bold* <!channel> :wave: & 3 < 4\n  two spaces')
    await openFor(luis, id)
    expect(luis.reads).toContain('From noor')
    expect(luis.reads).toContain('*not bold* <!channel> :wave: & 3 < 4\n  two spaces')
  })

  it('is heard once, however often the button is pressed', async () => {
    const id = await give('heard once')
    await openFor(luis, id)
    await Promise.all([luis.press('hear_concern'), luis.press('hear_concern')])
    await until('it says so', () => luis.reads.includes('The person can see that you have heard it.'))
    expect(luis.view.blocks.some((block) => JSON.stringify(block).includes('"hear_concern"'))).toBe(false)
    const states = (await mine()).find((one) => one.id === id)?.recipients.map(({ displayName, state }) => [displayName, state])
    expect(states?.sort()).toEqual([
      ['luis', 'heard'],
      ['mia', 'waiting'],
    ])
  })

  it('can be stepped back from with one click: it then opens no more, and the person sees that, without a reason', async () => {
    const id = await give('too close')
    await openFor(luis, id)
    await luis.press('step_back')
    await luis.sees('sentence')
    expect(luis.reads).toContain('You stepped back. The person sees that, and no reason.')
    await openFor(luis, id)
    expect(luis.reads).toContain('There is nothing here.')
    expect(luis.reads).not.toContain('too close')
    await there.list(noor)
    expect(noor.reads).toContain('luis stepped back')
  })

  it('says so plainly when it is withdrawn while it lies open', async () => {
    const id = await give('withdrawn while open')
    await openFor(luis, id)
    await there.clientOf(noor).v1.concerns[':id'].withdraw.$post({ param: { id } })
    await luis.press('hear_concern')
    await luis.sees('sentence')
    expect(luis.reads).toContain('has been withdrawn')
  })

  it('says so when the server is away, and opens afterwards', async () => {
    const id = await give('later')
    const notice = await noticeOf(luis, id)
    while (luis.stack.length > 0) await luis.dismiss()
    const { api } = world.server
    const real = api.request
    api.request = (async (input: string | Request, init?: RequestInit) =>
      String(input).includes('/open') ? Promise.reject(new Error('away')) : real.call(api, input, init)) as typeof real
    await luis.press('open_concern', notice)
    await luis.sees('sentence')
    expect(luis.reads).toContain('Tend cannot be reached just now.')
    api.request = real
    await openFor(luis, id)
    expect(luis.reads).toContain('later')
  })

  it('says that nothing could be looked for, instead of that nothing is there', async () => {
    const nowhere = crypto.randomUUID()
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'open_concern', value: nowhere, text: { text: 'Open' } }] }]
    const { api } = world.server
    const real = api.request
    api.request = (async (input: string | Request, init?: RequestInit) =>
      String(input).includes('/rests/') ? Promise.reject(new Error('away')) : real.call(api, input, init)) as typeof real
    while (luis.stack.length > 0) await luis.dismiss()
    await luis.press('open_concern', { blocks })
    await luis.sees('sentence')
    expect(luis.reads).toContain('Tend cannot be reached just now.')
    api.request = real
  })

  it('says where to read it when the circle keeps words out of Slack from this moment on', async () => {
    const id = await give('read elsewhere')
    const notice = await noticeOf(luis, id)
    while (luis.stack.length > 0) await luis.dismiss()
    const { api } = world.server
    const real = api.request
    // The setting is switched on after the page asked for the circle, and before it opened what was given.
    api.request = (async (input: string | Request, init?: RequestInit) => {
      if (String(input).includes('/open')) await setCircle(world, { words_never_through_slack: true })
      return real.call(api, input, init)
    }) as typeof real
    await luis.press('open_concern', notice)
    await luis.sees('elsewhere')
    api.request = real
    await setCircle(world, { words_never_through_slack: false })
    expect(luis.reads).toContain('Open Tend in your browser to raise or read something.')
    expect(luis.reads).not.toContain('read elsewhere')
  })
})

describe('a notice that Slack does not take because it accepts the app no more', () => {
  const errors = ['account_inactive', 'invalid_auth', 'token_revoked', 'token_expired'] as const
  it.each(errors)('(%s) waits, and goes out once the app is added again', async (error) => {
    for (const _ of ['luis', 'mia']) world.slack.fault('conversations.open', { error })
    const id = await give(`while Slack says ${error}`)
    const waits = { state: 'waiting', trouble: null }
    await until('Slack was asked', () => world.slack.faults.length === 0)
    await until('it waits', async () => (await state(id)).every((one) => one.state === 'waiting'))
    expect(await state(id)).toEqual([waits, waits])
    expect((await mine()).find((one) => one.id === id)?.noticeUncertain).toBe(false)
    await jobsAreDue()
    for (const name of ['luis', 'mia']) await noticeOf(world.person(name), id)
  })
})

describe('a steward who has no Slack', () => {
  it('finds it in the extension: nobody reads that a notice may not have arrived', async () => {
    const fay = await world.server.member('Fay', { roles: ['steward'] })
    const id = await give('for somebody without Slack too')
    for (const name of ['luis', 'mia']) await noticeOf(world.person(name), id)
    await until('all is over', async () => (await state(id)).every((one) => one.state !== 'waiting' && one.state !== 'claimed'))
    expect(await state(id)).toContainEqual({ state: 'given_up', trouble: 'no_slack' })
    expect((await mine()).find((one) => one.id === id)).toMatchObject({ noticeUncertain: false })
    expect((await world.server.as(fay).v1['given-concerns'][':id'].open.$post({ param: { id } })).status).toBe(200)
    await world.server.work(async ({ trx }) => {
      await trx.deleteFrom('appointment').where('member_id', '=', fay.id).execute()
    })
  })
})

describe('a notice whose arrival nobody knows', () => {
  it('is shown to the person who raised it alone, who can send it again', async () => {
    world.slack.fault('chat.postMessage', { status: 500 })
    const id = await give('maybe arrived')
    await until(
      'the outcome is known to be unknown',
      async () => (await mine()).find((one) => one.id === id)?.noticeUncertain === true,
      8000,
    )
    await there.list(noor)
    expect(noor.reads).toContain('We could not find out whether a notice arrived. Only you see this.')
    await noor.press('send_notice_again')
    await until('it says so', () => noor.reads.includes('The notice will be sent again.'))
    for (const name of ['luis', 'mia']) await noticeOf(world.person(name), id)
  })
  it('is shown as such too when Slack accepts the app no more until the notice is too old', async () => {
    for (const _ of ['luis', 'mia']) world.slack.fault('conversations.open', { error: 'account_inactive' })
    const id = await give('too late')
    await until('Slack was asked', () => world.slack.faults.length === 0)
    await until('it waits', async () => (await state(id)).every((one) => one.state === 'waiting'))
    world.server.pass({ days: 9 })
    await sweepDeliveries(world.server.kernel)
    expect(await state(id)).toEqual([
      { state: 'given_up', trouble: 'too_late' },
      { state: 'given_up', trouble: 'too_late' },
    ])
    expect((await mine()).find((one) => one.id === id)?.noticeUncertain).toBe(true)
    await there.clientOf(noor).v1.concerns[':id']['send-notice-again'].$post({ param: { id } })
    for (const name of ['luis', 'mia']) await noticeOf(world.person(name), id)
  })
})
