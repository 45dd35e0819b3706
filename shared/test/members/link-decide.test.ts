import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Linking, linkSlack } from '../../src/members/link-decide.ts'

const now = new Date('2026-11-23T10:00:00Z')
const in5 = new Date('2026-11-23T10:05:00Z')

function linking(over: { code?: Partial<Linking['code']>; here?: Partial<Linking['here']>; made?: Partial<Linking['made']> | null } = {}) {
  const made = { id: 'slack', slackUser: 'U1', guest: false, circleIds: ['c'], holds: 0 }
  return {
    code: { id: 'code', memberId: 'slack', expiresAt: in5, usedAt: null, ...over.code },
    here: { id: 'ada', inSlack: false, circleIds: ['c'], appointed: true, ...over.here },
    made: over.made === null ? undefined : { ...made, ...over.made },
  } satisfies Linking
}
const said = (thing: Linking, at = now) => {
  const result = linkSlack(thing, { now: at })
  return result.ok ? result.value : result.refusal.code
}

describe('adding a Slack account to a paired member', () => {
  it('makes one member of the two', () => {
    expect(said(linking())).toEqual({
      state: { id: 'ada', codeId: 'code', goneId: 'slack', joins: [] },
      events: [{ kind: 'member.slack_added', subject: 'ada', circleId: null }],
    })
  })

  it('brings the circles along that only the Slack side was in', () => {
    expect(said(linking({ made: { circleIds: ['c', 'd'] } }))).toMatchObject({
      state: { joins: ['d'] },
      events: [{ kind: 'member.slack_added' }, { kind: 'member.joined', subject: 'ada', circleId: 'd' }],
    })
  })

  it('refuses a code that was used, is too old, or is of nobody in Slack', () => {
    expect(said(linking({ code: { usedAt: now } }))).toBe('expired')
    expect(said(linking(), in5)).toBe('expired')
    expect(said(linking({ made: null }))).toBe('not_found')
    expect(said(linking({ made: { slackUser: null } }))).toBe('not_found')
  })

  it('refuses who has a Slack account here already, and their own code', () => {
    expect(said(linking({ here: { inSlack: true } }))).toBe('already_done')
    expect(said(linking({ code: { memberId: 'ada' }, made: null }))).toBe('already_done')
  })

  it('refuses a guest account for somebody with a role: guests have none', () => {
    expect(said(linking({ made: { guest: true } }))).toBe('not_now')
    expect(said(linking({ made: { guest: true }, here: { appointed: false } }))).toMatchObject({ state: { goneId: 'slack' } })
  })

  it('never lets a member go that has anything of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.boolean(), fc.boolean(), (holds, guest, appointed) => {
        expect(typeof said(linking({ made: { holds, guest }, here: { appointed } }))).toBe('string')
      }),
      { numRuns: 1000 },
    )
    expect(said(linking({ made: { holds: 1 } }))).toBe('taken')
  })
})
