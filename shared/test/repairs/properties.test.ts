import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../src/members/schema.ts'
import { carry, drop, lookAgain, practise, propose } from '../../src/repairs/change-decide.ts'
import { NeedKind } from '../../src/repairs/circle-schema.ts'
import * as decide from '../../src/repairs/decide.ts'
import * as parts from '../../src/repairs/part-decide.ts'
import { Wish } from '../../src/repairs/part-schema.ts'
import * as policy from '../../src/repairs/policy.ts'
import { viewRepair, viewRepairForCircle } from '../../src/repairs/view.ts'
import { addDays } from '../../src/zone.ts'
import { circle, member, stranger } from '../backburner/builders.ts'
import { repair } from './builders.ts'

const people: readonly Actor[] = [member('ana'), member('rui', 'steward'), member('kim', 'facilitator'), member('sol'), stranger]
const names = new Map(people.map(({ memberId }) => [memberId, `Name of ${memberId}`]))
const hows = ['in_a_call', 'in_writing', 'through_a_steward'] as const

type Command = {
  verb: keyof typeof verbs
  who: number
  at: number
  wish: Wish
  yes: boolean
  kind: NeedKind
  how: (typeof hows)[number]
  day: number
}
/** What lies in the database: nobody's flags, and whose things are beside them. */
type World = { repair: decide.RepairItem; owners: Map<string, string>; joined: Set<string>; today: string; ids: number }

/** The repair as the server loads it for somebody. */
function seenBy({ repair, owners, joined }: World, who: string): decide.RepairItem {
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
function nobodys(repair: decide.RepairItem): decide.RepairItem {
  return seenBy({ repair, owners: new Map(), joined: new Set(), today: '', ids: 0 }, '')
}

type Thing = { mine: decide.RepairItem; actor: Actor; command: Command; now: Date; id: () => string; mark: string }
const refused = undefined
type Tried = decide.RepairDecision | undefined
const given = ({ actor, now, id }: Thing) => ({ actor, now, id })
const lookAgainOn = ({ command, now }: Thing) => (command.yes ? addDays(now.toISOString().slice(0, 10), command.day - 3) : null)
const nth = <T>(all: readonly T[], at: number): T | undefined => (all.length === 0 ? undefined : all[at % all.length])

/** Mostly one that the person may act upon; one time in six any of them, which the policy then has to refuse. */
function choose<T>(all: readonly T[], at: number, may: (one: T) => boolean): T | undefined {
  const one = at % 6 === 0 ? nth(all, at) : nth(all.filter(may), at)
  return one && may(one) ? one : undefined
}
function onAck(
  { mine, actor, command }: Thing,
  may: typeof policy.mayJoinAcknowledgement,
  then: (repair: decide.RepairItem, one: decide.Acknowledgement) => Tried,
) {
  const one = choose(mine.acknowledgements, command.at, (each) => may(actor, mine, each))
  return one ? then(mine, one) : refused
}
function onNeed({ mine, actor, command }: Thing, may: typeof policy.maySayNeed, then: (need: parts.Need) => Tried) {
  const need = choose(mine.needs, command.at, (each) => policy.maySeeNeed(each) && may(actor, mine, each))
  return need ? then(need) : refused
}
function onChange(thing: Thing, then: (chosen: Parameters<typeof practise>[0]) => Tried) {
  const change = nth(thing.mine.changes, thing.command.at)
  return change ? then({ repair: thing.mine, circle, change }) : refused
}

/** Each verb as its route has it: the policy first, then the decision. */
const verbs = {
  tend: ({ mine }: Thing) => decide.tend(mine),
  rest: ({ mine }: Thing) => decide.rest(mine),
  setDown: ({ mine }: Thing) => decide.setDown(mine),
  draft: (thing: Thing) =>
    decide.draft(
      { repair: thing.mine, circle },
      {
        ...{ by: thing.command.yes ? 'circle' : 'me', words: `${thing.mark} said`, how: thing.command.how },
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
        ...{ words: `${thing.mark} change`, touches: '', willSee: '' },
        ...{ carriedByMe: thing.command.at % 2 === 0, lookAgainOn: lookAgainOn(thing) },
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
const commands = fc.array(command, { minLength: 50, maxLength: 50 })
const runs = { numRuns: 1000, seed: 20261122 }

type Step = { world: World; before: World; command: Command; actor: Actor; done: Tried }

/** Plays commands one a day, as the server would: load for the actor, policy, decision, save. */
function play(all: readonly Command[], check: (step: Step) => void): World {
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
function saved(world: World, state: decide.RepairItem, who: string): World {
  const owners = new Map(world.owners)
  for (const { id, mine } of [...state.acknowledgements, ...state.parts]) if (mine) owners.set(id, who)
  const joined = new Set(world.joined)
  for (const { id, joinedByMe } of state.acknowledgements) if (joinedByMe) joined.add(`${id} ${who}`)
  return { ...world, repair: nobodys(state), owners, joined }
}
const read = (world: World, who: string) => JSON.stringify(viewRepair(seenBy(world, who), { reader: who, today: world.today, names }))

describe('over any sequence of commands in a repair', { timeout: 60_000 }, () => {
  it('is really tried: every verb is accepted, and every state is met', () => {
    const seen = new Map<string, number>()
    const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    for (const all of fc.sample(commands, { numRuns: 1000, seed: 7 }))
      play(all, ({ world, command, done }) => {
        if (done?.ok && done.value.events.length > 0) note(command.verb)
        for (const { state } of [world.repair, ...world.repair.acknowledgements, ...world.repair.parts, ...world.repair.changes])
          note(state)
      })
    const wanted =
      'open tending practising resting set_down drafted kept_until_wanted shared made present at_rest proposed stays slipped dropped'
    for (const what of [...Object.keys(verbs), ...wanted.split(' ')]) expect(seen.get(what) ?? 0, what).toBeGreaterThan(10)
  })

  it('only allowed transitions: words never change, what is shared stays shared, and what was kept goes out by a wish alone', () => {
    const next = { drafted: ['kept_until_wanted', 'shared'], kept_until_wanted: ['shared'], shared: ['made'], made: [] as string[] }
    fc.assert(
      fc.property(commands, (all) => {
        play(all, ({ world, before, command }) => {
          for (const was of before.repair.acknowledgements) {
            const is = world.repair.acknowledgements.find(({ id }) => id === was.id)
            expect(is?.words).toBe(was.words)
            if (is && is.state !== was.state) expect(next[was.state]).toContain(is.state)
            if (was.state === 'kept_until_wanted' && is?.state === 'shared') expect(['wish', 'takeUpAgain']).toContain(command.verb)
            if (was.state !== 'shared' && is?.state === 'shared')
              expect(decide.wishesAllow(is, decide.wishesOf(world.repair.parts))).toBe(true)
          }
          const { state } = world.repair
          if (state === 'tending' || state === 'practising') expect(state).toBe(decide.paceOf(world.repair))
        })
      }),
      runs,
    )
  })

  it('nobody but the person moves their part, or says how it is with their need; outside the circle nobody does anything', () => {
    fc.assert(
      fc.property(commands, (all) => {
        play(all, ({ world, before, actor, done }) => {
          if (actor === stranger) expect(done).toBe(refused)
          const theirs = ({ repair, owners }: World) => ({
            parts: repair.parts.filter(({ id }) => owners.get(id) !== actor.memberId),
            needs: repair.needs.filter((need) => need.of === 'part' && owners.get(need.partId) !== actor.memberId),
          })
          expect(theirs(world)).toEqual(theirs(before))
          const each = people.map(({ memberId }) => world.repair.parts.filter(({ id }) => world.owners.get(id) === memberId).length)
          expect(Math.max(...each)).toBeLessThanOrEqual(1)
        })
      }),
      runs,
    )
  })

  it('no view shows what the policy denies, and the circle’s own view nothing of anybody', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const world = play(all, () => {})
        const { acknowledgements, needs, parts: all_ } = world.repair
        const circles = JSON.stringify(viewRepairForCircle(world.repair, { today: world.today, names }))
        for (const { memberId } of people) {
          const view = read(world, memberId)
          for (const one of acknowledgements) {
            const visible = world.owners.get(one.id) === memberId || one.state === 'shared' || one.state === 'made'
            expect(view.includes(`"${one.words}"`)).toBe(visible)
          }
          for (const need of needs) {
            const visible = need.of === 'circle' || need.clearedOn !== null || world.owners.get(need.partId) === memberId
            expect(view.includes(`"${need.words}"`)).toBe(visible)
          }
          for (const part of all_) expect(view).not.toContain(part.id)
        }
        for (const one of acknowledgements)
          if (one.state === 'drafted' || one.state === 'kept_until_wanted') expect(circles).not.toContain(`"${one.words}"`)
        for (const need of needs) if (need.of === 'part' && need.clearedOn === null) expect(circles).not.toContain(`"${need.words}"`)
        for (const { id, name } of all_) for (const trace of [id, ...(name ? [`"${name}"`] : [])]) expect(circles).not.toContain(trace)
        // The circle's view is the same whoever it is made for.
        for (const { memberId } of people)
          expect(JSON.stringify(viewRepairForCircle(seenBy(world, memberId), { today: world.today, names }))).toBe(circles)
      }),
      runs,
    )
  })

  it('silence, not now and never are the same bytes for everybody else, at every step', () => {
    const quiet = ['silence', 'not_now', 'never'] as const
    const turned = (wish: Wish, by: number): Wish => {
      const at = quiet.indexOf(wish as (typeof quiet)[number])
      return at < 0 ? wish : (quiet[(at + by) % 3] as Wish)
    }
    const whatOthersRead = (all: readonly Command[], by: number) => {
      const steps: string[] = []
      play(
        all.map((command) => ({ ...command, wish: turned(command.wish, by) })),
        ({ world }) => {
          for (const { memberId } of people) {
            const view = viewRepair(seenBy(world, memberId), { reader: memberId, today: world.today, names })
            steps.push(JSON.stringify({ ...view, parts: view.parts.filter(({ mine }) => !mine) }))
          }
          steps.push(JSON.stringify(viewRepairForCircle(world.repair, { today: world.today, names })))
        },
      )
      return steps.join('\n')
    }
    fc.assert(
      fc.property(commands, fc.constantFrom(1, 2), (all, by) => {
        expect(whatOthersRead(all, by)).toBe(whatOthersRead(all, 0))
      }),
      { ...runs, numRuns: 300 },
    )
  })

  it('an event holds ids and kinds, and never words or who', () => {
    fc.assert(
      fc.property(commands, (all) => {
        play(all, ({ done }) => {
          if (!done?.ok) return
          for (const event of done.value.events) {
            expect(Object.keys(event).sort()).toEqual(['circleId', 'kind', 'subject'])
            expect(JSON.stringify(event)).not.toContain('mark-')
          }
        })
      }),
      runs,
    )
  })

  it('the same command at once again changes nothing', () => {
    const notMaking = new Set<Command['verb']>(['draft', 'nameNeed', 'propose', 'lookAgain'])
    fc.assert(
      fc.property(commands, (all) => {
        play(all, ({ world, before, command, actor, done }) => {
          if (!done?.ok || notMaking.has(command.verb)) return
          const mine = seenBy(world, actor.memberId)
          const now = new Date(`${before.today}T12:00:00Z`)
          const again = verbs[command.verb]({ mine, actor, command, now, id: () => 'again', mark: `mark-${before.ids}-${actor.memberId}` })
          if (command.verb === 'leave' || command.verb === 'clear') return
          if (again?.ok) expect(nobodys(again.value.state)).toEqual(world.repair)
        })
      }),
      runs,
    )
  })
})
