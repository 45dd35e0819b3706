import { describe, expect, it } from 'vitest'
import { endAs, hold } from '../../src/deliveries/decide.ts'
import { planDeliveries } from '../../src/deliveries/plan.ts'

const about = { subject: 'subject', circleId: 'circle', recipients: ['ana', 'ana', 'rui'] }
const notice = (kind: string, recipient: string, notify: string, day = '') => ({
  kind: 'notice',
  circleId: 'circle',
  subject: 'subject',
  recipient,
  occasion: `${kind}:${day}`,
  notify,
})

describe('what support and rest send out', () => {
  it('a rest is told at once; taken again on another day it is told again', () => {
    expect(planDeliveries({ ...about, kind: 'rest.taken', day: '2026-03-02' })).toEqual([
      notice('rest.taken', 'ana', 'now', '2026-03-02'),
      notice('rest.taken', 'rui', 'now', '2026-03-02'),
    ])
  })
  it.each(['support.asked', 'support.offered', 'support.taken_up', 'support.asking', 'rest.passed_on'])(
    '%s waits for the fixed hours',
    (kind) => {
      expect(planDeliveries({ ...about, kind })).toEqual([notice(kind, 'ana', 'at_fixed_hours'), notice(kind, 'rui', 'at_fixed_hours')])
    },
  )
  it('what ended takes back what was still waiting, and tells the other one', () => {
    expect(planDeliveries({ ...about, kind: 'support.ended', recipients: ['rui'] })).toEqual([
      { kind: 'notices_forgotten', concernId: 'subject' },
      notice('support.ended', 'rui', 'at_fixed_hours'),
    ])
    expect(planDeliveries({ ...about, kind: 'rest.ended' })).toEqual([{ kind: 'notices_forgotten', concernId: 'subject' }])
  })
  it.each([
    ...['support.carried_on', 'rest.extended', 'rest.taken_back', 'rest.taken_on', 'rest.left', 'agreement.agreed', 'agreement.dropped'],
    ...['resource.added', 'resource.retired', 'round.opened', 'round.answered', 'round.gathered', 'round.taken_with_us'],
    ...['reflection.begun', 'reflection.written', 'reflection.let_go'],
  ])('%s sends nothing', (kind) => expect(planDeliveries({ ...about, kind })).toEqual([]))
})

describe('a notice for somebody who rests', () => {
  const waiting = { state: 'waiting' as const, attempt: 2, refusals: 1, giveUpAt: new Date('2026-03-09T00:00:00Z') }
  it('waits, is not counted as a try, and has as long as ever once the rest is over', () => {
    const giveUpAt = new Date('2026-04-09T00:00:00Z')
    expect(hold(waiting, { jobIn: 60, giveUpAt })).toEqual({ delivery: { ...waiting, giveUpAt }, jobIn: 60 })
    const sooner = hold(waiting, { jobIn: 60, giveUpAt: new Date('2026-03-01T00:00:00Z') })
    expect(sooner.delivery.giveUpAt).toEqual(waiting.giveUpAt)
  })
  it('ends as the one that spoke for it ended, and counts as told only when that arrived', () => {
    const { giveUpAt } = waiting
    const kept = { attempt: 2, refusals: 1, giveUpAt }
    const spoke = { attempt: 1, refusals: 0, giveUpAt }
    for (const end of [{ state: 'delivered' }, { state: 'uncertain' }, { state: 'given_up', trouble: 'no_channel' }] as const)
      expect(endAs(waiting, { ...spoke, ...end })).toEqual({ delivery: { ...kept, ...end }, jobIn: null })
  })
})
