import { webApi } from '@slack/bolt'
import { digestsCopy } from '@tend/shared/copy/digests'
import type { DigestView } from '@tend/shared/digests/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problems } from '../src/limits.ts'
import { noticeMessage } from '../src/messages/deliveries/notice.ts'
import { digestMessages } from '../src/messages/digests/digest.ts'
import { outcomeOfFailure } from '../src/post.ts'

const platform = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error })
const request = (code?: string) =>
  new webApi.WebAPIRequestError(
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('why'), code ? { code } : {}) }),
  )

describe('what a failed post means', () => {
  it.each<[string, unknown, object]>([
    ['a rate limit', new webApi.WebAPIRateLimitedError(7), { outcome: 'refused', permanent: false, retryAfterSeconds: 7 }],
    ['a rate limit of weeks', new webApi.WebAPIRateLimitedError(9_999_999), { permanent: false, retryAfterSeconds: 86_400 }],
    ['a refused connection', request('ECONNREFUSED'), { outcome: 'refused', permanent: false }],
    ['a name that is not found', request('ENOTFOUND'), { outcome: 'refused', permanent: false }],
    ['a channel that is gone', platform('is_archived'), { permanent: true, trouble: 'channel_gone' }],
    ['a token taken back', platform('token_revoked'), { permanent: true, trouble: 'not_installed' }],
    ['a code nobody knows', platform('some_new_code'), { permanent: true, trouble: 'refused' }],
    ['a reset', request('ECONNRESET'), { outcome: 'uncertain' }],
    ['a connection that ended', request('UND_ERR_SOCKET'), { outcome: 'uncertain' }],
    ['a failure without a code', request(), { outcome: 'uncertain' }],
    ['a time-out', new DOMException('late', 'TimeoutError'), { outcome: 'uncertain' }],
    ['500', new webApi.WebAPIHTTPError(500, 'oh', {}), { outcome: 'uncertain' }],
    ['503', new webApi.WebAPIHTTPError(503, 'oh', {}), { outcome: 'uncertain' }],
    ['an answer that is not JSON', platform('<html>Bad gateway</html>'), { outcome: 'uncertain' }],
    ['an error inside Slack', platform('internal_error'), { outcome: 'uncertain' }],
    ['a catastrophic one', platform('fatal_error'), { outcome: 'uncertain' }],
    ['anything else', 'what?', { outcome: 'uncertain' }],
  ])('%s', (_, error, expected) => expect(outcomeOfFailure(error)).toMatchObject(expected))
})

const empty: DigestView = {
  circleId: 'c',
  circleName: 'The kitchen',
  language: 'en',
  week: '2026-W48',
  day: '2026-11-23',
  tended: [],
  acknowledgements: [],
  asking: [],
  changes: [],
  rests: [],
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

describe('the digest as a message', () => {
  it('has four sections and a way to pause, also when nothing is there', () => {
    const [message, ...more] = digestMessages(empty)
    expect(more).toEqual([])
    expect(message?.blocks.filter(({ type }) => type === 'header')).toHaveLength(5)
    expect(strings(message?.blocks)).toEqual(
      expect.arrayContaining(['Nothing is open at the moment.', 'Pause these digests', 'pause_digest']),
    )
    expect(strings(digestMessages({ ...empty, language: 'es' }))).toContain('No hay nada abierto por ahora.')
  })
  it('says a repair with its button, what asks in words, an acknowledgement with its name, and no day counts', () => {
    const digest: DigestView = {
      ...empty,
      tended: [
        {
          repairId: 'r1',
          title: 'Nights',
          state: 'tending',
          openWeeks: 5,
          nothingChangedYet: true,
          needs: [
            { kind: 'rest', words: '' },
            { kind: 'change', words: 'shorter nights' },
          ],
        },
      ],
      acknowledgements: [{ repairId: 'r1', title: 'Nights', words: 'We did not look.', from: 'Ana' }],
      asking: [{ itemId: 'i1', title: 'Meetings', because: 'echoes', waitingWeeks: 0, touches: 'several' }],
      changes: [
        { what: 'change', title: 'We end on time', lookAgainOn: '2026-12-12' },
        { what: 'agreement', title: 'We say when we leave', lookAgainOn: '2026-11-20' },
      ],
      rests: [{ name: 'Rui', until: '2026-12-01' }],
    }
    const said = strings(digestMessages(digest))
    expect(said).toEqual(
      expect.arrayContaining([
        '*Nights*\nAcknowledged, nothing changed yet; here for 5 weeks\nNeeded: rest and something to change (shorter nights)',
        'r1',
        'acknowledge',
        'From Ana',
        'We end on time\nTo look at again on 12 December',
        'We say when we leave\nAgreed on. The day to look at it again has come',
        'At rest',
        'Rui, until 1 December',
      ]),
    )
    expect(said.join('\n')).toContain('It touches several people; here for less than a week')
    const both = strings(
      digestMessages({ ...empty, asking: [{ itemId: 'i1', title: 'Meetings', because: 'untended', waitingWeeks: 9, touches: 'several' }] }),
    )
    expect(both).toContain('*Meetings*\nNobody has looked after it for a while; here for 9 weeks\nIt touches several people.')
    expect(said.join('\n')).not.toMatch(/\d days?\b|i1|\bnew\b/)
  })
  it('says days as the circle has them, wherever it is: what has come there has come, whatever the day is elsewhere', () => {
    const changes: DigestView['changes'] = [{ what: 'change', title: 'We end on time', lookAgainOn: '2026-11-24' }]
    const onDay = (day: string) => strings(digestMessages({ ...empty, changes, day })).find((one) => one.startsWith('We end on time'))
    expect(onDay('2026-11-23')).toBe('We end on time\nTo look at again on 24 November')
    expect(onDay('2026-11-24')).toBe('We end on time\nThe day to look at it again has come')
  })
  it('keeps Slack’s limits and loses no line, whatever stands in it', () => {
    const hostile = fc.constantFrom('<!channel>', '<@U123>', '&&&&&', '😀'.repeat(40), 'a'.repeat(140), '‮x', '*b* _i_ ~s~ `c`')
    const title = fc.oneof(hostile, fc.string({ minLength: 1, maxLength: 140 }))
    const words = fc.oneof(hostile, fc.string({ maxLength: 2000 }), fc.constant('&'.repeat(2000)), fc.constant('😀'.repeat(2000)))
    const lines = fc.record({
      tended: fc.array(
        fc.record({
          repairId: fc.uuid(),
          title,
          state: fc.constantFrom('open', 'tending', 'practising'),
          openWeeks: fc.nat(90),
          nothingChangedYet: fc.boolean(),
          needs: fc.array(fc.record({ kind: fc.constantFrom('rest', 'not_known_yet'), words: fc.string({ maxLength: 60 }) }), {
            maxLength: 3,
          }),
        }),
        { maxLength: 30 },
      ),
      acknowledgements: fc.array(fc.record({ repairId: fc.uuid(), title, words, from: fc.option(title, { nil: null }) }), { maxLength: 6 }),
      asking: fc.array(
        fc.record({
          itemId: fc.uuid(),
          title,
          because: fc.constantFrom('revisit_day', 'untended', 'echoes'),
          waitingWeeks: fc.nat(90),
          touches: fc.constant(null),
        }),
        { maxLength: 30 },
      ),
      changes: fc.array(
        fc.record({ what: fc.constantFrom('change', 'agreement'), title: words, lookAgainOn: fc.constantFrom('2026-11-01', '2027-02-03') }),
        { maxLength: 6 },
      ),
      rests: fc.array(fc.record({ name: title, until: fc.constant('2026-12-01') }), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(lines, fc.constantFrom('en' as const, 'es' as const), (given, language) => {
        const messages = digestMessages({ ...empty, ...given, language } as DigestView)
        for (const message of messages) {
          expect(problems(message)).toEqual([])
          expect(strings(message).join('')).not.toMatch(/<[!@#]/)
          expect(message.text).toBe(digestsCopy[language].neutral)
        }
        const values = strings(messages)
        if (messages.length < 4) for (const { repairId } of given.tended) expect(values).toContain(repairId)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a notice', () => {
  it('says the same for every concern, and carries nothing but its id', () => {
    const [one, other] = ['6f0d1e7e-3d2a-4c69-9d52-2b1f4a7d9e10', '0b9d3f52-8c4e-4a51-b7ce-0f2f6a0f7a11'].map((id) =>
      JSON.stringify(noticeMessage('en', id)).replace(id, ''),
    )
    expect(one).toBe(other)
    for (const language of ['en', 'es'] as const) expect(problems(noticeMessage(language, 'x'))).toEqual([])
    expect(strings(noticeMessage('en', 'x')).join(' ')).not.toMatch(/steward|raised|hurt|private concern/i)
  })
})
