import { concernsCopy } from '@tend/shared/copy/concerns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Block } from '../support/slack-payloads.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readable } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, setCircle, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const night = 'The night line, 555 0199'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'vera' }, { name: 'ana' }, { name: 'luis' }] })
})
afterAll(() => world.stop())

/** The first thing that blocks say. */
const first = (blocks: readonly Block[]): string => readable(blocks.slice(0, 1))

/** Every page that a person comes by, with what stands first on it. */
class Walk {
  readonly firsts: Record<string, string> = {}
  readonly person: SlackPerson
  constructor(name: string) {
    this.person = world.person(name)
  }

  async open(how: () => Promise<unknown>): Promise<void> {
    while (this.person.stack.length > 0) await this.person.dismiss()
    await how()
    await this.person.opened(0)
    this.note()
  }

  note(): void {
    const { callback_id, blocks } = this.person.view
    this.firsts[callback_id.replace(/:.*/, '')] = first(blocks)
  }

  async press(id: string, turnsTo: string): Promise<void> {
    await this.person.press(id)
    await this.person.sees(turnsTo)
    this.note()
  }

  async submit(): Promise<void> {
    await this.person.submit()
    this.note()
  }
}

async function speaks(name: string, language: 'en' | 'es'): Promise<void> {
  const id = await world.memberId(name)
  await world.server.work(async ({ trx }) => void (await trx.updateTable('member').set({ language }).where('id', '=', id).execute()))
}

const landedHard = ({ person }: Walk) => person.messageShortcut('landed_hard', { channel: 'C0', ts: '1.2', text: 'not read' })

/** Every way to raise a concern in Slack, each to its end, and the pages where people write on. */
async function raising(name: string): Promise<Record<string, string>> {
  const walk = new Walk(name)
  const { person } = walk
  await walk.open(() => person.command())
  await walk.press('raise_here', 'raise_help')
  await walk.open(() => person.shortcut('raise_concern'))
  await walk.submit()
  person.fill('words', 'Something happened.')
  await walk.submit()
  await walk.open(() => landedHard(walk))
  await walk.press('raise_go_on', 'raise_who')
  await person.choose('tier', 'stewards')
  await walk.submit()
  await person.choose('recipients', await world.memberId('luis'))
  await walk.submit()
  await person.choose('nameGiven', 'yes')
  await walk.submit()
  await walk.submit()
  await walk.open(() => person.command())
  await walk.press('show_mine', 'my_concerns')
  await walk.press('show_concern', 'my_concern')
  await walk.press('write_to_stewards', 'reply_to_stewards')
  await walk.open(() => person.command())
  await walk.press('show_mine', 'my_concerns')
  await walk.press('widen_concern', 'widen_concern')
  await person.choose('alsoTo', await world.memberId('ana'))
  await walk.submit()
  await person.homeReads()
  return { ...walk.firsts, home: first(person.home.blocks) }
}

const raisingPages = ['menu', 'home', 'raise_help', 'raise_words', 'raise_who', 'raise_whom', 'raise_name', 'raise_review', 'raise_done']
const laterPages = ['raise_draft', 'my_concerns', 'my_concern', 'reply_to_stewards', 'widen_concern', 'widen_review']

describe('whom to call in danger', () => {
  it('is said in general, first of all, where the circle has named nobody yet', async () => {
    const walk = new Walk('noor')
    await walk.open(() => landedHard(walk))
    expect(walk.firsts).toEqual({ raise_help: concernsCopy.en.emergency(null) })
    expect(walk.firsts.raise_help).toMatch(/your local emergency number.*Nobody is watching this around the clock\.$/)
    await walk.person.dismiss()
    await readyCircleInSlack(world, ['ana', 'luis'])
  })

  it.each([
    ['noor', 'en', 'Nobody is watching this around the clock.'],
    ['vera', 'es', 'Nadie vigila esto a todas horas.'],
  ] as const)(
    'stands first on every page of Slack where something is raised or written on, to %s in %s',
    async (name, language, nobody) => {
      const said = concernsCopy[language].emergency(night)
      expect(said).toContain(night)
      expect(said).toContain(nobody)
      await speaks(name, language)
      const firsts = await raising(name)
      expect(firsts).toEqual(Object.fromEntries([...raisingPages, ...laterPages].map((page) => [page, said])))
    },
  )

  it('stays first when a page has something to say: what did not work stands below it', async () => {
    const walk = new Walk('noor')
    const { person } = walk
    await walk.open(() => person.shortcut('raise_concern'))
    for (const _ of ['help', 'words', 'who']) await walk.submit()
    await walk.submit()
    expect(person.view.callback_id).toBe('raise_review')
    await world.server.work(async ({ trx }) => void (await trx.deleteFrom('concern_draft').execute()))
    await person.press('raise_back')
    await until('the page says why', () => /not kept here any more/.test(person.reads))
    expect(first(person.view.blocks)).toBe(concernsCopy.en.emergency(night))
    await person.dismiss()
  })

  it('stands first where a circle keeps such words out of Slack, by whichever door one comes', async () => {
    await setCircle(world, { words_never_through_slack: true })
    const walk = new Walk('noor')
    for (const open of [() => walk.person.shortcut('raise_concern'), () => landedHard(walk)]) {
      await walk.open(open)
      expect(walk.person.view.callback_id).toBe('elsewhere')
      expect(first(walk.person.view.blocks)).toBe(concernsCopy.en.emergency(night))
    }
  })
})
