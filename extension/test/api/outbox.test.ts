import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { answerPanel } from '../../api/background.ts'
import { outbox } from '../../api/outbox.ts'
import type { WriteArgs, WriteName } from '../../api/requests.ts'
import { holdPairing, pairing } from '../../api/standing.ts'
import { storeDraft } from '../../storage/drafts.ts'
import { circleId, held, json, memberId, network, refusal } from '../world.ts'

const write = <Name extends WriteName>(name: Name, args: WriteArgs[Name], key: string = crypto.randomUUID()) =>
  answerPanel({ tend: 'api', ask: 'write', name, args, key, about: 'Night shifts', draft: null })
const sendWaiting = (key: string | null = null) => answerPanel({ tend: 'api', ask: 'sendWaiting', key })
const keys = async () => (await outbox.getValue()).map(({ key }) => key)

beforeEach(async () => {
  fakeBrowser.reset()
  vi.unstubAllGlobals()
  await holdPairing(held)
})

describe('a write while the server is away', () => {
  it('waits on the device and goes out later under the same key, once', async () => {
    network(() => null)
    expect(await write('echo', { id: circleId }, 'key-number-1')).toEqual({ waiting: true })
    expect(await keys()).toEqual(['key-number-1'])
    expect(await fakeBrowser.alarms.get('outbox')).toBeDefined()
    const asked = network(() => json({ id: circleId }))
    await sendWaiting()
    await sendWaiting()
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-number-1'])
    expect(await keys()).toEqual([])
  })

  it('goes out in the order it was written', async () => {
    network(() => null)
    await write('tend', { id: circleId }, 'first-key')
    await write('postpone', { id: circleId, body: { revisitOn: '2027-01-01' } }, 'second-key')
    const asked = network(() => json({ id: circleId }))
    expect(await write('echo', { id: circleId }, 'third-key')).toEqual({ done: { id: circleId } })
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['first-key', 'second-key', 'third-key'])
  })

  it('is shown with the reason when the server refuses it later, and does not hold up the others', async () => {
    network(() => null)
    await write('tend', { id: circleId }, 'refused-key')
    await write('echo', { id: circleId }, 'fine-key')
    network(({ url }) => (url.endsWith('/tend') ? refusal('not_now', 409) : json({ id: circleId })))
    await sendWaiting()
    expect(await outbox.getValue()).toMatchObject([{ key: 'refused-key', refused: { code: 'not_now' } }])
    const asked = network(() => json({ id: circleId }))
    await sendWaiting()
    expect(asked).toEqual([])
  })

  it('that this version does not know does not hold up the others', async () => {
    await outbox.setValue([
      { key: 'old', name: 'gone' as 'echo', args: { id: circleId }, about: '', server: held.server, memberId, refused: null },
    ])
    network(() => json({ id: circleId }))
    expect(await write('echo', { id: circleId })).toEqual({ done: { id: circleId } })
    expect(await outbox.getValue()).toMatchObject([{ key: 'old', refused: { code: 'invalid' } }])
  })

  it('can be deleted', async () => {
    network(() => null)
    await write('echo', { id: circleId }, 'unwanted-key')
    await answerPanel({ tend: 'api', ask: 'drop', key: 'unwanted-key' })
    expect(await keys()).toEqual([])
  })

  it('never goes to another server or in another person’s name', async () => {
    network(() => null)
    await write('echo', { id: circleId }, 'for-the-old-one')
    await pairing.setValue({ ...held, server: 'http://127.0.0.1:5000', token: 'tnd_other' })
    const asked = network(() => json({ id: circleId }))
    await sendWaiting()
    await pairing.setValue({ ...held, memberId: circleId })
    await sendWaiting()
    expect(asked).toEqual([])
    expect(await keys()).toEqual(['for-the-old-one'])
  })

  it('outlives a worker that dies on the way: it waits before it is sent', async () => {
    let waiting: string[] = []
    network(async () => {
      waiting = await keys()
      return json({ id: circleId })
    })
    await write('echo', { id: circleId }, 'careful-key')
    expect(waiting).toEqual(['careful-key'])
  })

  it('a settings change is not kept for later: done unseen, it would surprise', async () => {
    network(() => null)
    expect(await write('changeCircle', { circleId, body: { name: 'Pod' } })).toEqual({ why: { kind: 'away' } })
    expect(await keys()).toEqual([])
  })
})

describe('the draft of a form', () => {
  const body = { title: 'Night shifts', why: '', effect: '', revisitOn: null, link: null }
  const park = () =>
    answerPanel({ tend: 'api', ask: 'write', name: 'park', args: { circleId, body }, key: 'park-key-1', about: '', draft: 'park' })
  const drafts = async () => Object.keys(await fakeBrowser.storage.session.get(null)).filter((key) => key.startsWith('draft'))

  it.each([
    ['once the server took it', () => json({ id: circleId }, 201), []],
    ['once it waits for the server', () => null, []],
    ['not when the server refuses it', () => refusal('invalid', 400, 'title'), ['draft park']],
  ])('goes %s, though the panel was closed meanwhile', async (_, answer, left) => {
    await storeDraft('park', body)
    network(answer)
    await park()
    expect(await drafts()).toEqual(left)
  })
})

describe('a write the server refuses at once', () => {
  it('goes back to the form and does not wait as well', async () => {
    network(() => refusal('invalid', 400, 'title'))
    const body = { title: 'x', why: '', effect: '', revisitOn: null, link: null }
    expect(await write('park', { circleId, body })).toMatchObject({ why: { kind: 'refused', code: 'invalid', path: 'title' } })
    expect(await keys()).toEqual([])
  })

  it('a busy server is waited for', async () => {
    network(() => refusal('too_many', 429))
    expect(await write('echo', { id: circleId })).toEqual({ waiting: true })
  })

  it('a revocation takes what waits with it', async () => {
    network(() => null)
    await write('echo', { id: circleId })
    network(() => refusal('device_revoked', 401))
    expect(await write('tend', { id: circleId })).toMatchObject({ why: { kind: 'revoked' } })
    expect(await keys()).toEqual([])
  })
})

describe('a write over which the server fails each time', () => {
  const otherId = '01936f5e-0000-7000-8000-00000000000b'
  /** Time passes, and the panel opens: what is due is sent. */
  const later = async (minutes: number) => {
    vi.setSystemTime(Date.now() + minutes * 60_000)
    await answerPanel({ tend: 'api', ask: 'standing' })
    await answerPanel({ tend: 'api', ask: 'drop', key: 'nobody' })
  }
  const failing = () => network(({ url }) => (url.includes(otherId) ? json({ id: otherId }) : refusal('internal', 500)))
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  async function stepAside(): Promise<void> {
    failing()
    await write('tend', { id: circleId }, 'stuck-key')
    for (const minutes of [1, 2]) await later(minutes)
  }

  it('is tried a few times, spaced out, and holds the order meanwhile', async () => {
    const asked = failing()
    expect(await write('tend', { id: circleId }, 'stuck-key')).toEqual({ waiting: true })
    await later(0.1)
    expect(await write('echo', { id: otherId }, 'other-key')).toEqual({ waiting: true })
    expect(asked).toHaveLength(1)
    await later(1)
    await later(0.1)
    expect(asked).toHaveLength(2)
    expect(await keys()).toEqual(['stuck-key', 'other-key'])
  })

  it('then steps aside: later writes go on, and it stays with its words', async () => {
    await stepAside()
    expect(await write('echo', { id: otherId }, 'other-key')).toEqual({ done: { id: otherId } })
    expect(await outbox.getValue()).toMatchObject([{ key: 'stuck-key', about: 'Night shifts', refused: null }])
    expect((await fakeBrowser.alarms.get('outbox'))?.periodInMinutes).toBe(60)
  })

  it('keeps behind it what was done to the same thing later', async () => {
    await stepAside()
    await write('postpone', { id: circleId, body: { revisitOn: '2027-01-01' } }, 'same-thing')
    await write('openRepair', { circleId: memberId, body: { title: 'Nights', fromItemId: circleId } }, 'from-it')
    const asked = network(() => json({ id: circleId }))
    await write('echo', { id: otherId }, 'other-key')
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['other-key'])
    await sendWaiting('stuck-key')
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['other-key', 'stuck-key', 'same-thing', 'from-it'])
    expect(await keys()).toEqual([])
  })

  it('is tried again each hour, and at once when the person says so, under its first key', async () => {
    await stepAside()
    const asked = failing()
    await later(30)
    expect(asked).toEqual([])
    await later(30)
    await sendWaiting('stuck-key')
    await sendWaiting()
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['stuck-key', 'stuck-key', 'stuck-key'])
  })

  it('is no sign that the server is away', async () => {
    await stepAside()
    expect(await answerPanel({ tend: 'api', ask: 'standing' })).toMatchObject({ reach: 'near' })
  })

  it.each([
    ['a proxy’s own error', () => json({ message: 'Bad gateway' }, 502)],
    ['a Tend that is only starting', () => refusal('not_ready_yet', 503)],
  ])('%s is not held against the write', async (_, answer) => {
    network(answer)
    await write('tend', { id: circleId }, 'fine-key')
    for (const minutes of [1, 2, 5, 10]) await later(minutes)
    expect(await outbox.getValue()).toMatchObject([{ key: 'fine-key' }])
    expect((await outbox.getValue())[0]?.failed).toBeUndefined()
  })
})
