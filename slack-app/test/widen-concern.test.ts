import type { MyConcernView } from '@tend/shared/concerns/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { type Stewards, slackStewards } from '../../tests/support/slack-stewards.ts'
import { type SlackWorld, setCircle } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

const long = `ana ${'of the long name '.repeat(4)}`.trim()

let there: Stewards
let world: SlackWorld
let noor: SlackPerson
let [luis, mia, ana]: string[] = []
beforeAll(async () => {
  there = await slackStewards([{ name: 'ana', realName: long, admin: true }])
  ;({ world, noor } = there)
  ;[luis, mia, ana] = await Promise.all(['luis', 'mia', 'ana'].map((name) => world.memberId(name)))
})
afterAll(() => world.stop())

async function receivers(id: string): Promise<string[]> {
  const one = (await there.mine()).find((concern) => concern.id === id) as MyConcernView
  return one.recipients.map(({ memberId }) => memberId)
}

/** Goes from My concerns to the page that asks to whom else. */
async function toWhom(id: string): Promise<void> {
  await there.list(noor)
  await there.turn(noor, 'widen_concern', id)
}

async function toReview(id: string, ...whom: (string | undefined)[]): Promise<void> {
  await toWhom(id)
  await noor.choose('alsoTo', ...whom.flatMap((one) => one ?? []))
  await noor.submit()
  await noor.sees('widen_review')
}

async function away(name: string, noNewOnes: boolean): Promise<void> {
  await there.clientOf(world.person(name)).v1.me['new-ones'].$put({ json: { noNewOnes } })
  // A person who acts says who they are to Slack: the whole name, and that they run it.
  await world.memberId(name)
}
const chosen = () => noor.values.alsoTo?.alsoTo?.selected_options?.map(({ value }) => value)

describe('giving something to somebody else too, in Slack', () => {
  it('asks whom, shows exactly what they will see, and gives it once, however often the button arrives', async () => {
    const id = await there.give('I was talked over <@U123>', { help: ['change'], nameGiven: true })
    await toWhom(id)
    expect(noor.reads.split('\n')[1], 'whom to call stands first').toContain('The night line')
    expect(noor.options('alsoTo').sort(), 'whoever has it is not offered').toEqual([mia, ana].sort())
    expect(chosen(), 'nobody is chosen beforehand').toEqual([])
    expect(JSON.stringify(noor.view.blocks)).toMatch(/ana of the long name [^"]*… \(runs this Slack workspace\)/)
    await noor.choose('alsoTo', mia ?? '')
    await noor.submit()
    expect(noor.view.callback_id).toBe(`widen_review:${id}`)
    expect(noor.reads.split('\n')[1]).toContain('The night line')
    expect(noor.reads).toContain('mia will see exactly this:')
    const shown = noor.reads.split('will see exactly this:\n')[1]?.split('\nWhen is the notice sent?')[0] ?? ''
    expect(shown).toContain('From noor')
    expect(await receivers(id), 'nothing happens before the last page is sent').toEqual([luis])
    const before = world.slack.directMessages('mia').length
    await noor.choose('notify', 'now')
    const sent = noor.submission()
    const answers = await Promise.all([1, 2, 3].map(() => world.slack.post({ kind: 'interactive', body: sent })))
    for (const { body } of answers) expect(body).toContain('It is given to mia too.')
    expect(await receivers(id)).toEqual([luis, mia])
    await until('the notice is there', () => world.slack.directMessages('mia').length > before)
    expect(JSON.stringify(world.slack.directMessages('mia').at(-1))).not.toContain('talked over')
    const theirs = world.person('mia')
    await there.shown(theirs, id)
    for (const line of shown.split('\n')) expect(theirs.reads.split('\n')).toContain(line)
    expect(world.slack.directMessages('mia').length).toBe(before + 1)
    await there.deleteAll()
  })

  it('shows those who come later nothing of what was written before', async () => {
    const id = await there.give('the meeting went over me')
    await there.shown(there.luis, id)
    await there.clientOf(there.luis).v1['given-concerns'][':id'].replies.$post({ param: { id }, json: { words: 'between us two' } })
    await toReview(id, mia)
    expect(noor.reads).not.toContain('between us two')
    await noor.submit()
    await noor.sees('my_concerns')
    await there.shown(world.person('mia'), id)
    expect(world.person('mia').reads).toContain('the meeting went over me')
    expect(world.person('mia').reads).not.toContain('between us two')
    await there.deleteAll()
  })

  it('never offers somebody left out, nor one who takes on nothing new; with nobody left it says so, and whom to reach', async () => {
    const id = await there.give('left out', { leftOut: [mia ?? ''] })
    await toWhom(id)
    expect(noor.options('alsoTo')).toEqual([ana])
    expect((await noor.search('alsoTo', '')).map(({ value }) => value)).toEqual([ana])
    expect(noor.reads).not.toContain('mia')
    await away('ana', true)
    await toWhom(id)
    expect(noor.view.submit ?? null).toBeNull()
    expect(noor.reads).toContain('For now there is nobody else among the stewards who could receive it.')
    expect(noor.reads).toContain('takes on nothing new for now.')
    expect(noor.reads).toContain('Somebody outside the group: The mediation house, 555 0100')
    expect(noor.reads).not.toContain('mia')
    await away('ana', false)
    await there.deleteAll()
  })

  it('keeps whom one picked when one goes back, and when somebody picked cannot receive it any more', async () => {
    const id = await there.give('changed meanwhile')
    await toReview(id, mia, ana)
    expect(noor.reads).toContain(`mia and ${long} will see exactly this:`)
    await there.turn(noor, 'widen_concern')
    expect(chosen()?.sort()).toEqual([mia, ana].sort())
    await noor.submit()
    await noor.sees('widen_review')
    await away('mia', true)
    await noor.submit()
    expect(noor.view.callback_id).toBe(`widen_concern:${id}`)
    expect(noor.reads).toContain('Somebody you picked is not a steward here, or takes no new ones for now. Choose again.')
    expect(noor.reads.split('\n')[1]).toContain('The night line')
    expect(chosen()).toEqual([ana])
    expect(await receivers(id)).toEqual([luis])
    await away('mia', false)
    await noor.submit()
    await noor.submit()
    expect(await receivers(id)).toEqual([luis, ana])
    await there.deleteAll()
  })

  it('says beside the field what has changed while one chose', async () => {
    const id = await there.give('given in another window')
    await toWhom(id)
    await noor.choose('alsoTo', mia ?? '')
    const json = { to: 'stewards' as const, recipients: [mia ?? ''] }
    await there.clientOf(noor).v1.concerns[':id'].widen.$post({ param: { id }, json })
    await noor.submit()
    expect(noor.errors.alsoTo).toBe('Whoever you picked has it already. Nothing more was given.')
    await there.clientOf(noor).v1.concerns[':id'].withdraw.$post({ param: { id } })
    await noor.submit()
    expect(noor.errors.alsoTo).toBe('This was withdrawn. There is nothing to do.')
    await there.deleteAll()
  })

  it('leaves the page as it is when an answer is lost, and gives it once when it is sent again', async () => {
    const id = await there.give('the answer is lost')
    await toReview(id, mia)
    const mend = answersLost(world)
    await noor.submit()
    expect(noor.view.callback_id).toBe(`widen_review:${id}`)
    expect(noor.reads).toContain('Tend cannot be reached just now. Nothing you wrote is lost')
    expect(noor.reads).toContain('mia will see exactly this:')
    mend()
    await noor.submit()
    expect(noor.view.callback_id).toBe('my_concerns')
    expect(noor.reads).toContain('It is given to mia too.')
    expect(await receivers(id)).toEqual([luis, mia])
    await there.deleteAll()
  })

  it('is said in Spanish too', async () => {
    const id = await there.give('en español')
    const language = (to: 'en' | 'es') =>
      world.server.work(async ({ trx }) => {
        await trx
          .updateTable('member')
          .set({ language: to })
          .where('id', '=', await world.memberId('noor'))
          .execute()
      })
    await language('es')
    await toReview(id, mia, ana)
    expect(noor.reads).toContain(`mia y ${long} verán exactamente esto:`)
    await noor.submit()
    expect(noor.reads).toContain(`Queda también en manos de mia y ${long}.`)
    await language('en')
    await there.deleteAll()
  })

  it('is for what was given only, and not while a circle keeps words out of Slack', async () => {
    await there.give('only mine', { tier: 'only_me', recipients: [] })
    await there.list(noor)
    expect(JSON.stringify(noor.view.blocks)).not.toContain('widen_concern')
    const id = await there.give('elsewhere')
    await toReview(id, mia)
    await setCircle(world, { words_never_through_slack: true })
    await there.turn(noor, 'widen_concern')
    await noor.sees('elsewhere')
    await there.list(noor)
    expect(JSON.stringify(noor.view.blocks)).not.toContain('widen_concern')
    await setCircle(world, { words_never_through_slack: false })
    await there.deleteAll()
  })
})

/** The server does what is asked of it, but its answers to writes are lost, until mended. */
function answersLost({ server }: SlackWorld): () => void {
  const real = server.api.request
  server.api.request = (async (input: Request | string, init?: RequestInit) => {
    const answer = await real.call(server.api, input, init)
    if (init?.method === 'POST' && String(input).includes('/widen')) throw new Error('lost')
    return answer
  }) as typeof real
  return () => {
    server.api.request = real
  }
}
