import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { answerPanel, fetchCircleItems, fromOwnPage } from '../../api/background.ts'
import { outbox } from '../../api/outbox.ts'
import type { RequestOutcome } from '../../api/outcome.ts'
import { holdPairing, pairing, standingNow } from '../../api/standing.ts'
import { armCircleItems, circleItems, minutesToNextFetch } from '../../circle/circle-items.ts'
import { storeDraft } from '../../storage/drafts.ts'
import { circleId, held, item, json, me, memberId, network, refusal } from '../world.ts'

const read = (name: 'me' | 'backBurner', id = '') => answerPanel({ tend: 'api', ask: 'read', name, id }) as Promise<RequestOutcome<unknown>>

beforeEach(() => {
  fakeBrowser.reset()
  vi.unstubAllGlobals()
})

describe('before pairing', () => {
  it('asks no server for anything', async () => {
    const asked = network(() => json(me))
    expect(await read('me')).toEqual({ ok: false, why: { kind: 'unpaired' } })
    await answerPanel({ tend: 'api', ask: 'write', name: 'echo', args: { id: circleId }, key: crypto.randomUUID(), about: '', draft: null })
    await answerPanel({ tend: 'api', ask: 'standing' })
    await answerPanel({ tend: 'api', ask: 'sendWaiting', key: null })
    await fetchCircleItems()
    expect(asked).toEqual([])
  })

  it('trades the code with the address that was typed, and with no other', async () => {
    const asked = network(({ url }) =>
      url.endsWith('/v1/devices')
        ? json({ token: 'tnd_new', memberId, deviceId: held.deviceId }, 201)
        : json(url.endsWith('/v1/me') ? me : { items: [] }),
    )
    const form = { server: '127.0.0.1:4000', code: 'K7QM-2XHA', displayName: ' Ana ', language: 'es' as const }
    expect(await answerPanel({ tend: 'api', ask: 'pair', form })).toEqual({ problem: null })
    expect(asked[0]).toMatchObject({
      url: 'http://127.0.0.1:4000/v1/devices',
      method: 'POST',
      body: { code: 'K7QM-2XHA', displayName: 'Ana', language: 'es' },
    })
    expect(asked[0]?.headers.has('authorization')).toBe(false)
    expect(new Set(asked.map(({ url }) => new URL(url).origin))).toEqual(new Set(['http://127.0.0.1:4000']))
    expect(await pairing.getValue()).toMatchObject({ server: 'http://127.0.0.1:4000', token: 'tnd_new' })
  })

  it.each([
    ['a code nobody knows', refusal('not_found', 404, 'code'), 'code'],
    ['a code whose time has passed', refusal('expired', 410), 'expired'],
    ['a first person without a name', refusal('invalid', 400, 'displayName'), 'name'],
    ['too many tries', refusal('too_many', 429), 'busy'],
    ['a page of something else', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'away'],
    ['nobody there', null, 'away'],
  ])('%s is said as such', async (_, response, problem) => {
    network(() => response)
    const form = { server: '127.0.0.1:4000', code: 'K7QM-2XHA', displayName: '', language: 'en' as const }
    expect(await answerPanel({ tend: 'api', ask: 'pair', form })).toEqual({ problem })
    expect(await standingNow()).toEqual({ kind: 'unpaired' })
  })
})

describe('once paired', () => {
  beforeEach(() => holdPairing(held))

  it('sends the token to the paired server, follows no redirect and leaves nothing in the browser’s cache', async () => {
    const asked = network(() => json(me))
    await read('me')
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer tnd_secret')
    expect(asked[0]?.init).toMatchObject({ redirect: 'error', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' })
  })

  it('never tells the panel the token', async () => {
    network(() => json(me))
    const told = JSON.stringify([await answerPanel({ tend: 'api', ask: 'standing' }), await read('me')])
    expect(told).not.toContain('tnd_secret')
  })

  it('asks with the ETag it knows, and a 304 gives what it had', async () => {
    const asked = network(({ headers }) =>
      headers.get('if-none-match') === '"1"' ? new Response(null, { status: 304 }) : json(me, 200, { etag: '"1"' }),
    )
    await read('me')
    expect(await read('me')).toEqual({ ok: true, value: me, stale: false })
    expect(asked[1]?.headers.get('if-none-match')).toBe('"1"')
  })

  it('shows what it had while the server is away, and says so', async () => {
    network(() => json(me, 200, { etag: '"1"' }))
    await read('me')
    network(() => refusal('internal', 500))
    expect(await read('me')).toEqual({ ok: true, value: me, stale: true })
    network(() => null)
    expect(await read('me')).toEqual({ ok: true, value: me, stale: true })
    expect(await standingNow()).toMatchObject({ kind: 'paired', reach: 'away' })
    network(() => json(me))
    await read('me')
    expect(await standingNow()).toMatchObject({ reach: 'near' })
  })

  it.each(['session', 'local'] as const)('is still an answer when there is no room to keep it (%s)', async (area) => {
    network(({ url }) => json(url.endsWith('/v1/me') ? me : { items: [] }, 200, { etag: '"1"' }))
    const full = vi.spyOn(fakeBrowser.storage[area], 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'))
    expect(await read('me')).toEqual({ ok: true, value: me, stale: false })
    expect(await read('backBurner', circleId)).toMatchObject({ ok: true, stale: false })
    expect(await standingNow()).toMatchObject({ reach: 'near' })
    full.mockRestore()
  })

  it('is still an answer when nothing that was kept can be read', async () => {
    network(() => json(me, 200, { etag: '"1"' }))
    const broken = vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValue(new Error('Storage is unavailable'))
    expect(await read('me')).toEqual({ ok: true, value: me, stale: false })
    broken.mockRestore()
  })

  it('answers make room for what somebody is writing once there is none', async () => {
    network(({ url }) => json(url.endsWith('/v1/me') ? me : { items: [] }, 200, { etag: '"1"' }))
    await read('me')
    await storeDraft('park', { title: 'Half a thought' })
    const full = vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'))
    await read('backBurner', circleId)
    full.mockRestore()
    const left = Object.keys(await fakeBrowser.storage.session.get(null)).filter((key) => /^(answer|draft) /.test(key))
    expect(left).toEqual(['draft park'])
  })

  it('reads a list to its end, page by page, and still has all of it while the server is away', async () => {
    const pages: Record<string, { items: unknown[]; next: string | null }> = {
      '': { items: [item({ id: memberId, title: 'first' })], next: 'c1' },
      c1: { items: [item({ id: circleId, title: 'second' })], next: 'c2' },
      c2: { items: [item({ id: held.deviceId, title: 'third', flagged: true })], next: null },
    }
    const answer = ({ url }: { url: string }) => {
      const cursor = new URL(url).searchParams.get('cursor') ?? ''
      return json(pages[cursor], 200, { etag: `"${cursor}"` })
    }
    const asked = network(answer)
    const titles = async () => {
      const outcome = (await read('backBurner', circleId)) as RequestOutcome<{ items: { title: string }[] }>
      return outcome.ok ? [outcome.value.items.map(({ title }) => title), outcome.stale] : outcome
    }
    expect(await titles()).toEqual([['first', 'second', 'third'], false])
    expect(asked.map(({ url }) => new URL(url).search)).toEqual(['', '?cursor=c1', '?cursor=c2'])
    expect(await circleItems.getValue()).toMatchObject([{ title: 'third' }])
    network(() => null)
    expect(await titles()).toEqual([['first', 'second', 'third'], true])
  })

  it('keeps no later pages that nobody would find again', async () => {
    for (const next of ['old', 'new']) {
      network(({ url }) => json({ items: [], next: url.includes('cursor') ? null : next }, 200, { etag: `"${next}"` }))
      await read('backBurner', circleId)
    }
    const kept = Object.keys(await fakeBrowser.storage.session.get(null)).filter((key) => key.includes('cursor='))
    expect(kept).toEqual([`answer ${held.server}/v1/circles/${circleId}/backburner?cursor=new`])
  })

  it('a later page that is refused is the answer to the whole: no half list passes for all of it', async () => {
    network(({ url }) => (url.includes('cursor') ? refusal('too_many', 429) : json({ items: [], next: 'c1' })))
    expect(await read('backBurner', circleId)).toEqual({ ok: false, why: { kind: 'busy' } })
  })

  it.each([502, 503, 504, 500])('a %d is the server being away, and wipes nothing', async (status) => {
    network(() => json({ error: { code: 'internal', message: '', path: '' } }, status))
    expect(await read('me')).toEqual({ ok: false, why: { kind: 'away' } })
    expect(await pairing.getValue()).toEqual(held)
  })

  it('a server that does not know the device wipes nothing either', async () => {
    await outbox.setValue([{ key: 'k', name: 'echo', args: { id: circleId }, about: '', server: held.server, memberId, refused: null }])
    network(() => refusal('unauthorised', 401))
    expect(await read('me')).toEqual({ ok: false, why: { kind: 'unknown_device' } })
    expect(await standingNow()).toMatchObject({ kind: 'paired', reach: 'unknown_device' })
    expect(await outbox.getValue()).toHaveLength(1)
  })

  it('only a revocation wipes, and then everything', async () => {
    await fakeBrowser.storage.local.set({ 'call.notes': [{ text: 'mine' }], outbox: [] })
    await fakeBrowser.storage.session.set({ 'draft park': { title: 'unsent' } })
    network(() => refusal('device_revoked', 401))
    expect(await read('me')).toEqual({ ok: false, why: { kind: 'revoked' } })
    expect(await fakeBrowser.storage.local.get(null)).toEqual({ revokedFrom: held.server })
    expect(Object.keys(await fakeBrowser.storage.session.get(null))).toEqual(['standing'])
    expect(await standingNow()).toEqual({ kind: 'revoked', server: held.server })
  })

  it('an answer that comes after this device was emptied leaves nothing behind', async () => {
    network(async () => {
      await answerPanel({ tend: 'api', ask: 'forget' })
      return json(me, 200, { etag: '"1"' })
    })
    await fakeBrowser.storage.local.set({ pairing: { ...held } })
    vi.stubGlobal('fetch', async (url: string) => {
      if (String(url).includes('/devices/')) return json({ id: held.deviceId })
      await answerPanel({ tend: 'api', ask: 'forget' })
      return json(me, 200, { etag: '"1"' })
    })
    await read('me')
    expect(Object.keys(await fakeBrowser.storage.session.get(null)).filter((key) => key.startsWith('answer'))).toEqual([])
  })
})

describe('when the device is paired with somebody else', () => {
  const another = { ...held, token: 'tnd_another', memberId: circleId }
  const kept = async () => JSON.stringify([await fakeBrowser.storage.local.get(null), await fakeBrowser.storage.session.get(null)])
  beforeEach(async () => {
    await holdPairing(held)
    network(({ url }) =>
      json(url.endsWith('/v1/me') ? me : { items: [item({ id: memberId, title: 'Night shifts', flagged: true })] }, 200, { etag: '"1"' }),
    )
    await fetchCircleItems()
    await storeDraft('park', { title: 'Half a thought' })
    await fakeBrowser.storage.session.set({ 'call.sessions': { sessions: {} } })
  })

  it('nothing that was read or begun before is left, and a call that goes on is', async () => {
    expect(await kept()).toMatch(/Night shifts.*Half a thought/s)
    await holdPairing(another)
    expect(await kept()).not.toMatch(/Night shifts|Half a thought|Ana|answer /)
    expect(await fakeBrowser.storage.session.get('call.sessions')).toEqual({ 'call.sessions': { sessions: {} } })
  })

  it('the same person, paired anew, finds it all again', async () => {
    await holdPairing({ ...held, token: 'tnd_again', deviceId: circleId })
    expect(await kept()).toMatch(/Night shifts.*Half a thought/s)
  })

  it('an answer that was on its way reaches neither the panel nor the device', async () => {
    network(async () => {
      await holdPairing(another)
      return json({ items: [item({ id: memberId, title: 'Too late', flagged: true })] }, 200, { etag: '"2"' })
    })
    expect(await read('backBurner', circleId)).toEqual({ ok: false, why: { kind: 'unpaired' } })
    expect(await kept()).not.toContain('Too late')
  })
})

describe('the circle’s items, for calls', () => {
  beforeEach(() => holdPairing(held))

  it('are those that ask for attention, circle by circle', async () => {
    const asking = item({ id: '01936f5e-0000-7000-8000-000000000011', title: 'Who carries the night shifts', flagged: true })
    network(({ url }) => (url.endsWith('/v1/me') ? json(me) : json({ items: [asking, item({ id: circleId, title: 'simmers' })] })))
    await fetchCircleItems()
    expect(await circleItems.getValue()).toEqual([{ id: asking.id, circleId, title: asking.title, because: 'untended' }])
  })

  it('stay as they were while the server is away', async () => {
    const kept = [{ id: memberId, circleId, title: 'kept', because: 'echoes' as const }]
    await circleItems.setValue(kept)
    network(() => null)
    await fetchCircleItems()
    expect(await circleItems.getValue()).toEqual(kept)
  })

  it('have one alarm: a worker that wakes again does not put it off', async () => {
    await armCircleItems(0)
    const first = await fakeBrowser.alarms.get('circle-items')
    await armCircleItems(0.9)
    expect(await fakeBrowser.alarms.get('circle-items')).toEqual(first)
    expect((first?.scheduledTime ?? 0) - Date.now()).toBeGreaterThan(329 * 60_000)
  })

  it('are fetched every six hours, give or take half an hour', () => {
    for (const chance of [0, 0.25, 0.5, 0.999]) {
      expect(minutesToNextFetch(chance)).toBeGreaterThanOrEqual(330)
      expect(minutesToNextFetch(chance)).toBeLessThanOrEqual(390)
    }
  })
})

describe('who may ask the worker', () => {
  const own = fakeBrowser.runtime.getURL('/' as never)

  it('pages of the extension may', () => expect(fromOwnPage({ id: fakeBrowser.runtime.id, url: `${own}sidepanel.html` })).toBe(true))

  it.each([
    ['a content script', { id: fakeBrowser.runtime.id, url: 'https://meet.google.com/abc' }],
    ['another extension', { id: 'other', url: `${own}sidepanel.html` }],
    ['nobody', {}],
  ])('%s may not', (_, sender) => expect(fromOwnPage(sender)).toBe(false))
})
