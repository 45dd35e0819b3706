import { readdirSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, eventually, freshFolder, type Launched, launch, runningIn } from '../support/launched.ts'

/** `npm run drills` spreads forty moments over a first start. Every run of the tests spreads six. */
const MOMENTS = process.env.TEND_DRILLS === 'whole' ? 40 : 6

/**
 * How a start is interrupted: Tend alone is killed, all that a terminal would end is killed with it, or Tend is asked to end and the next
 * start comes when it has ended.
 */
const ways: Record<string, (tend: Launched) => unknown> = {
  'kill -9 of its whole group': ({ child }) => process.kill(-Number(child.pid), 'SIGKILL'),
  'kill -9 of Tend alone': ({ child }) => child.kill('SIGKILL'),
  'SIGTERM, and has ended': (tend) => tend.stop('SIGTERM'),
}
const moments = Array.from({ length: MOMENTS }, (_, n) => ({
  share: (n + 0.5) / MOMENTS,
  way: Object.keys(ways)[n % 3] ?? '',
}))

let wholeMs: number
beforeAll(async () => {
  const began = performance.now()
  const whole = launch({ TEND_DATA: freshFolder() })
  await whole.address()
  wholeMs = performance.now() - began
  await cleanUp()
})
afterEach(cleanUp)

/** What a start makes aside, and does not leave beside the data. */
const aside = (folder: string) => readdirSync(folder).filter((name) => !['pg', 'run', 'key', 'address.json', 'postgres.log'].includes(name))

describe('a first start that is interrupted, and the next one at once', () => {
  it.each(moments)('after $share of its length, by $way', async ({ share, way }) => {
    const folder = freshFolder()
    const first = launch({ TEND_DATA: folder })
    await new Promise((done) => setTimeout(done, wholeMs * share))
    await ways[way]?.(first)
    const next = launch({ TEND_DATA: folder })
    await next.address()
    expect(aside(folder), 'what was half made is cleared').toEqual([])
    expect((await next.stop()).code).toBe(0)
    await first.ended
    expect(await eventually(() => runningIn(folder).length === 0), 'nothing runs on').toBe(true)
  })
})
