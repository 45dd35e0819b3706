import type { MyConcernView } from '@tend/shared/concerns/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../tests/support/slack-driver.ts'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, setCircle, slackWorld } from '../../tests/support/slack-world.ts'

let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'mia' }] })
  await readyCircleInSlack(world, ['luis', 'mia'])
  noor = world.person('noor')
  luis = world.person('luis')
})
afterAll(() => world.stop())

const clientOf = ({ id, seed }: SlackPerson) =>
  world.core.clientFor({ team: 'T000000001', user: id, name: seed.name, guest: false, admin: false })
const mine = async () => ((await (await clientOf(noor).v1.concerns.$get()).json()) as { items: MyConcernView[] }).items

/** Noor gives something to Luis alone. */
async function give(words: string): Promise<string> {
  const recipients = [await world.memberId('luis')]
  const json = {
    ...{ circleId: world.circleId, about: 'me' as const, help: [], words, tier: 'stewards' as const, recipients, leftOut: [] },
    ...{ nameGiven: false, keep: { kind: 'ninety_days' as const } },
  }
  return ((await (await clientOf(noor).v1.concerns.$post({ json })).json()) as { id: string }).id
}

async function deleteAll(): Promise<void> {
  for (const { id } of await mine()) await clientOf(noor).v1.concerns[':id'].$delete({ param: { id } })
}

async function list(person: SlackPerson): Promise<void> {
  while (person.stack.length > 0) await person.dismiss()
  await person.command()
  await person.sees('menu')
  await person.press('show_mine')
  await person.sees('my_concerns')
}

async function turn(person: SlackPerson, id: string, value?: string): Promise<void> {
  const { hash } = person.view
  await person.press(id, value === undefined ? {} : { value })
  await until(`${id} turns the page`, () => person.view.hash !== hash)
}

/** Opened by the person who raised it, or by the one it was given to. */
async function shown(person: SlackPerson, id: string): Promise<void> {
  await list(person)
  await turn(person, person === noor ? 'show_concern' : 'open_given', id)
}

describe('writing back in Slack', () => {
  it('reaches the person in My concerns and the steward where they opened it, and sends nothing', async () => {
    const id = await give('the meeting went over me')
    const before = world.slack.messages().length
    await shown(luis, id)
    await turn(luis, 'write_to_raiser')
    expect(luis.reads).toContain('Only the person who raised it reads this, when they next look.')
    luis.fill('words', 'I am sorry. Shall we talk on Monday?')
    await luis.submit()
    expect(luis.reads).toContain('It waits for them in My concerns.')
    expect(luis.reads).toContain('From you, 23 November\nI am sorry. Shall we talk on Monday?')

    await list(noor)
    expect(noor.reads).toContain('Somebody wrote back to you.')
    expect(noor.reads, 'the list says that it is there, and nothing of it').not.toContain('Shall we talk')
    await turn(noor, 'show_concern', id)
    expect(noor.reads).toContain('luis, 23 November\nI am sorry. Shall we talk on Monday?')
    await turn(noor, 'write_to_stewards')
    expect(noor.reads.split('\n')[1]).toContain('The night line')
    noor.fill('words', 'Monday is good')
    const sent = noor.submission()
    await Promise.all([1, 2].map(() => world.slack.post({ kind: 'interactive', body: sent })))
    await shown(noor, id)
    expect(noor.reads).toContain('From you to luis, 23 November\nMonday is good')
    expect((await mine()).find((one) => one.id === id)?.replies, 'once, however often it arrives').toHaveLength(2)
    await shown(luis, id)
    expect(luis.reads).toContain('From the person, 23 November\nMonday is good')
    expect(luis.reads, 'whose name is still not given').not.toContain('noor')
    expect(world.slack.messages().length).toBe(before)
    await deleteAll()
  })

  it('keeps what is written on its page when it cannot be kept just now', async () => {
    const id = await give('kept on the page')
    await shown(luis, id)
    await turn(luis, 'write_to_raiser')
    luis.fill('words', 'a few words')
    await clientOf(noor).v1.concerns[':id'].withdraw.$post({ param: { id } })
    await luis.submit()
    expect(luis.errors.words).toContain('This was withdrawn.')
    expect(luis.values.words?.words?.value).toBe('a few words')
    await deleteAll()
  })

  it('shows the newest first and goes back to what was written before', async () => {
    const id = await give('much was written')
    await shown(luis, id)
    for (let each = 0; each < 12; each += 1)
      await clientOf(luis).v1['given-concerns'][':id'].replies.$post({ param: { id }, json: { words: `letter ${each}.` } })
    const letters = (person: SlackPerson) => [...person.reads.matchAll(/letter (\d+)\./g)].map(([, each]) => Number(each))
    for (const [person, name] of [
      [noor, 'replies'],
      [luis, 'answers'],
    ] as const) {
      await shown(person, id)
      expect(letters(person)).toEqual([7, 8, 9, 10, 11])
      await turn(person, `older_${name}`)
      expect(letters(person)).toEqual([2, 3, 4, 5, 6])
      await turn(person, `older_${name}`)
      expect(letters(person)).toEqual([0, 1])
      await turn(person, `newer_${name}`)
      expect(letters(person)).toEqual([2, 3, 4, 5, 6])
    }
    await deleteAll()
  })

  it('asks for a yes to exactly the words for the circle, and takes a no after it', async () => {
    const id = await give('for the circle')
    await shown(luis, id)
    const json = { as: 'repair' as const, title: 'How we give the floor' }
    await clientOf(luis).v1['given-concerns'][':id'].carryings.$post({ param: { id }, json })
    await list(noor)
    expect(noor.reads).toContain('Somebody asks whether some words may be brought to the circle.')
    await turn(noor, 'show_concern', id)
    expect(noor.reads).toContain('luis would bring exactly these words to the circle:\nHow we give the floor')
    await turn(noor, 'carry_yes')
    expect(noor.reads).toContain('You said yes')
    await shown(luis, id)
    expect(luis.reads).toContain('The person said yes to these words')
    await turn(noor, 'carry_no')
    expect(noor.reads).toContain('You said no')
    expect(noor.view.blocks.some((block) => JSON.stringify(block).includes('carry_yes'))).toBe(false)
    await deleteAll()
  })

  it('shows no word of it while the circle keeps words out of Slack', async () => {
    const id = await give('elsewhere')
    await shown(luis, id)
    await clientOf(luis).v1['given-concerns'][':id'].replies.$post({ param: { id }, json: { words: 'read elsewhere' } })
    await setCircle(world, { words_never_through_slack: true })
    await list(noor)
    expect(noor.reads).toContain('Your circle keeps words out of Slack. Open Tend in your browser to read yours.')
    await turn(luis, 'write_to_raiser')
    await luis.sees('elsewhere')
    await setCircle(world, { words_never_through_slack: false })
    await deleteAll()
  })
})

describe('My concerns in Slack', () => {
  it('says when nobody has opened it in three days, with whom to reach outside, and how its steward stands by now', async () => {
    await give('waits')
    world.server.pass({ days: 3 })
    await list(noor)
    expect(noor.reads).toContain('Nobody has opened it yet.')
    expect(noor.reads).toContain('Somebody outside the group: The mediation house, 555 0100')
    expect(noor.reads.split('\n')).toContain('luis has not opened it yet')
    const away = (days: number) => clientOf(luis).v1.me.away.$put({ json: { away: days > 0 } })
    await away(1)
    await list(noor)
    expect(noor.reads).toContain('luis has not opened it yet; takes no new ones for now')
    await away(0)
    await deleteAll()
  })

  it('goes back through the earlier ones, and forth again', async () => {
    for (let each = 0; each < 6; each += 1) {
      await give(`concern ${each}`)
      world.server.pass({ days: 1 })
    }
    const days = () => [...noor.reads.matchAll(/Given\. Raised on (\d+)/g)].map(([, day]) => Number(day))
    await list(noor)
    const [newest] = days()
    expect(days()).toHaveLength(5)
    await turn(noor, 'older_concerns')
    expect(days()).toHaveLength(1)
    await turn(noor, 'newer_concerns')
    expect(days()[0]).toBe(newest)
    await deleteAll()
  })

  it('shows a steward what they have not opened first, the longest waiting of it on top, and all of it', async () => {
    const ids: string[] = []
    for (let each = 0; each < 12; each += 1) {
      ids.push(await give(`given ${each}`))
      world.server.pass({ days: 1 })
    }
    for (const id of ids.slice(0, 2)) await clientOf(luis).v1['given-concerns'][':id'].open.$post({ param: { id } })
    const offered = () =>
      luis.view.blocks
        .flatMap(({ elements }) => elements ?? [])
        .filter(({ action_id }) => action_id === 'open_given')
        .map(({ value }) => value)
    await list(luis)
    expect(offered()).toEqual(ids.slice(2))
    await turn(luis, 'older_given')
    expect(offered()).toEqual([ids[1], ids[0]])
    await turn(luis, 'newer_given')
    expect(offered()).toEqual(ids.slice(2))
    await deleteAll()
  })
})
