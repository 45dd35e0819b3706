import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CircleSafeTitle, ParkItem, PostponeItem, SetDownItem } from '../../src/backburner/schema.ts'
import { ReportDelivery } from '../../src/deliveries/schema.ts'
import { DraftAcknowledgement, OpenRepair } from '../../src/repairs/schema.ts'

const park = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: null }
const fits = (schema: v.GenericSchema, input: unknown) => v.safeParse(schema, input).success

describe('a title the whole circle reads', () => {
  it.each([
    'ask @kim',
    '＜@U123＞',
    '<@U123456>',
    '<!channel>',
    '<#C123>',
    '@everyone',
    '',
    '   ',
    'two\nlines',
    'a'.repeat(141),
    'tab\there',
  ])('refuses %j', (title) => expect(fits(CircleSafeTitle, title)).toBe(false))
  it.each(['Meetings run late', 'a'.repeat(140), '😀'.repeat(140), 'Reuniones a las 21:00 & más', 'x < y', '3 @ 4'])('takes %j', (title) =>
    expect(fits(CircleSafeTitle, title)).toBe(true),
  )
  it('never lets a Slack mention through', () => {
    const mention = fc.tuple(fc.string(), fc.constantFrom('<@U1>', '<!here>', '<#C1>', '@ana'), fc.string()).map((parts) => parts.join(''))
    fc.assert(fc.property(mention, (title) => !fits(CircleSafeTitle, title)))
  })
})

describe('what people send', () => {
  it.each<[string, v.GenericSchema, unknown, boolean]>([
    ['an item', ParkItem, park, true],
    ['one with a link', ParkItem, { ...park, link: 'https://example.org/a' }, true],
    ['a link that runs', ParkItem, { ...park, link: 'javascript:alert(1)' }, false],
    ['a link in clear', ParkItem, { ...park, link: 'http://example.org' }, false],
    ['an endless link', ParkItem, { ...park, link: `https://example.org/${'a'.repeat(2000)}` }, false],
    ['an unknown field', ParkItem, { ...park, more: true }, false],
    ['no title', ParkItem, { ...park, title: undefined }, false],
    ['a thousand emoji', ParkItem, { ...park, why: '😀'.repeat(1000) }, true],
    ['one too many', ParkItem, { ...park, why: '😀'.repeat(1001) }, false],
    ['a NUL', ParkItem, { ...park, why: 'a\u0000' }, false],
    ['a day', PostponeItem, { revisitOn: '2026-12-12' }, true],
    ['a moment', PostponeItem, { revisitOn: '2026-12-12T10:00:00Z' }, false],
    ['a reason', SetDownItem, { reason: '' }, true],
    ['a long reason', SetDownItem, { reason: 'a'.repeat(501) }, false],
    ['a repair', OpenRepair, { title: 'Late', fromItemId: null }, true],
    ['a repair from nowhere', OpenRepair, { title: 'Late', fromItemId: 'x' }, false],
    ['an acknowledgement', DraftAcknowledgement, { by: 'me', words: 'We did not look', how: 'in_a_call' }, true],
    ['one by somebody else', DraftAcknowledgement, { by: 'ana', words: '', how: 'in_a_call' }, false],
    ['a report', ReportDelivery, { attempt: 1, outcome: 'delivered' }, true],
    ['a refusal', ReportDelivery, { attempt: 1, outcome: 'refused', retryAfterSeconds: 3, permanent: false }, true],
    ['a refusal of years', ReportDelivery, { attempt: 1, outcome: 'refused', retryAfterSeconds: 1e9, permanent: false }, false],
    ['half an attempt', ReportDelivery, { attempt: 1.5, outcome: 'delivered' }, false],
    ['an outcome nobody knows', ReportDelivery, { attempt: 1, outcome: 'lost' }, false],
  ])('%s', (_, schema, input, good) => {
    const parsed = v.safeParse(schema, input)
    expect(parsed.success).toBe(good)
    if (!parsed.success && parsed.issues[0]?.type !== 'strict_object') expect(parsed.issues[0]?.message).not.toMatch(/alert|example/)
  })
})
