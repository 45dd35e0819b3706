import { tick } from '@tend/server/jobs/tick'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Action, Listener } from '../../slack-app/src/action.ts'
import { actions } from '../../slack-app/src/actions/registry.ts'
import { type Call, TEAM } from '../support/slack-payloads.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, setCircle, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

/** One mark for each text or link of a person's own. */
const marks = {
  words: 'MARKWORDS',
  draft: 'MARKDRAFT',
  link: 'MARKLINK',
  acknowledgement: 'MARKACKNOWLEDGEMENT',
  reason: 'MARKREASON',
  message: 'MARKMESSAGE',
  typedCommand: 'MARKCOMMAND',
  reply: 'MARKREPLY',
  answer: 'MARKANSWER',
  carrying: 'MARKCARRYING',
  support: 'MARKSUPPORT',
  helps: 'MARKHELPS',
  part: 'MARKPART',
  need: 'MARKNEED',
}
type Mark = keyof typeof marks

/** The people who may read each, and on a modal only. */
const entitled: Record<Mark, string[]> = {
  words: ['noor', 'luis', 'ana'],
  draft: ['noor'],
  link: ['noor'],
  acknowledgement: ['noor'],
  reason: [],
  message: [],
  typedCommand: [],
  reply: ['noor', 'luis'],
  answer: ['noor', 'luis'],
  carrying: ['noor', 'luis'],
  support: ['noor', 'luis'],
  helps: ['ana', 'luis'],
  part: [],
  need: [],
}

/** These are written elsewhere than in Slack: the server is told, as the extension tells it. */
const writtenElsewhere: Mark[] = ['support', 'helps', 'part', 'need']

let world: SlackWorld
let noor: SlackPerson
let luis: SlackPerson
let ana: SlackPerson
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }, { name: 'mia' }] })
  await readyCircleInSlack(world, ['luis', 'ana'], 'ana')
  noor = world.person('noor')
  luis = world.person('luis')
  ana = world.person('ana')
})
afterAll(() => world.stop())

const calls = (mark: Mark, from = 0): Call[] =>
  world.slack.calls.slice(from).filter(({ args }) => JSON.stringify(args).includes(marks[mark]))
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Waits until a press has turned the page. A press that turns nothing is given a moment. */
async function pressAndTurn(person: SlackPerson, id: string, value?: string): Promise<void> {
  const { hash } = person.view
  await person.press(id, value === undefined ? {} : { value })
  for (let waited = 0; waited < 400 && person.stack.at(-1)?.hash === hash; waited += 10) await pause(10)
}

async function fresh(person: SlackPerson, open: () => Promise<unknown>): Promise<void> {
  while (person.stack.length > 0) await person.dismiss()
  await open()
  await person.opened(0)
}

/** Presses where the page offers the button. A page without it is not the page to press it on. */
async function pressIfThere(person: SlackPerson, id: string, value?: string): Promise<void> {
  const there = JSON.stringify(person.view.blocks).includes(`"${id}"`)
  if (!there) return
  await pressAndTurn(person, id, value)
}

async function menu(person: SlackPerson, id: string): Promise<void> {
  await fresh(person, () => person.command(marks.typedCommand))
  await pressAndTurn(person, id)
}

async function raiseAll(): Promise<void> {
  await fresh(noor, () => noor.shortcut('raise_concern'))
  if (noor.view.callback_id === 'elsewhere') return
  await noor.submit()
  noor.fill('words', marks.draft)
  await noor.submit()
  await noor.press('raise_back')
  await noor.sees('raise_words')
  await fresh(noor, () => noor.shortcut('raise_concern'))
  await pressAndTurn(noor, 'raise_go_on')
  await fresh(noor, () =>
    noor.messageShortcut('landed_hard', { channel: 'C0', ts: '1.2', text: marks.message, permalink: `https://x.slack.com/${marks.link}` }),
  )
  await noor.press('raise_let_go')
  await noor.sees('raise_help')
  await noor.submit()
  noor.fill('words', marks.words)
  await noor.submit()
  await noor.choose('tier', 'stewards')
  await noor.submit()
  await noor.search('recipients', '')
  await noor.search('leftOut', marks.typedCommand)
  await noor.choose('recipients', await world.memberId('luis'))
  await noor.submit()
  await noor.choose('nameGiven', 'no')
  await noor.choose('notify', 'now')
  await noor.submit()
  await noor.submit()
  await noor.sees('raise_done')
  await menu(noor, 'raise_here')
  for (const _ of ['help', 'words', 'who', 'name']) {
    if (noor.view.callback_id === 'raise_words') noor.fill('words', marks.draft)
    if (noor.view.callback_id === 'raise_who') await noor.choose('tier', 'care_team')
    if (noor.view.callback_id === 'raise_name') break
    await noor.submit()
  }
  await noor.choose('nameGiven', 'no')
  await noor.submit()
  await noor.press('raise_keep')
  await noor.sees('raise_done')
}

/** Presses every button of My concerns, for the raiser and the recipient. */
async function readAll(blocks: Parameters<SlackPerson['press']>[1]): Promise<void> {
  for (const name of ['luis', 'ana', 'noor', 'mia']) {
    const person = world.person(name)
    await fresh(person, () => person.press('open_concern', blocks))
    if (name === 'luis') await pressIfThere(person, 'hear_concern')
  }
  await menu(luis, 'show_mine')
  await pressIfThere(luis, 'open_given')
  for (const id of ['show_concern', 'show_mine', 'older_concerns', 'send_notice_again']) {
    if (noor.stack.at(-1)?.callback_id !== 'my_concern') await menu(noor, 'show_mine')
    await pressIfThere(noor, id)
  }
}

const clientOf = ({ id, seed }: SlackPerson) =>
  world.core.clientFor({ team: 'T000000001', user: id, name: seed.name, guest: false, admin: false })

/** Gives the id of what was made, where making it was allowed. */
async function madeBy(call: Promise<{ json(): Promise<unknown> }>): Promise<string> {
  return String(((await (await call).json()) as { id?: string }).id ?? crypto.randomUUID())
}

/** Both write back, and words are asked for the circle. */
async function writeAll(): Promise<void> {
  await menu(luis, 'show_mine')
  await pressIfThere(luis, 'open_given')
  const id = /"write_to_raiser"[^}]*\}[^}]*"value":"([^"]+)"/.exec(JSON.stringify(luis.view.blocks))?.[1]
  await pressIfThere(luis, 'write_to_raiser')
  if (luis.view.callback_id.startsWith('reply_to_raiser')) {
    luis.fill('words', marks.reply)
    await luis.submit()
  }
  await pressIfThere(luis, 'draft_to_carry')
  if (luis.view.callback_id.startsWith('ask_to_carry')) {
    luis.fill('title', marks.carrying)
    await luis.submit()
  }
  await menu(noor, 'show_mine')
  await pressIfThere(noor, 'show_concern', id)
  await pressIfThere(noor, 'write_to_stewards')
  if (noor.view.callback_id.startsWith('reply_to_stewards')) {
    noor.fill('words', marks.answer)
    await noor.submit()
  }
  await pressIfThere(noor, 'carry_yes')
  await pressIfThere(noor, 'carry_no')
  await menu(luis, 'show_mine')
  await pressIfThere(luis, 'open_given')
}

/** What was given to Luis is given to Ana too. She reads it, and nothing that was written back before. */
async function widenAll(): Promise<void> {
  await menu(noor, 'show_mine')
  await pressIfThere(noor, 'widen_concern')
  if (!noor.view.callback_id.startsWith('widen_concern')) return
  await noor.search('alsoTo', '')
  await noor.choose('alsoTo', await world.memberId('ana'))
  await noor.submit()
  await pressIfThere(noor, 'widen_concern')
  await noor.submit()
  await noor.submit()
  await noor.sees('my_concerns')
  await menu(ana, 'show_mine')
  await pressIfThere(ana, 'open_given')
}

const button = (id: string, value: string) => [
  { type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: id, value, text: { text: id } }] },
]

/** Support and a rest, opened by the people who were told, by those they are of, and by others. */
async function careAll(): Promise<void> {
  const param = { id: world.circleId }
  const told = await world.memberId('luis')
  const ask = { kind: 'company' as const, words: marks.support, told: { who: 'people' as const, people: [told] }, repairId: null }
  const rest = { until: '2026-12-20', helps: marks.helps, told: [told], shared: false }
  const ids = [
    await madeBy(clientOf(noor).v1.circles[':id'].supports.ask.$post({ param, json: ask })),
    await madeBy(clientOf(ana).v1.circles[':id'].rests.$post({ param, json: rest })),
  ]
  for (const id of ids)
    for (const name of ['noor', 'luis', 'ana', 'mia']) {
      const person = world.person(name)
      await fresh(person, () => person.press('open_concern', { blocks: button('open_concern', id) }))
    }
}

/** A part in a repair, with a need that is not cleared for the circle. */
async function partAll(): Promise<void> {
  const repairs = await clientOf(noor).v1.circles[':id'].repairs.$get({ param: { id: world.circleId } })
  const id = ((await repairs.json()) as { items: { id: string }[] }).items[0]?.id ?? ''
  await clientOf(noor).v1.repairs[':id']['my-part'].$post({ param: { id }, json: { name: marks.part } })
  await clientOf(noor).v1.repairs[':id'].needs.$post({ param: { id }, json: { of: 'me', kind: 'space', words: marks.need } })
  await menu(noor, 'show_backburner')
  await pressIfThere(noor, 'show_repairs')
}

async function workAll(): Promise<void> {
  const message = {
    channel: world.slack.channel('circle'),
    ts: '1700000000.1',
    text: marks.message,
    permalink: `https://x.slack.com/${marks.link}`,
  }
  await fresh(noor, () => noor.messageShortcut('park_item', message))
  noor.fill('title', 'Who carries the nights')
  await noor.submit()
  await fresh(noor, () => noor.messageShortcut('park_item', message))
  noor.fill('title', 'How we end meetings')
  await noor.submit()
  for (const person of [noor, luis])
    for (const id of ['echo_item', 'postpone_one', 'postpone_four', 'tend_item', 'pick_up_item', 'more_items']) {
      await menu(person, 'show_backburner')
      if (!['tend_item', 'more_items'].includes(id)) await pressIfThere(person, 'show_item')
      await pressIfThere(person, id)
    }
  await menu(noor, 'show_backburner')
  await pressAndTurn(noor, 'show_item')
  await noor.press('open_repair')
  await noor.sees('open_repair')
  await noor.submit()
  await menu(noor, 'acknowledge_here')
  if (noor.view.callback_id === 'acknowledge') {
    noor.fill('words', marks.acknowledgement)
    await noor.submit()
  }
  await menu(noor, 'show_backburner')
  await pressIfThere(noor, 'show_repairs')
  await partAll()
  await menu(noor, 'show_backburner')
  await pressIfThere(noor, 'park_here')
  for (const person of [noor, luis, ana]) {
    await person.openHome()
    await until('the Home is there', () => world.slack.homes.has(person.id))
    await fresh(person, () => person.press('acknowledge', { home: true }))
    for (const id of ['raise_home', 'mine_home', 'backburner_home', 'connect_home'])
      await fresh(person, () => person.press(id, { home: true }))
  }
  await menu(noor, 'show_backburner')
  await pressIfThere(noor, 'show_item')
  await pressAndTurn(noor, 'set_down_item')
  noor.fill('reason', marks.reason)
  await noor.submit()
  await menu(noor, 'show_backburner')
  await pressAndTurn(noor, 'hide_item')
  await menu(luis, 'show_backburner')
  await pressIfThere(luis, 'restore_item')
  await menu(ana, 'choose_channel')
  ana.fill('channel', world.slack.channel('circle'))
  await ana.submit()
  await menu(noor, 'connect_device')
  await fresh(noor, () => noor.command('connect'))
}

/** Buttons that need a state of their own, pressed by hand with ids that lead nowhere. */
async function pressByHand(): Promise<void> {
  const nowhere = crypto.randomUUID()
  const profile = { display_name: 'mia', status_text: marks.message }
  await noor.event({ type: 'user_change', user: { id: world.person('mia').id, team_id: TEAM, name: 'mia', profile } })
  await noor.event({ type: 'tokens_revoked', tokens: { oauth: [noor.id], bot: [] } })
  for (const id of [
    'post_again',
    'raise_leave_namesakes_out',
    'pause_digest',
    'older_concerns',
    'older_given',
    'older_replies',
    'older_answers',
    'write_to_raiser',
    'write_to_stewards',
    'carry_yes',
    'carry_no',
    'carry_to_circle',
    'draft_to_carry',
    'send_notice_again',
    'step_back',
    'join_acknowledgement',
    'share_acknowledgement',
    'show_menu',
    'more_repairs',
    'more_items',
  ])
    await fresh(luis, () => luis.press(id, { blocks: button(id, id.includes('acknowledgement') ? `${nowhere}/${nowhere}` : nowhere) }))
}

/** The actions that are walked through above, page by page. */
const walked = [
  'raise-concern landed-hard open-concern hear-concern step-back show-concerns widen-concern write-back carry-words park-item tend-item',
  'open-repair acknowledge-repair connect-device note-account choose-channel pause-digest post-again open-home tend leave-slack',
].flatMap((line) => line.split(' '))

type Answered = { by: 'opens' | 'turns' | 'submits' | 'offers' | 'home' | 'event'; id: unknown }

/** What an action answers to, as it says itself. */
function answeredBy(action: Action): Answered[] {
  const found: Answered[] = []
  const note = (by: Answered['by']) => (id: unknown) => found.push({ by, id: by === 'home' ? 'app_home_opened' : id })
  const listener = {
    opens: note('opens'),
    turns: note('turns'),
    submits: note('submits'),
    offers: note('offers'),
    home: note('home'),
    event: note('event'),
  }
  action.listen(listener as unknown as Listener)
  return found
}

/**
 * Runs all that any other action answers to, with marks in what Slack sends along. A form of its own has to be walked through above, with
 * marks in its fields.
 */
async function runTheOthers(): Promise<void> {
  const message = { channel: 'C0', ts: '1.2', text: marks.message, permalink: `https://x.slack.com/${marks.link}` }
  for (const action of actions.filter(({ name }) => !walked.includes(name)))
    for (const { by, id } of answeredBy(action)) {
      const { shortcut, command, button: pressed } = (by === 'opens' ? id : {}) as Record<string, string>
      const isGlobal = action.shortcuts?.some((one) => one.id === shortcut && one.type === 'global')
      if (shortcut) await fresh(noor, () => (isGlobal ? noor.shortcut(shortcut) : noor.messageShortcut(shortcut, message)))
      if (command) await fresh(noor, () => noor.command(marks.typedCommand, undefined, command))
      if (pressed) await fresh(noor, () => noor.press(pressed, { blocks: button(pressed, crypto.randomUUID()) }))
      if (by === 'event') await noor.event({ type: id, text: marks.message })
      if (by !== 'turns' || typeof id !== 'string') continue
      await fresh(noor, () => noor.command())
      noor.view.blocks.push(...button(id, crypto.randomUUID()))
      await pressAndTurn(noor, id)
    }
}

/** A week of days. Each digest that falls due is waited for, so that no day passes over it. */
async function week(): Promise<void> {
  const digests = () => world.slack.messages(world.slack.channel('circle')).length
  const planned = () => world.server.lines.filter((line) => line.includes('"tick.digests"')).length
  for (let day = 0; day < 8; day += 1) {
    const before = { planned: planned(), digests: digests() }
    world.server.pass({ days: 1 })
    await tick(world.server.kernel, true)
    if (planned() > before.planned) await until('the digest is posted', () => digests() > before.digests, 8000)
  }
  await pause(200)
}

describe('a person’s own words and Slack', () => {
  it('stand in no outgoing call but a modal of somebody entitled, whatever is pressed', async () => {
    await raiseAll()
    await until('the notice is there', () => world.slack.directMessages('luis').length > 0)
    const blocks = world.slack.directMessages('luis')[0]?.blocks ?? []
    await readAll({ blocks })
    await writeAll()
    await widenAll()
    await careAll()
    await workAll()
    await pressByHand()
    await runTheOthers()
    await week()
    for (const mark of Object.keys(marks) as Mark[])
      for (const call of calls(mark)) {
        expect(['views.open', 'views.update', 'response_action.update'], `${mark} in ${call.method}`).toContain(call.method)
        const names = entitled[mark].map((name) => world.person(name).id)
        expect(names, `${mark} on a screen it is not for`).toContain(call.viewer)
      }
  })

  it('were really typed, and read by each of those they are for', async () => {
    const typed = JSON.stringify(world.slack.posted)
    for (const mark of Object.keys(marks) as Mark[]) {
      if (!writtenElsewhere.includes(mark)) expect(typed, `${mark} was typed`).toContain(marks[mark])
      const readers = entitled[mark].map((name) => world.person(name).id)
      expect(new Set(calls(mark).map(({ viewer }) => viewer)), `${mark} was read`).toEqual(new Set(readers))
    }
    const own = await (await clientOf(noor).v1.circles[':id'].repairs.$get({ param: { id: world.circleId } })).text()
    for (const mark of ['part', 'need'] as const) expect(own, `${mark} is there, and is for no page of Slack`).toContain(marks[mark])
  })

  it('reached a digest and the Homes while they were not in them', () => {
    expect(world.slack.messages(world.slack.channel('circle')).length).toBeGreaterThan(0)
    expect(world.slack.called('views.publish').length).toBeGreaterThan(2)
  })

  it('ran every handler there is', () => {
    const wanted = actions
      .flatMap(answeredBy)
      .map(({ id }) => (typeof id === 'string' || id instanceof RegExp ? id : (Object.values(id as object)[0] as string)))
    const run = world.slack.posted.flatMap(({ body }) => {
      const { callback_id, command, actions: pressed, action_id, event, view } = body as Record<string, never>
      return [
        callback_id,
        command,
        action_id,
        (event as { type?: string } | undefined)?.type,
        (pressed as { action_id: string }[] | undefined)?.[0]?.action_id,
        (view as { callback_id?: string } | undefined)?.callback_id,
      ]
    })
    const missed = wanted.filter((id) => !run.some((one) => one !== undefined && (typeof id === 'string' ? id === one : id.test(one))))
    const leftForLater = ['withdraw_concern', 'delete_concern', 'app_uninstalled']
    expect(missed.filter((id) => !leftForLater.includes(String(id)))).toEqual([])
  })

  it('are in no metadata, value, block id or callback id: those hold random ids and names from the code', () => {
    const odd: string[] = []
    const visit = (value: unknown, key: string): void => {
      if (Array.isArray(value)) for (const item of value) visit(item, key)
      else if (value && typeof value === 'object') for (const [inner, child] of Object.entries(value)) visit(child, inner)
      else if (['private_metadata', 'value', 'block_id', 'action_id', 'callback_id', 'external_id'].includes(key) && !isOurs(String(value)))
        odd.push(`${key}: ${value}`)
    }
    for (const { method, args } of world.slack.calls) if (/^(views|chat|response_action)/.test(method)) visit(args, '')
    expect(odd).toEqual([])
  })

  it('do not travel by notice: every notice is the same, byte for byte, but for its id', () => {
    const all = [...world.slack.people.keys()].flatMap((name) => world.slack.directMessages(name))
    const bare = new Set(
      all.map((one) =>
        JSON.stringify(one)
          .replace(/"channel":"[^"]+"/, '')
          .replaceAll(/[0-9a-f-]{36}/g, 'id'),
      ),
    )
    expect(all.length).toBeGreaterThan(0)
    expect(bare.size).toBe(1)
  })

  it('bring the person who raised them no message, an hour or a week after a steward’s click', () => {
    expect(world.slack.directMessages('noor')).toEqual([])
  })

  it('are in no log', () => {
    const logged = [...world.lines, ...world.server.lines].join('\n')
    for (const mark of Object.values(marks)) expect(logged).not.toContain(mark)
  })

  it('pass through Slack not at all once the circle says so', async () => {
    const blocks = world.slack.directMessages('luis')[0]?.blocks ?? []
    await fresh(noor, () => noor.shortcut('raise_concern'))
    await pressIfThere(noor, 'raise_let_go')
    await noor.sees('raise_help')
    await noor.submit()
    noor.fill('words', marks.draft)
    await setCircle(world, { words_never_through_slack: true })
    const from = world.slack.calls.length
    await noor.submit()
    expect(noor.errors?.words, 'a form that was open says why it cannot go on').toBe(concernsCopy.en.who.throughExtension)
    expect(noor.values.words?.words?.value, 'and leaves what was written where its person can take it').toBe(marks.draft)
    await noor.dismiss()
    await raiseAll()
    await readAll({ blocks })
    await writeAll()
    await widenAll()
    await careAll()
    await workAll()
    await pressByHand()
    await runTheOthers()
    await week()
    const leaked = (Object.keys(marks) as Mark[]).flatMap((mark) => calls(mark, from).map(({ method }) => `${mark} in ${method}`))
    expect(leaked).toEqual([])
    await setCircle(world, { words_never_through_slack: false })
  })

  it('go when they are withdrawn and deleted', async () => {
    await menu(noor, 'show_mine')
    await pressIfThere(noor, 'withdraw_concern')
    const from = world.slack.calls.length
    const blocks = world.slack.directMessages('luis')[0]?.blocks ?? []
    await fresh(luis, () => luis.press('open_concern', { blocks }))
    expect(calls('words', from)).toEqual([])
    await menu(noor, 'show_mine')
    while (JSON.stringify(noor.view.blocks).includes('delete_concern')) await pressIfThere(noor, 'delete_concern')
    expect(noor.reads).toContain('What you raise is here, for you alone.')
    const after = world.slack.calls.length
    world.slack.fault('auth.test', { error: 'account_inactive' })
    await noor.event({ type: 'app_uninstalled' })
    await until('it is told', () => world.told.includes('removed'))
    expect(world.slack.calls.slice(after).map(({ method }) => method)).toEqual(['auth.test'])
  })
})

/**
 * Whether a value is a random id, several of them, one with a place in a list, a number, a name written in the code (maybe with an id after
 * it), or a channel's id.
 */
function isOurs(value: string): boolean {
  const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
  return new RegExp(`^(|\\d{1,4}|[a-z][a-zA-Z_]{1,39}(:${id})?|${id}((/${id})*|/\\d{1,2})|[CG][A-Z0-9]{6,20}|made-\\d+)$`).test(value)
}
