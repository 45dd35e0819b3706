import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { type Stewards, slackStewards } from '../../tests/support/slack-stewards.ts'
import { type SlackWorld, setCircle } from '../../tests/support/slack-world.ts'

let there: Stewards
let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
beforeAll(async () => {
  there = await slackStewards()
  ;({ world, noor, luis } = there)
})
afterAll(() => world.stop())

describe('writing back in Slack', () => {
  it('reaches the person in My concerns and the steward where they opened it, and sends nothing', async () => {
    const id = await there.give('the meeting went over me')
    const before = world.slack.messages().length
    await there.shown(luis, id)
    await there.turn(luis, 'write_to_raiser')
    expect(luis.reads).toContain('Only the person who raised it reads this, when they next look.')
    luis.fill('words', 'I am sorry. Shall we talk on Monday?')
    await luis.submit()
    expect(luis.reads).toContain('It waits for them in My concerns.')
    expect(luis.reads).toContain('From you, 23 November\nI am sorry. Shall we talk on Monday?')

    await there.list(noor)
    expect(noor.reads).toContain('Somebody wrote back to you.')
    expect(noor.reads, 'the list says that it is there, and nothing of it').not.toContain('Shall we talk')
    await there.turn(noor, 'show_concern', id)
    expect(noor.reads).toContain('luis, 23 November\nI am sorry. Shall we talk on Monday?')
    await there.turn(noor, 'write_to_stewards')
    expect(noor.reads.split('\n')[1]).toContain('The night line')
    noor.fill('words', 'Monday is good')
    const sent = noor.submission()
    await Promise.all([1, 2].map(() => world.slack.post({ kind: 'interactive', body: sent })))
    await there.shown(noor, id)
    expect(noor.reads).toContain('From you to luis, 23 November\nMonday is good')
    expect((await there.mine()).find((one) => one.id === id)?.replies, 'once, however often it arrives').toHaveLength(2)
    await there.shown(luis, id)
    expect(luis.reads).toContain('From the person, 23 November\nMonday is good')
    expect(luis.reads, 'whose name is still not given').not.toContain('noor')
    expect(world.slack.messages().length).toBe(before)
    await there.deleteAll()
  })

  it('keeps what is written on its page when it cannot be kept just now', async () => {
    const id = await there.give('kept on the page')
    await there.shown(luis, id)
    await there.turn(luis, 'write_to_raiser')
    luis.fill('words', 'a few words')
    await there.clientOf(noor).v1.concerns[':id'].withdraw.$post({ param: { id } })
    await luis.submit()
    expect(luis.errors.words).toContain('This was withdrawn.')
    expect(luis.values.words?.words?.value).toBe('a few words')
    await there.deleteAll()
  })

  it('shows the newest first and goes back to what was written before', async () => {
    const id = await there.give('much was written')
    await there.shown(luis, id)
    for (let each = 0; each < 12; each += 1)
      await there.clientOf(luis).v1['given-concerns'][':id'].replies.$post({ param: { id }, json: { words: `letter ${each}.` } })
    const letters = (person: SlackPerson) => [...person.reads.matchAll(/letter (\d+)\./g)].map(([, each]) => Number(each))
    for (const [person, name] of [
      [noor, 'replies'],
      [luis, 'answers'],
    ] as const) {
      await there.shown(person, id)
      expect(letters(person)).toEqual([7, 8, 9, 10, 11])
      await there.turn(person, `older_${name}`)
      expect(letters(person)).toEqual([2, 3, 4, 5, 6])
      await there.turn(person, `older_${name}`)
      expect(letters(person)).toEqual([0, 1])
      await there.turn(person, `newer_${name}`)
      expect(letters(person)).toEqual([2, 3, 4, 5, 6])
    }
    await there.deleteAll()
  })

  it('shows no word of it while the circle keeps words out of Slack', async () => {
    const id = await there.give('elsewhere')
    await there.shown(luis, id)
    await there.clientOf(luis).v1['given-concerns'][':id'].replies.$post({ param: { id }, json: { words: 'read elsewhere' } })
    await setCircle(world, { words_never_through_slack: true })
    await there.list(noor)
    expect(noor.reads).toContain('Your circle keeps words out of Slack. Open Tend in your browser to read yours.')
    await there.turn(luis, 'write_to_raiser')
    await luis.sees('elsewhere')
    await setCircle(world, { words_never_through_slack: false })
    await there.deleteAll()
  })
})

describe('My concerns in Slack', () => {
  it('says when nobody has opened it in three days, with whom to reach outside, and how its steward stands by now', async () => {
    await there.give('waits')
    world.server.pass({ days: 3 })
    await there.list(noor)
    expect(noor.reads).toContain('Nobody has opened it yet.')
    expect(noor.reads).toContain('Somebody outside the group: The mediation house, 555 0100')
    expect(noor.reads.split('\n')).toContain('luis has not opened it yet')
    const away = (days: number) => there.clientOf(luis).v1.me.away.$put({ json: { away: days > 0 } })
    await away(1)
    await there.list(noor)
    expect(noor.reads).toContain('luis has not opened it yet; takes no new ones for now')
    await away(0)
    await there.deleteAll()
  })

  it('goes back through the earlier ones, and forth again', async () => {
    for (let each = 0; each < 6; each += 1) {
      await there.give(`concern ${each}`)
      world.server.pass({ days: 1 })
    }
    const days = () => [...noor.reads.matchAll(/Given\. Raised on (\d+)/g)].map(([, day]) => Number(day))
    await there.list(noor)
    const [newest] = days()
    expect(days()).toHaveLength(5)
    await there.turn(noor, 'older_concerns')
    expect(days()).toHaveLength(1)
    await there.turn(noor, 'newer_concerns')
    expect(days()[0]).toBe(newest)
    await there.deleteAll()
  })

  it('shows a steward what they have not opened first, the longest waiting of it on top, and all of it', async () => {
    const ids: string[] = []
    for (let each = 0; each < 12; each += 1) {
      ids.push(await there.give(`given ${each}`))
      world.server.pass({ days: 1 })
    }
    for (const id of ids.slice(0, 2)) await there.clientOf(luis).v1['given-concerns'][':id'].open.$post({ param: { id } })
    const offered = () =>
      luis.view.blocks
        .flatMap(({ elements }) => elements ?? [])
        .filter(({ action_id }) => action_id === 'open_given')
        .map(({ value }) => value)
    await there.list(luis)
    expect(offered()).toEqual(ids.slice(2))
    await there.turn(luis, 'older_given')
    expect(offered()).toEqual([ids[1], ids[0]])
    await there.turn(luis, 'newer_given')
    expect(offered()).toEqual(ids.slice(2))
    await there.deleteAll()
  })
})
