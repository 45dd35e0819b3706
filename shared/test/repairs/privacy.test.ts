import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Wish } from '../../src/repairs/part-schema.ts'
import { viewRepair, viewRepairForCircle } from '../../src/repairs/view.ts'
import { type Command, commands, names, people, play, read, runs, seenBy } from './playing.ts'

describe('over any sequence of commands in a repair', { timeout: 60_000 }, () => {
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
        // The circle's view is the same for every person it is made for.
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
})
