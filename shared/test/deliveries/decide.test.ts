import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begin, claim, claimMs, expire, giveUp, postAgain, report, reportMs } from '../../src/deliveries/decide.ts'
import { mayPostAgain, maySeeDeliveries } from '../../src/deliveries/policy.ts'
import type { ReportDelivery } from '../../src/deliveries/schema.ts'
import type { Delivery } from '../../src/deliveries/state.ts'
import { circleId, member, stranger } from '../backburner/builders.ts'

const start = new Date('2026-03-02T08:00:00Z')
const at = (ms: number) => new Date(start.getTime() + ms)
const day = 86_400_000
const waiting: Delivery = { attempt: 0, refusals: 0, giveUpAt: at(day), state: 'waiting' }
const claimed = claim(waiting, start).delivery
const begun = (() => {
  const done = begin(claimed, 1, at(1000))
  if (!done.ok) throw new Error('refused')
  return done.value
})()
const refusedReport = (over: object = {}) =>
  ({ attempt: 1, outcome: 'refused', retryAfterSeconds: 1, permanent: false, ...over }) as ReportDelivery

describe('a delivery', () => {
  it('is claimed, begun, posted and done', () => {
    expect(claimed).toMatchObject({ state: 'claimed', attempt: 1, begunAt: null })
    expect(report(begun, { attempt: 1, outcome: 'delivered' }, at(2000))).toMatchObject({
      ok: true,
      value: { delivery: { state: 'delivered' }, jobIn: null },
    })
  })
  it('a claim is one claimer’s: a second finds it taken until it runs out', () => {
    expect(claim(claimed, at(claimMs - 1))).toMatchObject({ claimed: false, delivery: claimed })
    expect(claim(claimed, at(claimMs))).toMatchObject({ claimed: true, delivery: { attempt: 2 } })
  })
  it.each([
    ['an older claim', 0, 1000],
    ['a later one', 2, 1000],
    ['a claim that ran out', 1, claimMs],
  ])('%s cannot begin', (_, attempt, ms) =>
    expect(begin(claimed, attempt, at(ms))).toMatchObject({ ok: false, refusal: { code: 'already_done' } }),
  )
  it('begins once', () => expect(begin(begun, 1, at(2000))).toMatchObject({ ok: false }))
  it('never begun, it waits again; begun and silent, it is uncertain and stays so', () => {
    expect(expire(claimed, at(claimMs))).toMatchObject({ delivery: { state: 'waiting' }, jobIn: 0 })
    expect(expire(begun, at(1000 + reportMs - 1)).delivery.state).toBe('claimed')
    const lost = expire(begun, at(1000 + reportMs))
    expect(lost).toMatchObject({ delivery: { state: 'uncertain' }, jobIn: null })
    expect(claim(lost.delivery, at(day))).toMatchObject({ claimed: false, delivery: { state: 'uncertain' } })
    expect(expire(lost.delivery, at(2 * day)).delivery.state).toBe('uncertain')
  })
  it('its own late report still clears it up; another’s does not', () => {
    const uncertain = expire(begun, at(reportMs + 1000)).delivery
    expect(report(uncertain, { attempt: 1, outcome: 'delivered' }, at(day))).toMatchObject({
      ok: true,
      value: { delivery: { state: 'delivered' } },
    })
    expect(report(uncertain, { attempt: 2, outcome: 'delivered' }, at(day))).toMatchObject({ ok: false })
  })
  it('refused, it waits as long as Slack asks, longer each time, and is given up when it is too late', () => {
    expect(report(begun, refusedReport({ retryAfterSeconds: 90 }), at(2000))).toMatchObject({
      value: { delivery: { state: 'waiting', refusals: 1 }, jobIn: 90 },
    })
    expect(report({ ...begun, refusals: 3 }, refusedReport(), at(2000))).toMatchObject({ value: { jobIn: 40 } })
    expect(report({ ...begun, refusals: 40 }, refusedReport(), at(2000))).toMatchObject({ value: { jobIn: 900 } })
    expect(report(begun, refusedReport({ retryAfterSeconds: 86_400 }), at(2000))).toMatchObject({
      value: { delivery: { state: 'given_up', trouble: 'too_late' } },
    })
    expect(report(begun, refusedReport({ permanent: true, trouble: 'channel_gone' }), at(2000))).toMatchObject({
      value: { delivery: { state: 'given_up', trouble: 'channel_gone' }, jobIn: null },
    })
  })
  it('what nobody claimed in time is given up', () => {
    expect(expire(waiting, at(day + 1))).toMatchObject({ delivery: { state: 'given_up', trouble: 'too_late' } })
    expect(claim(waiting, at(day + 1))).toMatchObject({ claimed: false, delivery: { state: 'given_up' } })
  })
  it('a person posts again what is uncertain or given up, and nothing else', () => {
    const uncertain = expire(begun, at(reportMs + 1000)).delivery
    expect(postAgain(uncertain, at(2 * day))).toMatchObject({ ok: true, value: { delivery: { state: 'waiting', refusals: 0 }, jobIn: 0 } })
    for (const other of [waiting, claimed, begun])
      expect(postAgain(other, at(day))).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
    expect(giveUp(uncertain, 'refused').delivery.state).toBe('uncertain')
  })
  it('facilitators post digests again; a notice is nobody’s but its raiser’s', () => {
    const fay = member('fay', 'facilitator')
    expect(maySeeDeliveries(fay, { id: circleId })).toBe(true)
    expect(maySeeDeliveries(member('rui', 'steward'), { id: circleId })).toBe(false)
    expect(maySeeDeliveries(stranger, { id: circleId })).toBe(false)
    expect(mayPostAgain(fay, { kind: 'digest', circleId }, circleId)).toBe(true)
    expect(mayPostAgain(fay, { kind: 'digest', circleId: 'other' }, circleId)).toBe(false)
    expect(mayPostAgain(fay, { kind: 'concern_notice', circleId }, circleId)).toBe(false)
  })
})

type Move = 'claim' | 'begin' | 'post' | 'accepted_silently' | 'refused' | 'delivered' | 'uncertain' | 'crash' | 'sweep' | 'again'
const moves = fc.array(
  fc.record({
    move: fc.constantFrom<Move>(
      'claim',
      'begin',
      'post',
      'accepted_silently',
      'refused',
      'delivered',
      'uncertain',
      'crash',
      'sweep',
      'again',
    ),
    who: fc.nat(1),
    ms: fc.constantFrom(0, 500, 10_000, 46_000, 61_000),
  }),
  { minLength: 50, maxLength: 60 },
)
type Worker = { attempt: number; begun: boolean; posted: boolean } | undefined

/**
 * Two workers that follow the rules and crash at any time. The rules: post only after begin, and once; report a refusal only when Slack
 * posted nothing.
 */
function play(steps: { move: Move; who: number; ms: number }[]) {
  let delivery: Delivery = waiting
  let now = start
  let posts = 0
  let agains = 0
  const workers: Worker[] = [undefined, undefined]
  const say = (worker: NonNullable<Worker>, said: object) => {
    const done = report(delivery, { attempt: worker.attempt, ...said } as ReportDelivery, now)
    if (done.ok) delivery = done.value.delivery
  }
  for (const { move, who, ms } of steps) {
    now = new Date(now.getTime() + ms)
    const worker = workers[who]
    if (move === 'claim' && !worker) {
      const done = claim(delivery, now)
      delivery = done.delivery
      if (done.claimed) workers[who] = { attempt: delivery.attempt, begun: false, posted: false }
    } else if (move === 'begin' && worker && !worker.begun) {
      const done = begin(delivery, worker.attempt, now)
      if (done.ok) delivery = done.value
      workers[who] = done.ok ? { ...worker, begun: true } : undefined
    } else if ((move === 'post' || move === 'accepted_silently') && worker?.begun && !worker.posted) {
      posts++
      workers[who] = { ...worker, posted: true }
    } else if (move === 'refused' && worker?.begun && !worker.posted) {
      say(worker, { outcome: 'refused', retryAfterSeconds: 0, permanent: false })
      workers[who] = undefined
    } else if ((move === 'delivered' && worker?.posted) || (move === 'uncertain' && worker?.begun)) {
      say(worker, { outcome: move })
      workers[who] = undefined
    } else if (move === 'crash') workers[who] = undefined
    else if (move === 'sweep') delivery = expire(delivery, now).delivery
    else if (move === 'again') {
      const done = postAgain(delivery, new Date(now.getTime() + day))
      if (done.ok) {
        agains++
        delivery = done.value.delivery
      }
    }
  }
  return { posts, agains, delivery }
}

describe('whatever crashes', () => {
  it('it is posted once at most, and once more at most for each time a person asks', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { posts, agains } = play(steps)
        expect(posts).toBeLessThanOrEqual(1 + agains)
      }),
      { numRuns: 2000 },
    )
  })
  it('a post that a person could not know of is never shown as waiting', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { posts, agains, delivery } = play(steps.filter(({ move }) => move !== 'again'))
        expect(agains).toBe(0)
        if (posts > 0) expect(['claimed', 'uncertain', 'delivered']).toContain(delivery.state)
      }),
      { numRuns: 2000 },
    )
  })
})
