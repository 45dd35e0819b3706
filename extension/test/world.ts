import { vi } from 'vitest'
import type { HeldPairing } from '../api/standing.ts'

export type Asked = { url: string; method: string; headers: Headers; body: unknown; init: RequestInit }

/** This stands in for the network: it notes each request and answers as told. `null` means that no server answers. */
export function network(answer: (asked: Asked) => Response | null | Promise<Response | null>) {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    const one = { url: String(input), method: init.method ?? 'GET', headers: new Headers(init.headers), body, init }
    asked.push(one)
    const response = await answer(one)
    if (!response) throw new TypeError('Failed to fetch')
    return response
  })
  return asked
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

export const refusal = (code: string, status: number, path = '') => json({ error: { code, message: 'No.', path } }, status)

export const circleId = '01936f5e-0000-7000-8000-000000000001'
export const memberId = '01936f5e-0000-7000-8000-000000000002'
export const held: HeldPairing = {
  server: 'http://127.0.0.1:4000',
  token: 'tnd_secret',
  memberId,
  deviceId: '01936f5e-0000-7000-8000-000000000003',
}

export const item = (given: { id: string; title: string; flagged?: boolean }) => ({
  id: given.id,
  circleId,
  title: given.title,
  why: '',
  effect: '',
  state: given.flagged ? 'flagged' : 'simmering',
  flaggedBecause: given.flagged ? 'untended' : null,
  revisitOn: null,
  waitingWeeks: 4,
  touches: null,
  echoedByMe: false,
  link: null,
  linkShared: false,
  parkedByMe: false,
  repairId: null,
})

export const me = {
  id: memberId,
  displayName: 'Ana',
  language: 'en',
  operator: null,
  slackLinked: false,
  circles: [{ id: circleId, name: 'Pod', roles: ['member'] }],
  devices: [],
}
