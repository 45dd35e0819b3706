import { createHash } from 'node:crypto'
import { planDeliveries } from '@tend/shared/deliveries/plan'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sources, target } from '../architecture/sources.ts'
import { type CareLife, type CareWords, careFields, liveCare } from '../support/care.ts'
import { ask, type Cast, cast } from '../support/cast.ts'
import { belonging, dump, type StoredRow } from '../support/stored.ts'

const words = Object.fromEntries(careFields.map((field) => [field, `what somebody wrote as ${field}`])) as CareWords

let theCast: Cast
let life: CareLife
let digestBefore: string
let rows: StoredRow[]
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-23T10:11:12Z' })
  digestBefore = await digest()
  life = await liveCare(theCast, words)
  rows = await dump(theCast.server)
})
afterAll(() => theCast.server.stop())

const digest = async () => (await ask(theCast.server, theCast.people.member.token, 'GET', `/v1/circles/${theCast.circleId}/digest`)).text
const everybody = () =>
  Object.values(theCast.people).flatMap(({ id, deviceId }) => [
    ...[id, deviceId, id.replaceAll('-', ''), Buffer.from(id).toString('hex')],
    ...['sha256', 'sha1', 'md5'].map((kind) => createHash(kind).update(id).digest('hex')),
  ])
const pages = ['/v1/supports', '/v1/rests', '/v1/reflections', '/v1/me/carried', '/v1/given-concerns']

describe('rest, support and what one writes to oneself', () => {
  it.each(['support', 'rest', 'round', 'reflection'] as const)('a %s is joined to nobody in the whole database', (kind) => {
    const found = belonging(rows, [life[kind]], [theCast.server.home.workspaceId, theCast.circleId])
    expect(found.length).toBeGreaterThan(kind === 'reflection' ? 1 : 2)
    expect(found.filter(({ text }) => everybody().some((name) => text.includes(name)))).toEqual([])
  })

  it('keep no hour of the clock: times are days', () => {
    const found = belonging(rows, Object.values(life), [theCast.server.home.workspaceId, theCast.circleId])
    expect(found.filter(({ table, text }) => table.startsWith('public.') && /T10:11/.test(text))).toEqual([])
  })

  it('reach only whom they were told: everybody else reads what they read before', async () => {
    for (const role of ['facilitator', 'steward', 'leftOut', 'otherCircle', 'otherWorkspace'] as const)
      for (const page of pages) {
        const { text } = await ask(theCast.server, theCast.people[role].token, 'GET', page)
        for (const field of ['support', 'helps', 'did', 'impact', 'unseen', 'next'] as const) expect(text).not.toContain(words[field])
        for (const id of [life.support, life.rest, life.reflection]) expect(text).not.toContain(id)
      }
  })

  it('show whoever runs the round, or the circle, no answer that has nowhere to hide', async () => {
    const { text } = await ask(theCast.server, theCast.people.facilitator.token, 'GET', `/v1/rounds/${life.round}`)
    expect(text).toContain(words.namedAnswer)
    for (const kept of [words.answer, words.changedAnswer]) expect(text).not.toContain(kept)
  })

  it('leave the digest as it was, but for a rest that its person shares', async () => {
    const after = JSON.parse(await digest()) as Record<string, unknown>
    const { rests: _, ...others } = after
    const { rests: __, ...before } = JSON.parse(digestBefore) as Record<string, unknown>
    expect(others).toEqual(before)
  })
})

describe('"I may have hurt someone"', () => {
  it.each(['reflection.begun', 'reflection.written', 'reflection.linked', 'reflection.let_go'])('%s sends nobody anything', (kind) => {
    const recipients = Object.values(theCast.people).map(({ id }) => id)
    expect(planDeliveries({ kind, subject: life.reflection, circleId: theCast.circleId, recipients })).toEqual([])
  })

  it('cannot reach what others raised: nothing it is made of imports concerns or reads their tables', () => {
    const all = new Map(sources('shared/src', 'server/src').map((source) => [source.file.replace(/\.ts$/, ''), source]))
    const reached = new Set<string>()
    const visit = (path: string) => {
      const source = all.get(path)
      if (!source || reached.has(path)) return
      reached.add(path)
      for (const imported of source.imports) visit(target(source.file, imported))
    }
    for (const room of ['schema', 'decide', 'policy', 'view', 'due']) visit(`shared/src/rounds/${room}`)
    expect(reached.size).toBeGreaterThan(5)
    expect([...reached].filter((path) => /\/concerns\//.test(path))).toEqual([])
    const store = all.get('server/src/rounds/store')
    expect(store?.text).toBeDefined()
    expect(store?.text).not.toMatch(/concern_person|from concern\b|'concern'/)
  })
})
