import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { type Stewards, slackStewards } from '../../tests/support/slack-stewards.ts'
import { type SlackWorld, setCircle } from '../../tests/support/slack-world.ts'

const title = 'How we give the floor'

let there: Stewards
let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
beforeAll(async () => {
  there = await slackStewards()
  ;({ world, noor, luis } = there)
})
afterAll(() => world.stop())

const offers = (person: SlackPerson, id: string) => JSON.stringify(person.view.blocks).includes(`"${id}"`)
const titles = async (of: 'backburner' | 'repairs') => {
  const answer = await there.clientOf(noor).v1.circles[':id'][of].$get({ param: { id: world.circleId } })
  return ((await answer.json()) as { items: { title: string }[] }).items.map((one) => one.title)
}

/** Luis opens a concern and begins to draft words for the circle. */
async function drafting(words: string): Promise<string> {
  const id = await there.give(words)
  await there.shown(luis, id)
  await there.turn(luis, 'draft_to_carry')
  return id
}

describe('words for the circle, drafted in Slack', () => {
  it('are read first by the person who raised it, and brought to the circle by the steward after a yes, once', async () => {
    const id = await drafting('for the circle')
    expect(luis.reads).toContain('nothing is brought to the circle without their yes')
    const before = world.slack.messages().length
    luis.fill('title', title)
    luis.fill('why', 'Some of us are not heard.')
    const sent = luis.submission()
    await luis.submit()
    await world.slack.post({ kind: 'interactive', body: sent })
    expect(luis.reads).toContain('The person reads these words when they next look.')
    expect(luis.reads).toContain('On the back burner · Waiting for the person')
    expect(offers(luis, 'carry_to_circle'), 'before a yes there is nothing to bring').toBe(false)

    await there.list(noor)
    expect(noor.reads).toContain('Somebody asks whether some words may be brought to the circle.')
    await there.turn(noor, 'show_concern', id)
    expect(noor.reads).toContain(`luis would bring exactly these words to the circle:\n${title}\nSome of us are not heard.`)
    await there.turn(noor, 'carry_yes')
    expect(noor.reads).toContain('You said yes')
    expect(await titles('backburner'), 'a yes alone brings nothing').not.toContain(title)

    await there.shown(luis, id)
    expect(luis.reads).toContain('The person said yes to these words')
    const { hash } = luis.view
    await Promise.all([luis.press('carry_to_circle'), luis.press('carry_to_circle')])
    await expect.poll(() => luis.view.hash !== hash && luis.reads).toContain('Your circle can see it now.')
    expect(offers(luis, 'carry_to_circle')).toBe(false)
    expect((await titles('backburner')).filter((one) => one === title)).toHaveLength(1)
    await there.shown(noor, id)
    expect(noor.reads).toContain('Brought to the circle')
    expect(world.slack.messages().length, 'nothing is sent').toBe(before)
    await there.deleteAll()
  })

  it('are not brought when the yes is taken back, nor after a no', async () => {
    const id = await drafting('taken back')
    await luis.choose('as', 'repair')
    luis.fill('title', 'How we end')
    await luis.submit()
    await there.shown(noor, id)
    await there.turn(noor, 'carry_yes')
    await there.shown(luis, id)
    expect(noor.reads).toContain('Take back my yes')
    await there.turn(noor, 'carry_no')
    expect(noor.reads).toContain('You said no')
    expect(offers(noor, 'carry_yes')).toBe(false)
    await there.turn(luis, 'carry_to_circle')
    expect(luis.reads, 'the page was from before').toContain('This cannot be done just now. Nothing is lost.')
    expect(await titles('repairs')).not.toContain('How we end')
    await there.deleteAll()
  })

  it('name nobody: the page stays, with all that is on it, and says beside which field', async () => {
    await drafting('naming nobody')
    luis.fill('title', 'What <@U123> did')
    await luis.submit()
    expect(luis.errors.title).toContain('name the thing, not a person')
    luis.fill('title', title)
    luis.fill('effect', 'Everybody waits for Mia')
    await luis.submit()
    expect(luis.errors.effect).toContain('leave out the name of anybody in it')
    expect(luis.values.effect?.effect?.value).toBe('Everybody waits for Mia')
    await there.deleteAll()
  })

  it('lose nothing unseen: a repair has a title alone, so what else stands there keeps the page open', async () => {
    await drafting('a title alone')
    await luis.choose('as', 'repair')
    luis.fill('title', title)
    luis.fill('why', 'Some of us are not heard.')
    await luis.submit()
    expect(luis.errors.why).toContain('A repair begins with its title alone.')
    luis.fill('why', '')
    await luis.submit()
    expect(luis.reads).toContain('As a repair · Waiting for the person')
    await there.deleteAll()
  })

  it('stay on their page when it was withdrawn meanwhile', async () => {
    const id = await drafting('withdrawn meanwhile')
    luis.fill('title', title)
    await there.clientOf(noor).v1.concerns[':id'].withdraw.$post({ param: { id } })
    await luis.submit()
    expect(luis.errors.title).toContain('This was withdrawn.')
    expect(luis.values.title?.title?.value).toBe(title)
    await there.deleteAll()
  })

  it('are not asked for where the circle keeps words out of Slack', async () => {
    const id = await there.give('elsewhere')
    await there.shown(luis, id)
    await setCircle(world, { words_never_through_slack: true })
    await there.turn(luis, 'draft_to_carry')
    await luis.sees('elsewhere')
    await setCircle(world, { words_never_through_slack: false })
    await there.deleteAll()
  })
})
