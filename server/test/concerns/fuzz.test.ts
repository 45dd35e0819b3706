import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, input, readyCircle } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
beforeAll(async () => {
  home = await readyCircle()
})
afterAll(() => home.server.stop())

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, '', '\u0000', '\ud800', '__proto__', [], {}, [[]], { kind: 'until_day' }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 3 }),
)
const fields = ['circleId', 'about', 'help', 'words', 'tier', 'recipients', 'leftOut', 'nameGiven', 'keep', 'notify', 'shownTo', 'surprise']
/** Makes nearly what the form sends: some fields are odd, some are missing. */
const nearly = fc.record({
  set: fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 3 }),
  drop: fc.subarray(fields, { maxLength: 2 }),
})

function expectPlain(answer: Answer): void {
  expect([200, 201, 400, 404, 409, 410, 413]).toContain(answer.status)
  if (answer.status < 400) return
  expect(Object.keys(answer.body)).toEqual(['error'])
  expect(Object.keys(answer.body.error).sort()).toEqual(['code', 'message', 'path'])
}

describe('whatever is sent', () => {
  it('to raising is accepted or refused in one shape, and is never a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(nearly, async ({ set, drop }) => {
        const body: Record<string, unknown> = { ...input(home.circleId), ...set }
        for (const field of drop) delete body[field]
        expectPlain(await ask(home.server, home.noor, 'POST', '/v1/concerns', body))
      }),
      { numRuns: 150 },
    )
  })

  it('as a draft is kept as it is, or refused in one shape', async () => {
    await fc.assert(
      fc.asyncProperty(nearly, async ({ set, drop }) => {
        const answers: Record<string, unknown> = { ...input(home.circleId), ...set }
        for (const field of drop) delete answers[field]
        const draft = { page: 'who', answers }
        const kept = await ask(home.server, home.noor, 'PUT', '/v1/concern-drafts/fuzz', draft)
        expectPlain(kept)
        if (kept.status !== 200) return
        const back = await ask(home.server, home.noor, 'GET', '/v1/concern-drafts/fuzz')
        expect(back.body).toEqual(JSON.parse(JSON.stringify(draft)))
      }),
      { numRuns: 80 },
    )
  })

  it('in a path or as a whole body finds nothing, and breaks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.json(), async (id, body) => {
        const part = encodeURIComponent(id.isWellFormed() ? id : 'x')
        expectPlain(await ask(home.server, home.ada, 'POST', `/v1/given-concerns/${part || 'x'}/open`))
        expectPlain(await ask(home.server, home.ada, 'GET', `/v1/concern-drafts/${part || 'x'}`))
        expectPlain(await ask(home.server, home.ada, 'POST', '/v1/concerns', body))
      }),
      { numRuns: 50 },
    )
  })
})
