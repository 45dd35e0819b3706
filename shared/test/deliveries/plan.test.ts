import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestKey, planDeliveries } from '../../src/deliveries/plan.ts'

const concern = { subject: 'concern', circleId: 'circle' }

describe('what an event sends out', () => {
  it.each(['concern.given', 'concern.widened'])('%s: one notice a person, however often they are named', (kind) => {
    expect(planDeliveries({ ...concern, kind, recipients: ['ana', 'rui', 'ana'] })).toEqual([
      { kind: 'concern_notice', circleId: 'circle', concernId: 'concern', recipient: 'ana' },
      { kind: 'concern_notice', circleId: 'circle', concernId: 'concern', recipient: 'rui' },
    ])
  })
  it.each(['concern.withdrawn', 'concern.expired', 'concern.deleted'])('%s takes the notices back', (kind) => {
    expect(planDeliveries({ ...concern, kind })).toEqual([{ kind: 'notices_forgotten', concernId: 'concern' }])
  })
  it('a digest that is due goes to its circle, by week', () => {
    expect(planDeliveries({ kind: 'digest.due', subject: 'circle', circleId: 'circle', week: '2026-W47', day: '2026-11-16' })).toEqual([
      { kind: 'digest', circleId: 'circle', week: '2026-W47', day: '2026-11-16' },
    ])
    expect(digestKey('circle', '2026-W47')).toBe('digest:circle:2026-W47')
  })
  it.each([
    'concern.heard',
    'concern.opened',
    'concern.kept',
    'concern.stepped_back',
    'backburner.parked',
    'backburner.flagged',
    'acknowledgement.shared',
    'toString',
    '__proto__',
    '',
  ])('%s sends nothing: no click of a steward reaches the person, and nobody is told of an item', (kind) =>
    expect(planDeliveries({ ...concern, kind, recipients: ['ana'] })).toEqual([]),
  )
  it('nothing of a repair sends anything, whatever it is named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('part', 'need', 'repair', 'acknowledgement', 'change', 'backburner'),
        fc.string(),
        fc.array(fc.string()),
        (noun, verb, recipients) => {
          expect(
            planDeliveries({ ...concern, kind: `${noun}.${verb}`, recipients, notify: 'now', day: '2026-11-16', week: '2026-W47' }),
          ).toEqual([])
        },
      ),
      { numRuns: 1000 },
    )
  })
  it('planning twice plans the same', () => {
    fc.assert(
      fc.property(fc.constantFrom('concern.given', 'digest.due', 'other'), fc.array(fc.string()), (kind, recipients) => {
        const event = { ...concern, kind, recipients, week: '2026-W47', day: '2026-11-16' }
        expect(planDeliveries(event)).toEqual(planDeliveries(event))
      }),
    )
  })
})
