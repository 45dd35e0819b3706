import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as decide from '../../src/repairs/decide.ts'
import { paceOf } from '../../src/repairs/state.ts'
import { stranger } from '../backburner/builders.ts'
import { type Command, commands, nobodys, people, play, refused, runs, seenBy, verbs, type World } from './playing.ts'

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
          if (state === 'tending' || state === 'practising') expect(state).toBe(paceOf(world.repair))
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
