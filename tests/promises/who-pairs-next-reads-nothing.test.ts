import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { openPanel, pairPanel } from '../support/panel.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'

const concern = 'I was talked over, three times'
const parked = 'Who carries the nights'
const halfAThought = 'Half a thought'
const waiting = 'How we end meetings'
const noted = 'The joke about nurses'
const begun = 'And nobody sai'

let server: TestServer
let http: ReturnType<typeof serve>
let browser: Browser
let panel: Page
let ana: TestMember
let noor: TestMember

const listen = (port = 0) =>
  new Promise<ReturnType<typeof serve>>((ready) => {
    const started = serve({ fetch: server.api.fetch, hostname: '127.0.0.1', port }, () => ready(started))
  })
/** A connection that is kept open would still be answered. */
const goAway = () =>
  new Promise<void>((gone) => {
    http.close(() => gone())
    ;(http as Server).closeAllConnections()
  })
const address = () => `http://127.0.0.1:${(http.address() as AddressInfo).port}`
const codeOf = async (who: TestMember) => ((await (await server.as(who).v1.devices.codes.$post()).json()) as { code: string }).code
const words = () => panel.locator('body').innerText()
const open = (tab: string) => panel.getByRole('tab', { name: tab }).click()
const button = (name: string) => panel.getByRole('button', { name, exact: true })
const titles = async () => {
  const { items } = (await (await server.as(ana).v1.circles[':id'].backburner.$get({ param: { id: server.home.circleId } })).json()) as {
    items: { title: string }[]
  }
  return items.map(({ title }) => title)
}

async function park(title: string): Promise<void> {
  await button('Put something here').click()
  await panel.getByLabel('What is it, in a few words?').fill(title)
  await button('Put it here').click()
}

beforeAll(async () => {
  server = await testServer()
  ana = await server.member('Ana', { roles: ['facilitator'] })
  noor = await server.member('Noor')
  http = await listen()
  browser = await startChromium({ extension: e2eExtension })
  panel = await openPanel(browser)
  await pairPanel(panel, address(), await codeOf(ana))
  const json = aRaise({ circleId: server.home.circleId, words: concern })
  expect((await server.as(ana).v1.concerns.$post({ json })).status).toBe(201)
})
afterAll(async () => {
  await browser?.close()
  http?.close()
  await server?.stop()
})

/** Ana keeps a note for herself and begins another, in a moment that landed hard. */
async function writeNotes(): Promise<void> {
  await open('Now')
  for (const text of [noted, begun]) {
    await button('Something landed hard').click()
    await button('Note it for me, decide later').click()
    await panel.getByLabel('A note for me').fill(text)
    if (text === noted) await button('Keep it').click()
  }
}

/** Ana reads her concern, parks an item, leaves a form half written, and writes on while the server is away. */
async function useAsAna(): Promise<void> {
  await writeNotes()
  await open('Mine')
  await panel.getByText(concern).first().waitFor()
  await open('Circle')
  await park(parked)
  await panel.locator('summary', { hasText: parked }).waitFor()
  const { port } = http.address() as AddressInfo
  await goAway()
  await park(waiting)
  await panel.getByText('Kept on this device. It is sent when the server answers.').waitFor()
  await button('Begin tending to something').click()
  await panel.getByLabel('What are we tending to, in a few words?').fill(halfAThought)
  http = await listen(port)
}

/** The server no longer knows Ana's device, as after an older backup. The panel then offers to pair anew. */
async function loseDevices(): Promise<void> {
  const held = (await keptBy(browser, 'local')).pairing as { deviceId: string }
  const database = await server.superuser()
  await database.query("delete from directory where kind = 'device' and subject = $1", [held.deviceId])
  await database.end()
}

test('whoever is paired next reads nothing of the person before, and nothing of theirs is sent in another name', async () => {
  await useAsAna()
  const before = JSON.stringify(await keptBy(browser, 'session'))
  for (const mark of [concern, halfAThought]) expect(before).toContain(mark)
  await loseDevices()
  await open('Mine')
  await panel.getByText(/does not know this device any more/).waitFor()

  await pairPanel(panel, address(), await codeOf(noor))
  expect(JSON.stringify(await keptBy(browser, 'session'))).not.toMatch(new RegExp(`${concern}|${halfAThought}`))
  for (const tab of ['Now', 'Mine', 'Settings', 'Circle']) {
    await open(tab)
    for (const mark of [concern, halfAThought, waiting, noted, begun]) expect(await words(), tab).not.toContain(mark)
  }
  await open('Mine')
  await panel.getByText('Notes from another pairing').waitFor()
  await open('Circle')
  await panel.getByText('Something waits here from another pairing').waitFor()
  await button('Try to send now').click()
  await panel.locator('summary', { hasText: parked }).waitFor()
  expect(await titles()).toEqual([parked])
  expect(JSON.stringify((await keptBy(browser, 'local')).outbox)).toContain(waiting)
})

test('and once the person before is back, what they wrote is shown to them again, and sent', async () => {
  await loseDevices()
  await open('Mine')
  await panel.getByText(/does not know this device any more/).waitFor()
  await pairPanel(panel, address(), await codeOf(ana))
  await button('Try to send now').click()
  await panel.locator('summary', { hasText: waiting }).waitFor()
  expect((await titles()).sort()).toEqual([waiting, parked])
  await open('Mine')
  await panel.getByText(noted).waitFor()
  expect(await words()).not.toContain('Notes from another pairing')
})
