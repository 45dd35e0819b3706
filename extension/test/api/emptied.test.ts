import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { answerPanel } from '../../api/background.ts'
import { circleId, held, json, network } from '../world.ts'

beforeEach(() => {
  fakeBrowser.reset()
  vi.unstubAllGlobals()
})

describe('a device that is emptied while an answer is being kept', () => {
  it('keeps nothing of it: what others rest from is nobody else’s to find', async () => {
    await fakeBrowser.storage.local.set({ pairing: { ...held } })
    const rests = [{ name: 'Noor', until: '2026-12-24' }]
    network(({ url }) => json(url.includes('/devices/') ? { id: held.deviceId } : { language: 'en', rests }))
    const digest = crypto.subtle.digest.bind(crypto.subtle)
    let emptied: Promise<unknown> | undefined
    vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async (...given) => {
      emptied = answerPanel({ tend: 'api', ask: 'forget' })
      await new Promise((resolve) => setTimeout(resolve, 20))
      return digest(...given)
    })
    await answerPanel({ tend: 'api', ask: 'read', name: 'digest', id: circleId })
    expect(emptied).toBeDefined()
    await emptied
    expect(await fakeBrowser.storage.local.get(null)).toEqual({})
  })
})
