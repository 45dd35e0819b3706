import { tick } from '@tend/server/jobs/tick'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../tests/support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
let ana: SlackPerson
beforeAll(async () => {
  world = await slackWorld({
    people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }, { name: 'gus', guest: true }],
    publicUrl: 'https://tend.riverside.test',
  })
  await readyCircleInSlack(world, ['luis', 'ana'], 'ana')
  noor = world.person('noor')
  luis = world.person('luis')
  ana = world.person('ana')
})
afterAll(() => world.stop())

async function menu(person: SlackPerson, id: string, page: string): Promise<void> {
  while (person.stack.length > 0) await person.dismiss()
  await person.command()
  await person.sees('menu')
  await person.press(id)
  await person.sees(page)
}

const clientOf = (person: SlackPerson) =>
  world.core.clientFor({ team: 'T000000001', user: person.id, name: person.seed.name, guest: false, admin: false })
const items = async () =>
  (await (await clientOf(noor).v1.circles[':id'].backburner.$get({ param: { id: world.circleId } })).json()) as {
    items: { title: string; state: string }[]
  }
const repairs = async (person: SlackPerson) =>
  (
    (await (await clientOf(person).v1.circles[':id'].repairs.$get({ param: { id: world.circleId } })).json()) as {
      items: { acknowledgements: { words: string; state: string; by: string }[] }[]
    }
  ).items

async function park(person: SlackPerson, title: string): Promise<void> {
  await menu(person, 'show_backburner', 'backburner')
  await person.press('park_here')
  await person.sees('park_item')
  person.fill('title', title)
}

const button = (id: string, value: string) => [
  { type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: id, value, text: { text: id } }] },
]

describe('/tend', () => {
  it('takes nothing that follows it for words, and shows everybody the same but for facilitators', async () => {
    await noor.command('he shouted at me, raise this MARKTYPED')
    await noor.sees('menu')
    expect(JSON.stringify(world.slack.calls)).not.toContain('MARKTYPED')
    expect(noor.reads.split('\n')[1]).toContain('The night line')
    const forMembers = noor.reads
    await noor.dismiss()
    await ana.command()
    await ana.sees('menu')
    expect(ana.reads).toBe(forMembers.replace('Connect your browser', 'Connect your browser\nChoose the channel of the weekly digest'))
    await ana.dismiss()
  })

  it('connects a browser with a code that stands in the modal alone and works once', async () => {
    const from = world.slack.calls.length
    await noor.command('connect')
    await noor.sees('connect')
    expect(noor.reads, 'a browser on another machine asks for it').toContain('The address it asks for: https://tend.riverside.test\n')
    const code = /Your code: (\S+)/.exec(noor.reads)?.[1] ?? ''
    const json = { code }
    const paired = await world.server.asStranger().v1.devices.$post({ json })
    expect(paired.status).toBe(201)
    expect((await paired.json()) as object).toMatchObject({ memberId: await world.memberId('noor') })
    expect((await world.server.asStranger().v1.devices.$post({ json })).status).not.toBe(201)
    const where = world.slack.calls.slice(from).filter(({ args }) => JSON.stringify(args).includes(code))
    expect(where.map(({ method, viewer }) => [method, viewer])).toEqual([['views.update', noor.id]])
    await noor.dismiss()
  })

  it('lets only facilitators choose the channel', async () => {
    await noor.press('choose_channel', { blocks: button('choose_channel', 'x') })
    await noor.sees('sentence')
    await noor.dismiss()
    await menu(ana, 'choose_channel', 'choose_channel')
    ana.fill('channel', world.slack.channel('circle'))
    await ana.submit()
    expect(ana.reads).toContain('The digest goes to the channel you chose.')
    await ana.dismiss()
  })
})

describe('the back burner in Slack', () => {
  it('parks once, however often the form arrives', async () => {
    await park(noor, 'Who books the room')
    const sent = noor.submission()
    await Promise.all([1, 2, 3].map(() => world.slack.post({ kind: 'interactive', body: sent })))
    expect((await items()).items.filter(({ title }) => title === 'Who books the room')).toHaveLength(1)
  })

  it('keeps the page when a day is in the past', async () => {
    await park(noor, 'Something for last year')
    noor.fill('revisitOn', '2020-01-01')
    await noor.submit()
    expect(noor.errors.revisitOn).toBe('Something here needs another look.')
    expect(noor.values.title?.title?.value).toBe('Something for last year')
  })

  it('is postponed, set down with a reason, taken up again and hidden at once; a steward who did neither brings it back', async () => {
    await menu(noor, 'show_backburner', 'backburner')
    expect(noor.reads, 'hiding is one press away, all else one page').not.toContain('Come back in 1 week')
    await noor.press('show_item')
    await noor.sees('item')
    await noor.press('postpone_one')
    await until('it is postponed', () => noor.reads.includes('It comes back on 30 November.'))
    await noor.press('show_item')
    await noor.sees('item')
    await noor.press('set_down_item')
    await noor.sees('set_down')
    noor.fill('reason', 'not ours to carry')
    await noor.submit()
    expect(noor.reads).toContain('Set down. It can be taken up again at any time.')
    await noor.press('tend_item')
    await until('it simmers', () => noor.reads.includes('It simmers on.'))
    await noor.press('hide_item')
    await until('it is hidden', () => noor.reads.includes('It is out of sight.'))
    expect(noor.reads).not.toContain('Who books the room')
    await menu(luis, 'show_backburner', 'backburner')
    await luis.press('restore_item')
    await until('it is back', () => luis.reads.includes('It is back in sight.'))
    expect(luis.reads).toContain('Who books the room')
    await luis.dismiss()
  })
})

describe('acknowledging in Slack', () => {
  it('says so where there is nothing to acknowledge', async () => {
    await menu(noor, 'acknowledge_here', 'sentence')
    expect(noor.reads).toContain('there is nothing to acknowledge here')
  })

  it('keeps a draft for its writer alone, and shares it when they say so', async () => {
    await menu(noor, 'show_backburner', 'backburner')
    await noor.press('show_item')
    await noor.sees('item')
    await noor.press('open_repair')
    await noor.sees('open_repair')
    await noor.submit()
    await menu(noor, 'acknowledge_here', 'acknowledge')
    expect(noor.reads).toContain('What did it do to people, and to our work')
    await noor.choose('by', 'me')
    noor.fill('words', 'I booked over others and did not ask')
    const sent = noor.submission()
    await Promise.all([1, 2].map(() => world.slack.post({ kind: 'interactive', body: sent })))
    expect((await repairs(noor))[0]?.acknowledgements).toMatchObject([{ state: 'drafted', by: 'member' }])
    expect((await repairs(luis))[0]?.acknowledgements).toEqual([])
    await menu(noor, 'show_backburner', 'backburner')
    await noor.press('show_repairs')
    await noor.sees('repairs')
    await noor.press('share_acknowledgement')
    await until('it is shared', () => noor.reads.includes('Your circle can read it now.'))
    expect((await repairs(luis))[0]?.acknowledgements).toMatchObject([{ words: 'I booked over others and did not ask' }])
  })

  it('lets others stand behind what the circle says', async () => {
    await menu(noor, 'acknowledge_here', 'acknowledge')
    noor.fill('words', 'We all booked over each other')
    await noor.choose('share', 'share')
    await noor.submit()
    await menu(luis, 'acknowledge_here', 'acknowledge')
    expect(luis.reads).toContain('We all booked over each other')
    await luis.press('join_acknowledgement')
    await until('luis stands behind it', () => luis.reads.includes('You stand behind this too'))
    await luis.dismiss()
  })

  it('keeps the page without words', async () => {
    await menu(noor, 'acknowledge_here', 'acknowledge')
    noor.fill('words', '   ')
    await noor.submit()
    expect(noor.errors.words).toBe('Write a few words first.')
  })
})

describe('the digest’s buttons and the Home', () => {
  it('offers facilitators alone to post a digest again whose outcome nobody knows', async () => {
    const channel = world.slack.channel('circle')
    world.slack.fault('chat.postMessage', { status: 500 })
    for (let day = 0; day < 8 && !world.server.lines.some((line) => line.includes('"tick.digests"')); day += 1) {
      world.server.pass({ days: 1 })
      await tick(world.server.kernel, true)
    }
    await until('ana is told', async () => (await ana.homeReads()).includes('Slack did not say whether it was posted.'), 8000)
    expect(await noor.homeReads()).not.toContain('Slack did not say')
    expect(world.slack.messages(channel)).toHaveLength(0)
    await ana.press('post_again', { home: true })
    await ana.sees('sentence')
    expect(ana.reads).toContain('It is on its way.')
    await until('it is posted', () => world.slack.messages(channel).length === 1)
    await ana.dismiss()
  })

  it('lets only a facilitator pause the digests', async () => {
    const digest = world.slack.messages(world.slack.channel('circle'))[0]?.blocks ?? []
    while (noor.stack.length > 0) await noor.dismiss()
    await noor.press('pause_digest', { blocks: digest, channel: world.slack.channel('circle') })
    await noor.sees('sentence')
    expect(noor.reads).toContain('Only a facilitator of this circle can pause its digests.')
    await noor.dismiss()
    await ana.press('pause_digest', { blocks: digest, channel: world.slack.channel('circle') })
    await ana.sees('sentence')
    expect(ana.reads).toContain('The digests are paused.')
  })

  it('opens the acknowledgement for the item it stands beside', async () => {
    const digest = world.slack.messages(world.slack.channel('circle'))[0]?.blocks ?? []
    while (luis.stack.length > 0) await luis.dismiss()
    await luis.press('acknowledge', { blocks: digest, channel: world.slack.channel('circle') })
    await luis.sees('acknowledge')
    expect(luis.values.repair?.repair?.selected_option?.text.text).toBe('Who books the room')
    await luis.dismiss()
  })

  it('shows everybody the same buttons on the Home', async () => {
    const buttonsOf = (person: SlackPerson) =>
      person.home.blocks
        .filter(({ type }) => type === 'actions')
        .flatMap(({ elements }) => elements ?? [])
        .map(({ action_id }) => action_id)
    await luis.homeReads()
    await noor.homeReads()
    expect(buttonsOf(luis)).toEqual(buttonsOf(noor))
    expect(buttonsOf(luis)).toEqual(['raise_home', 'mine_home', 'backburner_home', 'acknowledge', 'connect_home'])
  })
})
