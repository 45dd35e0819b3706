import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeKit, type KitMaterial } from '../../src/resources/compose.ts'
import { add, check, retire } from '../../src/resources/decide.ts'
import { asksToBeChecked, lookAgainOn } from '../../src/resources/due.ts'
import { mayUseResources } from '../../src/resources/policy.ts'
import type { AddResource } from '../../src/resources/schema.ts'
import type { Resource } from '../../src/resources/state.ts'
import { viewResource } from '../../src/resources/view.ts'
import { addDays } from '../../src/zone.ts'
import { actor, ana, by, canary, circle, eli, hold, value } from '../supports/circle.ts'

const room: AddResource = {
  place: 'inside',
  name: 'The quiet room',
  needs: ['rest'],
  contact: 'Ask for the key',
  cost: '',
  languages: ['English'],
  access: 'Two steps',
}
const added = (over: Partial<AddResource> = {}) => value(add(circle, { ...room, ...over }, by(ana)))

describe('a resource', () => {
  it('asks to be looked at again after six months, by the calendar', () => {
    expect(lookAgainOn('2026-08-31')).toBe('2027-02-28')
    expect(lookAgainOn('2026-03-02')).toBe('2026-09-02')
    expect(lookAgainOn('2027-08-29')).toBe('2028-02-29')
    const resource = added()
    expect([asksToBeChecked(resource, '2026-09-01'), asksToBeChecked(resource, '2026-09-02')]).toEqual([false, true])
    expect(viewResource(resource, '2026-09-02').asking).toBe(true)
  })
  it('is right as it stands, or put right; retired it asks for nothing, and looking brings it back', () => {
    const resource = added()
    const right = value(check({ resource, circle }, {}, by(ana, '2026-09-02')))
    expect(right).toEqual({ ...resource, checkedOn: '2026-09-02' })
    expect(value(check({ resource, circle }, { cost: 'a donation' }, by(ana)))).toMatchObject({ ...room, cost: 'a donation' })
    const retired = value(retire({ resource, circle }, by(ana)))
    expect(asksToBeChecked(retired, '2030-01-01')).toBe(false)
    expect(retire({ resource: retired, circle }, by(ana))).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
    expect(value(check({ resource: retired, circle }, {}, by(ana))).state).toBe('current')
    expect([ana, eli].map((one) => mayUseResources(actor(one), circle))).toEqual([true, false])
  })
  it('over any sequence of commands it is current or retired, looked at when it says, and events hold no words', () => {
    const step = fc.record({ act: fc.constantFrom('check', 'change', 'retire', 'wait'), days: fc.nat(90) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 50 }), (steps) => {
        let today = '2026-03-02'
        let resource: Resource = added({ contact: canary })
        for (const { act, days } of steps) {
          if (act === 'wait') today = addDays(today, days)
          const at = { resource, circle }
          const given = by(ana, today)
          const done =
            act === 'check'
              ? check(at, {}, given)
              : act === 'change'
                ? check(at, { cost: canary }, given)
                : act === 'retire'
                  ? retire(at, given)
                  : undefined
          if (!done?.ok) continue
          hold(!JSON.stringify(done.value.events).includes(canary), 'events hold no words')
          hold(done.value.state.contact === canary && done.value.state.id === resource.id, 'what nobody changed stays')
          resource = done.value.state
          hold(resource.state === (act === 'retire' ? 'retired' : 'current'), 'its state says what happened')
          if (act !== 'retire')
            hold(resource.checkedOn === today && !asksToBeChecked(resource, today), 'looked at today it asks for nothing')
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})

describe('the kit', () => {
  const kit = (over: Partial<KitMaterial> = {}) =>
    composeKit({
      circle: { name: 'Weavers', language: 'en', outsideContact: null, emergencyContact: null },
      resources: [],
      agreements: [],
      taken: [],
      today: '2026-03-02',
      ...over,
    })
  it('always asks the four questions in their order, in the circle’s language, and says plainly where nothing stands', () => {
    expect(kit().match(/^## .*$/gm)).toHaveLength(4)
    expect(kit().match(/Nothing is written here yet/g)).toHaveLength(4)
    expect(kit({ circle: { name: 'T', language: 'es', outsideContact: null, emergencyContact: null } })).toContain('## ¿Qué hace falta')
  })
  it('puts what is outside under the third question and what is inside under the fourth', () => {
    const resources = [added({ place: 'outside', name: 'A line' }), added()].map((one) => viewResource(one, '2026-03-02'))
    const [, , , third = '', fourth = ''] = kit({ resources }).split(/^## /m)
    expect(third).toContain('### A line')
    expect(fourth).toContain('### The quiet room')
    expect(fourth).toContain('- Good for: rest')
    expect(fourth).not.toContain('What it costs')
  })
  it('lets no heading, link, list, tag or further point form from what people wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'#*_[]()<>`~|!-+.:&\\ \n\rab'), { minLength: 1, maxLength: 60 }), (marks) => {
        const text = `a${marks.join('')}`
        const resources = [viewResource(added({ place: 'outside', name: text.replace(/[\n\r]/g, ' '), contact: text }), '2026-03-02')]
        const taken = [{ question: 'round-outside', words: text }]
        const lines = kit({ resources, taken }).split('\n')
        hold(lines.filter((line) => /^ {0,3}## /.test(line)).length === 4, 'no heading of ours is added')
        hold(lines.filter((line) => /^ {0,3}### /.test(line)).length === 2, 'nor a smaller one')
        hold(!lines.some((line) => /(^|[^\\])(\\\\)*[<[`]/.test(line)), 'no tag, link or code begins')
        hold(
          lines.filter((line) => /^- /.test(line)).length === 1 + ['needs', 'contact', 'languages', 'access', 'checked'].length,
          'no point of the list is added',
        )
      }),
      { numRuns: 500 },
    )
  }, 30_000)
})
