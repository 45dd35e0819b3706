import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launch, primedFolder } from '../support/launched.ts'
import { SlackDriver } from '../support/slack-driver.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readable } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const WORDS = 'In the budget call I was talked over three times, and it was laughed off.'
const people = [{ name: 'noor' }, { name: 'luis' }, { name: 'mia' }, { name: 'ana', admin: true }]

let world: SlackWorld
let noor: SlackPerson
beforeAll(async () => {
  world = await slackWorld({ people })
  await readyCircleInSlack(world, ['luis', 'mia', 'ana'])
  noor = world.person('noor')
})
afterAll(() => world.stop())

/** Goes from the first page to the confirmation: for Luis, leaving Ana out, without a name, with the notice now. */
async function raise(person: SlackPerson): Promise<void> {
  await person.sees('raise_help')
  await person.choose('help', 'acknowledgement')
  await person.submit()
  person.fill('words', WORDS)
  await person.submit()
  await person.choose('tier', 'stewards')
  await person.submit()
  await person.choose('recipients', await world.memberId('luis'))
  await person.choose('leftOut', await world.memberId('ana'))
  await person.submit()
  await person.choose('nameGiven', 'no')
  await person.choose('notify', 'now')
  await person.submit()
  expect(person.reads).toContain('luis will see exactly this:')
  await person.submit()
  await person.sees('raise_done')
}

async function rows(): Promise<{ text: string; sealed: Buffer }> {
  const client = await world.server.superuser()
  try {
    const { rows: found } = await client.query('select c::text as text, words_sealed as sealed from concern c')
    expect(found).toHaveLength(1)
    return found[0]
  } finally {
    await client.end()
  }
}

describe('a concern raised from Slack', () => {
  it('goes from the shortcut to a sealed row', async () => {
    await noor.shortcut('raise_concern')
    await raise(noor)
    const { text, sealed } = await rows()
    expect(sealed.length).toBeGreaterThan(WORDS.length)
    expect(text).not.toContain('budget')
    expect(sealed.includes(Buffer.from('budget'))).toBe(false)
    expect(text, 'no member id stands beside it').not.toContain(await world.memberId('noor'))
  })

  it('tells its recipient that something is there, and nothing else', async () => {
    await until('the notice has arrived', () => world.slack.directMessages('luis').length === 1)
    const [notice] = world.slack.directMessages('luis')
    expect(`${notice?.text}\n${readable(notice?.blocks)}`).not.toMatch(/budget|noor|concern|acknowledg/i)
  })

  it('opens for its recipient alone, and is heard', async () => {
    const luis = world.person('luis')
    const blocks = world.slack.directMessages('luis')[0]?.blocks ?? []
    await luis.press('open_concern', { blocks })
    await luis.sees('given_concern')
    expect(luis.reads).toContain(WORDS)
    expect(luis.reads).toContain('Their name is not given')
    expect(luis.reads).not.toContain('noor')
    await luis.press('hear_concern')
    await until('it says so', () => luis.reads.includes('The person can see that you have heard it.'))
    expect(luis.reads).toContain(WORDS)
  })

  it('leaves no trace for somebody left out, or a steward who was not chosen, even with the button in hand', async () => {
    const blocks = world.slack.directMessages('luis')[0]?.blocks ?? []
    for (const name of ['ana', 'mia', 'noor']) {
      const person = world.person(name)
      const before = person.stack.length
      await person.press('open_concern', { blocks })
      await person.opened(before)
      expect(person.reads).toContain('There is nothing here.')
      await person.dismiss()
    }
    for (const name of ['ana', 'mia']) {
      const person = world.person(name)
      expect(world.slack.directMessages(name)).toEqual([])
      await person.command()
      await person.sees('menu')
      await person.press('show_mine')
      await person.sees('my_concerns')
      expect(person.reads).toContain('What somebody gives to you as a steward waits here.')
    }
  })

  it('shows the person who raised it that it was heard, in My concerns, and sends them nothing', async () => {
    await noor.dismiss()
    await noor.openHome()
    await until('the Home is there', () => world.slack.homes.has(noor.id))
    await noor.press('mine_home', { home: true })
    await noor.sees('my_concerns')
    expect(noor.reads).toContain('luis opened it on 23 November and has heard it')
    expect(noor.reads, 'words are shown only when asked for').not.toContain('budget')
    await noor.press('show_concern')
    await noor.sees('my_concern')
    expect(noor.reads).toContain(WORDS)
    expect(world.slack.directMessages('noor')).toEqual([])
  })

  it('can be withdrawn: its recipient then reads only that', async () => {
    await noor.press('show_mine')
    await noor.sees('my_concerns')
    await noor.press('withdraw_concern')
    await until('it says so', () => noor.reads.includes('It is withdrawn.'))
    const luis = world.person('luis')
    const before = luis.stack.length
    await luis.press('open_concern', { blocks: world.slack.directMessages('luis')[0]?.blocks ?? [] })
    await luis.opened(before)
    expect(luis.reads).toContain('has been withdrawn')
    expect(luis.reads).not.toContain('budget')
  })

  it('needed no scope beyond those in the manifest, and broke no limit of Slack', () => {
    expect(world.slack.calls.filter(({ ok }) => !ok)).toEqual([])
  })
})

describe('by Socket Mode', () => {
  it('runs the same shortcut through Bolt’s own receiver', async () => {
    const other = await slackWorld({ mode: 'socket' })
    try {
      const person = other.person('noor')
      await person.shortcut('raise_concern')
      await person.sees('raise_help')
      person.fill('help', '')
      await person.submit()
      person.fill('words', 'by Socket Mode')
      for (const _ of ['words', 'who', 'name']) await person.submit()
      await person.submit()
      expect(person.reads).toContain('It is kept, only for you.')
      expect(other.app.handle, 'nothing listens for signed HTTP then').toBeUndefined()
    } finally {
      await other.stop()
    }
  })
})

describe('as npm start runs it', () => {
  const keep = async (person: SlackPerson, words: string) => {
    await person.shortcut('raise_concern')
    await person.sees('raise_help')
    await person.submit()
    person.fill('words', words)
    for (const _ of ['words', 'who', 'name', 'review']) await person.submit()
    expect(person.reads).toContain('It is kept, only for you.')
  }

  it.each(['signed HTTP', 'Socket Mode'])(
    'takes a concern by %s in one process, logs no word of it, and ends within five seconds',
    async (way) => {
      const slack = await SlackDriver.start()
      const socket = way === 'Socket Mode'
      const secret = socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }
      const tend = launch({
        TEND_DATA: primedFolder(),
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_API_URL: slack.apiUrl,
        LOG: 'info',
        ...secret,
      })
      try {
        const address = await tend.address()
        await until('Slack is connected', () => tend.said().includes('"slack.connected"'), 15_000)
        if (socket) slack.throughSocket()
        else slack.throughHttp({ url: `${address}/slack/events` })
        await keep(slack.person('noor'), WORDS)
        expect(tend.said()).not.toMatch(/budget|noor|xoxb/)
        const { code, ms } = await tend.stop()
        expect([code, ms < 5000]).toEqual([0, true])
      } finally {
        await cleanUp()
        await slack.close()
      }
    },
  )
})
