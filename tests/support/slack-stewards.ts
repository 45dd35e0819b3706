import type { Client } from '@tend/server/client'
import type { MyConcernView, RaiseConcern } from '@tend/shared/concerns/schema'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { type PersonSeed, TEAM } from './slack-payloads.ts'
import type { SlackPerson } from './slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from './slack-world.ts'
import { until } from './until.ts'

/** Noor, who raises concerns, and Luis and Mia, who are the stewards (with others where said), all in Slack. */
export type Stewards = {
  world: SlackWorld
  noor: SlackPerson
  luis: SlackPerson
  clientOf(person: SlackPerson): Client
  /** What Noor raised. */
  mine(): Promise<MyConcernView[]>
  /** Noor gives a concern, and this gives its id. It goes to Luis alone, without her name, unless said otherwise. */
  give(words: string, over?: Partial<RaiseConcern>): Promise<string>
  deleteAll(): Promise<void>
  /** Opens My concerns, from the menu. */
  list(person: SlackPerson): Promise<void>
  /** Presses a button in the open modal, and waits until it shows another page. */
  turn(person: SlackPerson, id: string, value?: string): Promise<void>
  /** Opens one concern: for Noor, who raised it, or for a person it was given to. */
  shown(person: SlackPerson, id: string): Promise<void>
}

export async function slackStewards(others: PersonSeed[] = []): Promise<Stewards> {
  const world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'mia' }, ...others] })
  await readyCircleInSlack(world, ['luis', 'mia', ...others.map(({ name }) => name)])
  const [noor, luis] = [world.person('noor'), world.person('luis')]
  const clientOf = ({ id, seed }: SlackPerson) =>
    world.core.clientFor({ team: TEAM, user: id, name: seed.name, guest: false, admin: false })
  const mine = async () => ((await (await clientOf(noor).v1.concerns.$get()).json()) as { items: MyConcernView[] }).items
  const list = async (person: SlackPerson) => {
    while (person.stack.length > 0) await person.dismiss()
    await person.command()
    await person.sees('menu')
    await person.press('show_mine')
    await person.sees('my_concerns')
  }
  const turn = async (person: SlackPerson, id: string, value?: string) => {
    const { hash } = person.view
    await person.press(id, value === undefined ? {} : { value })
    await until(`${id} turns the page`, () => person.view.hash !== hash)
  }
  return {
    world,
    noor,
    luis,
    clientOf,
    mine,
    list,
    turn,
    give: async (words, over = {}) => {
      const recipients = over.tier === 'care_team' ? [] : [await world.memberId('luis')]
      const json = aRaise({ circleId: world.circleId, help: [], words, tier: 'stewards', recipients, ...over })
      return ((await (await clientOf(noor).v1.concerns.$post({ json })).json()) as { id: string }).id
    },
    deleteAll: async () => {
      for (const { id } of await mine()) await clientOf(noor).v1.concerns[':id'].$delete({ param: { id } })
    },
    shown: async (person, id) => {
      await list(person)
      await turn(person, person === noor ? 'show_concern' : 'open_given', id)
    },
  }
}
