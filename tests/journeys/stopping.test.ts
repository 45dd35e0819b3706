import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { cleanUp, launch, primedFolder } from '../support/launched.ts'

afterAll(cleanUp)

type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; json: Record<string, unknown> }>

function asking(address: string, token?: string): Ask {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
}

async function paired(address: string): Promise<string> {
  const secret = inject('primed').setupSecret
  const { json } = await asking(address)('POST', '/v1/pairing-codes', undefined, { authorization: `Setup ${secret}` })
  const device = await asking(address)('POST', '/v1/devices', { code: json.code, displayName: 'Ada' })
  return String(device.json.token)
}

const parking = (title: string) => ({ title, why: '', effect: '', revisitOn: null, link: null })

describe('ending Tend while it is being used', () => {
  it('answers who is there, lets nobody in any more, and breaks nothing', async () => {
    const env = { TEND_DATA: primedFolder(), LOG: 'info' }
    const tend = launch(env)
    const address = await tend.address()
    const token = await paired(address)
    const ask = asking(address, token)
    const circleId = ((await ask('GET', '/v1/me')).json.circles as { id: string }[])[0]?.id
    const statuses: number[] = []
    const kept: string[] = []
    let refused = 0
    const using = Array.from({ length: 12 }, async (_, n) => {
      for (let count = 0; refused < 12; count++) {
        const title = `Something ${n} ${count}`
        const path = `/v1/circles/${circleId}/backburner`
        const answer = await ask('POST', path, parking(title), { 'idempotency-key': randomUUID() }).catch(() => undefined)
        if (!answer) return void refused++
        statuses.push(answer.status)
        if (answer.status === 201) kept.push(title)
      }
    })
    await new Promise((done) => setTimeout(done, 300))
    const { code, ms } = await tend.stop('SIGINT')
    await Promise.all(using)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5000)
    expect(kept.length).toBeGreaterThan(10)
    expect(statuses.filter((status) => status !== 201 && status !== 429)).toEqual([])
    const broken = tend.said().match(/^.*("level":"error"|connection_lost|"status":5\d\d).*$/gm) ?? []
    expect(broken).toEqual([])

    const again = launch(env)
    const items = await everything(asking(await again.address(), token), `/v1/circles/${circleId}/backburner`)
    expect(
      kept.filter((title) => !items.includes(title)),
      'whatever was answered is kept',
    ).toEqual([])
    await again.stop()
    expect(again.said()).not.toContain('connection_lost')
  })

  it('says nothing of lost connections, however little was asked of it', async () => {
    const tend = launch({ TEND_DATA: primedFolder() })
    const address = await tend.address()
    expect((await asking(address, `tnd_${'x'.repeat(43)}`)('GET', '/v1/me')).status).toBe(401)
    await tend.stop()
    expect(tend.said()).not.toMatch(/"level":"(warn|error)"/)
  })
})

async function everything(ask: Ask, path: string): Promise<string[]> {
  const titles: string[] = []
  for (let next: unknown = ''; typeof next === 'string'; ) {
    const { json } = await ask('GET', `${path}?limit=100${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
    titles.push(...(json.items as { title: string }[]).map(({ title }) => title))
    next = json.next
  }
  return titles
}
