import fc from 'fast-check'
import type { Actor } from '../../src/members/schema.ts'
import { carry, drop, lookAgain, practise, propose } from '../../src/repairs/change-decide.ts'
import { NeedKind } from '../../src/repairs/circle-schema.ts'
import * as decide from '../../src/repairs/decide.ts'
import * as parts from '../../src/repairs/part-decide.ts'
import { Wish } from '../../src/repairs/part-schema.ts'
import type { Need } from '../../src/repairs/part-state.ts'
import * as policy from '../../src/repairs/policy.ts'
import type { Acknowledgement, RepairDecision, RepairItem } from '../../src/repairs/state.ts'
import { viewRepair } from '../../src/repairs/view.ts'
import { addDays, utcDay } from '../../src/zone.ts'
import { circle, member, stranger } from '../backburner/builders.ts'
import { repair } from './builders.ts'

export const people: readonly Actor[] = [member('ana'), member('rui', 'steward'), member('kim', 'facilitator'), member('sol'), stranger]
export const names = new Map(people.map(({ memberId }) => [memberId, `Name of ${memberId}`]))
const hows = ['in_a_call', 'in_writing', 'through_a_steward'] as const

export type Command = {
  verb: keyof typeof verbs
  who: number
  at: number
  wish: Wish
  yes: boolean
  kind: NeedKind
  how: (typeof hows)[number]
  day: number
}
/** What lies in the database: things without anybody's flags, and beside them whose each thing is. */
export type World = { repair: RepairItem; owners: Map<string, string>; joined: Set<string>; today: string; ids: number }

/** The repair as the server loads it for one person. */
export function seenBy({ repair, owners, joined }: World, who: string): RepairItem {
  return {
    ...repair,
    acknowledgements: repair.acknowledgements.map((one) => ({
      ...one,
      mine: owners.get(one.id) === who,
      joinedByMe: joined.has(`${one.id} ${who}`),
    })),
    parts: repair.parts.map((one) => ({ ...one, mine: owners.get(one.id) === who })),
    needs: repair.needs.map((one) => (one.of === 'part' ? { ...one, mine: owners.get(one.partId) === who } : one)),
  }
}
export function nobodys(repair: RepairItem): RepairItem {
  return seenBy({ repair, owners: new Map(), joined: new Set(), today: '', ids: 0 }, '')
}

export type Thing = { mine: RepairItem; actor: Actor; command: Command; now: Date; id: () => string; mark: string }
export const refused = undefined
export type Tried = RepairDecision | undefined
const given = ({ actor, now, id }: Thing) => ({ actor, now, id })
const lookAgainOn = ({ command, now }: Thing) => (command.yes ? addDays(utcDay(now), command.day - 3) : null)
const nth = <T>(all: readonly T[], at: number): T | undefined => (all.length === 0 ? undefined : all[at % all.length])

/** Mostly a thing that the person may act upon. One time in six it is any of them, and the policy then has to refuse it. */
function choose<T>(all: readonly T[], at: number, may: (one: T) => boolean): T | undefined {
  const one = at % 6 === 0 ? nth(all, at) : nth(all.filter(may), at)
  return one && may(one) ? one : undefined
}
function onAck(
  { mine, actor, command }: Thing,
  may: typeof policy.mayJoinAcknowledgement,
  then: (repair: RepairItem, one: Acknowledgement) => Tried,
) {
  const one = choose(mine.acknowledgements, command.at, (each) => may(actor, mine, each))
  return one ? then(mine, one) : refused
}
function onNeed({ mine, actor, command }: Thing, may: typeof policy.maySayNeed, then: (need: Need) => Tried) {
  const need = choose(mine.needs, command.at, (each) => policy.maySeeNeed(each) && may(actor, mine, each))
  return need ? then(need) : refused
}
function onChange(thing: Thing, then: (chosen: Parameters<typeof practise>[0]) => Tried) {
  const change = nth(thing.mine.changes, thing.command.at)
  return change ? then({ repair: thing.mine, circle, change }) : refused
}

/** Each verb as its route runs it: the policy first, then the decision. */
export const verbs = {
  tend: ({ mine }: Thing) => decide.tend(mine),
  rest: ({ mine }: Thing) => decide.rest(mine),
  setDown: ({ mine }: Thing) => decide.setDown(mine),
  draft: (thing: Thing) =>
    decide.draft(
      { repair: thing.mine, circle },
      {
        by: thing.command.yes ? 'circle' : 'me',
        words: `${thing.mark} said`,
        how: thing.command.how,
        ...(thing.command.at % 5 === 0 ? { about: 'our_practice' } : {}),
      },
      given(thing),
    ),
  share: (thing: Thing) =>
    onAck(thing, policy.mayShareAcknowledgement, (repair, acknowledgement) => decide.share({ repair, acknowledgement, circle }, thing)),
  join: (thing: Thing) =>
    onAck(thing, policy.mayJoinAcknowledgement, (repair, acknowledgement) => decide.join({ repair, acknowledgement })),
  make: (thing: Thing) =>
    onAck(thing, policy.mayMakeAcknowledgement, (repair, acknowledgement) => decide.make({ repair, acknowledgement })),
  claim: (thing: Thing) => parts.claim(thing.mine, { name: thing.command.yes ? null : `${thing.mark} name` }, given(thing)),
  wish: (thing: Thing) => parts.wish({ repair: thing.mine, circle }, { wish: thing.command.wish, shown: thing.command.yes }, thing),
  restMyPart: ({ mine, command }: Thing) => parts.restMyPart(mine, { shared: command.yes }),
  takeUpAgain: (thing: Thing) => parts.takeUpAgain({ repair: thing.mine, circle }, undefined, thing),
  leave: ({ mine }: Thing) => parts.leave(mine),
  nameNeed: (thing: Thing) =>
    parts.nameNeed(
      { repair: thing.mine, circle },
      { of: thing.command.at % 3 ? 'me' : 'circle', kind: thing.command.kind, words: `${thing.mark} needed` },
      given(thing),
    ),
  clear: (thing: Thing) =>
    onNeed(thing, policy.mayClearNeed, (need) => parts.clear({ repair: thing.mine, need, circle }, { cleared: thing.command.yes }, thing)),
  sayNeed: (thing: Thing) =>
    onNeed(thing, policy.maySayNeed, (need) =>
      parts.sayNeed({ repair: thing.mine, need }, { state: nth(['said', 'being_met', 'met'] as const, thing.command.day) ?? 'said' }),
    ),
  letGo: (thing: Thing) => onNeed(thing, policy.maySayNeed, (need) => parts.letGo({ repair: thing.mine, need })),
  propose: (thing: Thing) =>
    propose(
      { repair: thing.mine, circle },
      {
        words: `${thing.mark} change`,
        touches: '',
        willSee: '',
        carriedByMe: thing.command.at % 2 === 0,
        lookAgainOn: lookAgainOn(thing),
      },
      given(thing),
    ),
  practise: (thing: Thing) => onChange(thing, (chosen) => practise(chosen, { lookAgainOn: lookAgainOn(thing) }, thing)),
  lookAgain: (thing: Thing) =>
    onChange(thing, (chosen) =>
      lookAgain(
        chosen,
        { how: nth(['practising', 'stays', 'slipped'] as const, thing.command.day) ?? 'stays', lookAgainOn: lookAgainOn(thing) },
        thing,
      ),
    ),
  drop: (thing: Thing) => onChange(thing, (chosen) => drop(chosen, { reason: `${thing.mark} reason` })),
  carry: (thing: Thing) => onChange(thing, (chosen) => carry(chosen, { carry: thing.command.yes }, thing)),
} satisfies Record<string, (thing: Thing) => Tried>

const command: fc.Arbitrary<Command> = fc.record({
  verb: fc.constantFrom(
    ...(Object.keys(verbs) as (keyof typeof verbs)[]),
    ...(['draft', 'share', 'share', 'join', 'join', 'make', 'claim', 'wish', 'wish', 'nameNeed', 'clear', 'practise'] as const),
  ),
  who: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3, 4),
  at: fc.nat(30),
  wish: fc.constantFrom(...Wish.options),
  yes: fc.boolean(),
  kind: fc.constantFrom(...NeedKind.options),
  how: fc.constantFrom(...hows),
  day: fc.nat(60),
})
export const commands = fc.array(command, { minLength: 50, maxLength: 50 })
export const runs = { numRuns: 1000, seed: 20261122 }

export type Step = { world: World; before: World; command: Command; actor: Actor; done: Tried }

/** Plays one command a day, as the server would: load for the actor, policy, decision, save. */
export function play(all: readonly Command[], check: (step: Step) => void): World {
  let world: World = { repair: repair(), owners: new Map(), joined: new Set(), today: '2026-01-01', ids: 0 }
  for (const command of all) {
    const before = world
    const actor = people[command.who] as Actor
    let ids = world.ids
    const id = () => `id-${++ids}-${actor.memberId}`
    const now = new Date(`${world.today}T12:00:00Z`)
    const thing: Thing = { mine: seenBy(world, actor.memberId), actor, command, now, id, mark: `mark-${world.ids}-${actor.memberId}` }
    const done = policy.mayUseRepairs(actor, circle) ? verbs[command.verb](thing) : refused
    world = { ...world, today: addDays(world.today, 1), ids: ids + 1 }
    if (done?.ok) world = saved(world, done.value.state, actor.memberId)
    check({ world, before, command, actor, done })
  }
  return world
}
function saved(world: World, state: RepairItem, who: string): World {
  const owners = new Map(world.owners)
  for (const { id, mine } of [...state.acknowledgements, ...state.parts]) if (mine) owners.set(id, who)
  const joined = new Set(world.joined)
  for (const { id, joinedByMe } of state.acknowledgements) if (joinedByMe) joined.add(`${id} ${who}`)
  return { ...world, repair: nobodys(state), owners, joined }
}
export const read = (world: World, who: string) =>
  JSON.stringify(viewRepair(seenBy(world, who), { reader: who, today: world.today, names }))
