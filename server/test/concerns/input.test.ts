import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, count, input, readyCircle } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
beforeAll(async () => {
  home = await readyCircle()
})
afterAll(() => home.server.stop())

const raise = (body: unknown, headers: Record<string, string> = {}) => ask(home.server, home.noor, 'POST', '/v1/concerns', body, headers)
const withWords = (words: unknown) => ({ ...input(home.circleId), words })

describe('words are kept exactly as they were written', () => {
  it.each([
    ['3,000 emoji', '🌱'.repeat(3000)],
    ['right to left, and back', '\u202Eاسمع\u202C ok'],
    ['joined signs and accents', '👩🏾‍🌾 e\u0301 \u200b\ufeff'],
    ['line breaks, tabs and spaces at both ends', '  \r\n\t first\n\n\n second  '],
    ['what looks like markup or a template', `<script>alert(1)</script> {{x}} \${y} '; drop table concern; -- \\u0000 %s`],
    ['nothing', ''],
  ])('%s', async (_, words) => {
    const { status, body } = await raise(withWords(words))
    expect(status).toBe(201)
    expect((await ask(home.server, home.noor, 'GET', `/v1/concerns/${body.id}`)).body.words).toBe(words)
    expect((await ask(home.server, home.ada, 'POST', `/v1/given-concerns/${body.id}/open`)).body.words).toBe(words)
  })
})

describe('what cannot be kept is refused in one shape, and nothing is kept of it', () => {
  const lone = (code: string) => JSON.stringify(input(home.circleId)).replace('"words":"', `"words":"\\u${code}`)
  it.each([
    ['3,001 emoji', () => withWords('🌱'.repeat(3001)), 400, 'invalid', 'words'],
    ['NUL', () => withWords('a\u0000b'), 400, 'invalid', 'words'],
    ['half a character, the first', () => lone('d83c'), 400, 'invalid', 'words'],
    ['half a character, the second', () => lone('df31'), 400, 'invalid', 'words'],
    ['words that are a number', () => withWords(7), 400, 'invalid', 'words'],
    ['words that are null', () => withWords(null), 400, 'invalid', 'words'],
    ['words that are a list', () => withWords(['a']), 400, 'invalid', 'words'],
    ['an unknown field', () => ({ ...input(home.circleId), raiserId: home.ada.id }), 400, 'invalid', ''],
    ['an inherited field', () => JSON.stringify(input(home.circleId)).replace('{', '{"__proto__":{"admin":true},'), 400, 'invalid', ''],
    ['an unknown tier', () => ({ ...input(home.circleId), tier: 'everybody' }), 400, 'invalid', 'tier'],
    ['an unknown need', () => ({ ...input(home.circleId), help: ['revenge'] }), 400, 'invalid', 'help.0'],
    ['eleven needs', () => ({ ...input(home.circleId), help: Array(11).fill('rest') }), 400, 'invalid', 'help'],
    [
      'a recipient that is no id',
      () => ({ ...input(home.circleId), tier: 'stewards', recipients: ['me'] }),
      400,
      'invalid',
      'recipients.0',
    ],
    ['201 left out', () => ({ ...input(home.circleId), leftOut: Array(201).fill(home.dee.id) }), 400, 'invalid', 'leftOut'],
    ['a stranger left out', () => ({ ...input(home.circleId), leftOut: [home.circleId] }), 400, 'invalid', 'leftOut'],
    [
      'a day that is none',
      () => ({ ...input(home.circleId), keep: { kind: 'until_day', day: '2026-02-31x' } }),
      400,
      'invalid',
      'keep.day',
    ],
    ['31 February', () => ({ ...input(home.circleId), keep: { kind: 'until_day', day: '2027-02-31' } }), 400, 'invalid', 'keep.day'],
    ['two ways to keep it', () => ({ ...input(home.circleId), keep: { kind: 'ninety_days', day: '2027-01-01' } }), 400, 'invalid', 'keep'],
    ['a field that is missing', () => ({ circleId: home.circleId }), 400, 'invalid', 'about'],
    ['a list', () => [], 400, 'invalid', 'circleId'],
    ['null', () => 'null', 400, 'invalid', ''],
    ['JSON that breaks off', () => '{"circleId":', 400, 'not_json', ''],
    ['a body of 65 KiB', () => withWords('a'.repeat(65 * 1024)), 413, 'too_large', ''],
  ])('%s', async (_, body, status, code, path) => {
    const [concerns, rows] = [await count(home.server, 'concern'), await count(home.server, 'idempotency')]
    const answer = await raise(body(), { 'idempotency-key': 'the-same-key-again' })
    expect([answer.status, answer.body.error.code, answer.body.error.path]).toEqual([status, code, path])
    expect(Object.keys(answer.body)).toEqual(['error'])
    expect(answer.body.error.message).toMatch(/^[A-Z].*\.$/)
    expect([await count(home.server, 'concern'), await count(home.server, 'idempotency')]).toEqual([concerns, rows])
  })

  it('a body of another type, and none', async () => {
    const text = await raise(JSON.stringify(input(home.circleId)), { 'content-type': 'text/plain' })
    expect([text.status, text.body.error.code]).toEqual([400, 'not_json'])
    expect((await raise(undefined)).status).toBe(400)
  })

  it('ids in the path that are none are not there', async () => {
    for (const id of ['1', 'null', `${home.circleId}x`, "'%20or%201=1", '%00', '%F0%9F'])
      for (const [method, path] of [
        ['GET', `/v1/concerns/${id}`],
        ['POST', `/v1/concerns/${id}/withdraw`],
        ['POST', `/v1/given-concerns/${id}/open`],
      ] as const) {
        const answer = await ask(home.server, home.noor, method, path)
        expect([answer.status, answer.body.error.code, path]).toEqual([404, 'not_found', path])
      }
  })

  it('an Idempotency-Key that is none, and one that was used for something else', async () => {
    expect((await raise(input(home.circleId), { 'idempotency-key': 'short' })).status).toBe(400)
    expect((await raise(input(home.circleId), { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400)
    expect((await raise(input(home.circleId), { 'idempotency-key': 'once-for-this' })).status).toBe(201)
    const other = await raise(input(home.circleId, { tier: 'only_me' }), { 'idempotency-key': 'once-for-this' })
    expect([other.status, other.body.error.code]).toEqual([409, 'taken'])
  })
})
