import type { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { pairedPanel, troubles } from '../support/panel.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'

let server: TestServer
let kai: TestMember
let ana: TestMember
let panels: { kai: Page; ana: Page }
const open: { browser: Browser; http: ReturnType<typeof serve> }[] = []
beforeAll(async () => {
  server = await testServer()
  const sol = await server.member('Sol', { roles: ['facilitator'] })
  ana = await server.member('Ana', { roles: ['steward'] })
  kai = await server.member('Kai كاي 🌿')
  await server.member('A visitor', { guest: true })
  panels = { kai: await settingsOf(kai), ana: await settingsOf(ana) }
  // Slack does this when it deactivates an account. Nobody here decided it.
  await server.work(({ trx }) => trx.updateTable('member').set({ left_on: '2026-11-23' }).where('id', '=', sol.id).execute())
  for (const panel of Object.values(panels)) await panel.reload()
})
afterAll(async () => {
  for (const { browser, http } of open) {
    await browser.close()
    http.close()
  }
  await server?.stop()
})

async function settingsOf(member: TestMember): Promise<Page> {
  const browser = await startChromium({ extension: e2eExtension })
  const { panel, http } = await pairedPanel(browser, server, member)
  open.push({ browser, http })
  await panel.getByRole('tab', { name: 'Settings' }).click()
  await panel.getByText('Sol', { exact: true }).waitFor()
  return panel
}

describe('a circle in which nobody facilitates', () => {
  it('says so to whoever is in it, and who can change that', async () => {
    const panel = panels.kai
    await panel.getByRole('tab', { name: 'Settings' }).click()
    await panel.getByText('Nobody here facilitates this circle now. A steward can name somebody.').waitFor()
    expect(await panel.getByText('can change these').count(), 'nobody is sent to somebody who is not there').toBe(0)
    expect(await panel.getByRole('button', { name: 'Name somebody who facilitates' }).count()).toBe(0)
    expect(await troubles(panel)).toEqual([])
  })

  it('is taken up by a steward, who then changes its settings and names others; the last one stays', async () => {
    const panel = panels.ana
    await panel.getByRole('tab', { name: 'Settings' }).click()
    const button = (name: string) => panel.getByRole('button', { name, exact: true })
    await panel.getByText('As a steward you can name somebody, also yourself.').waitFor()
    expect(await button('Save these').count()).toBe(0)

    await button('Name somebody who facilitates').click()
    await button('Name this person').click()
    await panel.getByText('Choose somebody first.').waitFor()
    const options = await panel.getByLabel('Who?').locator('option').allInnerTexts()
    expect(options.filter(Boolean).sort()).toEqual(['Ana', 'Kai كاي 🌿'])
    expect(await troubles(panel)).toEqual([])
    await panel.getByLabel('Who?').selectOption('Ana')
    await button('Name this person').click()
    await button('Save these').waitFor()
    await panel.getByText('A circle always has somebody who facilitates').waitFor()
    expect(await button('End facilitating for Ana').count()).toBe(0)

    await button('Name somebody who facilitates').click()
    await panel.getByLabel('Who?').selectOption('Kai كاي 🌿')
    await button('Name this person').click()
    await button('End facilitating for Kai كاي 🌿').waitFor()
    await panel.getByText('Everybody who can facilitate does already').waitFor()

    await button('End facilitating for Ana').click()
    await panel.getByText('Ana can no longer change these settings.').waitFor()
    expect(await troubles(panel)).toEqual([])
    await button('End').click()
    await panel.getByText('Somebody who facilitates this circle can change these.').waitFor()
    expect(await button('Save these').count()).toBe(0)
    const circle = await (await server.as(ana).v1.circles[':id'].$get({ param: { id: server.home.circleId } })).json()
    expect(circle).toMatchObject({ facilitators: [kai.id], myRoles: expect.not.arrayContaining(['facilitator']) })
  })
})
