import type { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { pairedPanel } from '../support/panel.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'

let server: TestServer
let http: ReturnType<typeof serve>
let browser: Browser
let panel: Page
let ana: TestMember
beforeAll(async () => {
  server = await testServer()
  ana = await server.member('Ana')
  browser = await startChromium({ extension: e2eExtension })
  ;({ panel, http } = await pairedPanel(browser, { ...server, api: { fetch: answered } as TestServer['api'] }, ana))
  // All of it in sight: where the room scrolls, a browser may keep things in their places by itself.
  await panel.setViewportSize({ width: 360, height: 2400 })
})
afterEach(() => {
  instead = async (_, answer) => answer()
})
afterAll(async () => {
  await browser?.close()
  http?.close()
  await server?.stop()
})

/** How the server answers a request, `GET repairs` for short. */
let instead: (what: string, answer: () => Promise<Response>) => Promise<Response> = async (_, answer) => answer()
const answered = (request: Request) =>
  instead(`${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`, async () => server.api.fetch(request))

/** Keeps the next such answer back: it is made when it is asked for, and arrives when it is let go. */
function keepBack(wanted: string): { asked: Promise<void>; letGo: () => void } {
  const [asked, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let kept = false
  instead = async (what, answer) => {
    const response = await answer()
    if (what !== wanted || kept) return response
    kept = true
    asked.resolve()
    await gone.promise
    return response
  }
  return { asked: asked.promise, letGo: gone.resolve }
}

/** A repair with an acknowledgement that was shared, open in the panel. */
async function sharedIn(title: string) {
  const { repairs } = server.as(ana).v1
  const answer = await server
    .as(ana)
    .v1.circles[':id'].repairs.$post({ param: { id: server.home.circleId }, json: { title, fromItemId: null } })
  const { id } = (await answer.json()) as { id: string }
  const json = { by: 'circle', words: 'We let two carry the nights.', how: 'in_writing' } as const
  const ack = (await (await repairs[':id'].acknowledgements.$post({ param: { id }, json })).json()) as { id: string }
  await repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId: ack.id } })
  await readAnew()
  const repair = panel.locator('[aria-labelledby=repairs] details', { hasText: title })
  await repair.locator('summary').click()
  const said = repair.getByRole('button', { name: 'It has been said', exact: true })
  return { said, place: () => said.boundingBox(), tag: () => repair.locator('.said .tag').innerText() }
}

/** What a panel that comes into sight does. */
const readAnew = () => panel.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
/** Until the panel has drawn what arrived. */
const drawn = (ms = 300) =>
  panel.evaluate((wait) => new Promise<void>((done) => setTimeout(() => requestAnimationFrame(() => done()), wait)), ms)

async function park(title: string): Promise<void> {
  const json = { title, why: '', effect: '', revisitOn: null, link: null }
  const answer = await server.as(ana).v1.circles[':id'].backburner.$post({ param: { id: server.home.circleId }, json })
  expect(answer.status).toBe(201)
}

describe('“It has been said” is not lost', () => {
  it('when the answer to what was asked before it comes after it', async () => {
    const { said, tag } = await sharedIn('Asked before')
    const { asked, letGo } = keepBack('GET repairs')
    await readAnew()
    await asked
    await said.click()
    await expect.poll(tag).toBe('Said')
    letGo()
    await drawn(1000)
    expect(await tag()).toBe('Said')
  })

  it('when what others do would move it between press and release', async () => {
    const { said, place, tag } = await sharedIn('Pressed meanwhile')
    await said.hover()
    const before = await place()
    await panel.mouse.down()
    for (const title of ['Who opens the room', 'How we end', 'Where we eat']) await park(title)
    await readAnew()
    await drawn()
    expect.soft(await place()).toEqual(before)
    await panel.mouse.up()
    await expect.poll(tag).toBe('Said')
    await panel.getByText('Who opens the room').waitFor()
  })

  it('when the server is slow: nothing moves while it is being sent', async () => {
    const { said, place, tag } = await sharedIn('A slow server')
    const before = await place()
    const { asked, letGo } = keepBack('POST make')
    await said.click()
    await asked
    await drawn()
    expect(await place()).toEqual(before)
    expect(await panel.locator('.outbox').count()).toBe(0)
    letGo()
    await expect.poll(tag).toBe('Said')
  })

  it('when the server has no time to read what came of it', async () => {
    const { said, tag } = await sharedIn('A busy server')
    let refused = 0
    const error = { error: { code: 'too_many', message: 'Later.', path: '' } }
    instead = async (what, answer) => (what === 'GET repairs' && refused++ === 0 ? Response.json(error, { status: 429 }) : answer())
    await said.click()
    await expect.poll(tag).toBe('Said')
    expect(refused).toBeGreaterThan(1)
  })
})
