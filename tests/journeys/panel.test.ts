import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { codeFromHome, openPanel, pairPanel, type RealServer, startRealServer, store, troubles } from '../support/panel.ts'

/** What the extension's worker finds in its own world. */
declare const chrome: { storage: { session: { set(items: Record<string, unknown>): Promise<void> } } }

const tabs = ['Now', 'Circle', 'Mine', 'Settings'] as const

let server: RealServer
let browser: Browser
let panel: Page
beforeAll(async () => {
  server = await startRealServer()
  browser = await startChromium({ extension: e2eExtension })
  panel = await openPanel(browser)
})
afterAll(async () => {
  await browser?.close()
  await server?.end()
})

const tab = (name: (typeof tabs)[number]) => panel.getByRole('tab', { name }).click()
const button = (name: string) => panel.getByRole('button', { name, exact: true })
const sees = (text: string | RegExp) => panel.getByText(text).first().waitFor()
const problem = () => panel.locator('.problem').first().innerText()

/** Sends a request as another device of the same person. */
async function asAnotherDevice(token: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${server.address}/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return (await response.json()) as Record<string, unknown>
}

describe('pairing', () => {
  it('says plainly what stands in the way, and keeps what was typed', async () => {
    await tab('Circle')
    await panel.getByLabel('Pairing code').fill('too short')
    await button('Pair this device').click()
    expect(await problem()).toContain('eight letters and digits')
    await panel.getByLabel('Pairing code').fill('AAAA-2222')
    await panel.getByLabel('Address of the server').fill('http://tend.example.org')
    await button('Pair this device').click()
    await sees(/begins with https/)
    await panel.getByLabel('Address of the server').fill('http://127.0.0.1:9')
    await button('Pair this device').click()
    await sees(/No Tend server answered at http:\/\/127.0.0.1:9/)
    await panel.getByLabel('Address of the server').fill(server.address)
    await button('Pair this device').click()
    await sees(/does not know this code/)
    expect(await panel.getByLabel('Pairing code').inputValue()).toBe('AAAA-2222')
    expect(await troubles(panel)).toEqual([])
  })

  it('takes the code from the server’s page, and asks the first person for a name', async () => {
    const code = await codeFromHome(browser, server.address)
    await panel.getByLabel('Pairing code').fill(code)
    await button('Pair this device').click()
    await sees(/You are the first person here/)
    await pairPanel(panel, server.address, code, 'Ana')
    expect(await keptBy(browser, 'local')).toMatchObject({
      pairing: { server: server.address },
      circles: [{ name: expect.any(String) }],
    })
    const answers = Object.entries(await keptBy(browser, 'session')).filter(([key]) => key.startsWith('answer '))
    expect(answers.map(([, answer]) => typeof (answer as { etag: unknown }).etag)).toContain('string')
  })
})

describe('settings of the circle', () => {
  it('say why only “only me” is offered, and who may change that: the first person may', async () => {
    await tab('Settings')
    await sees(/Before one can be given to anybody, this circle needs two stewards, a contact outside the group and an emergency contact/)
    await sees(/Whoever facilitates can change these/)
  })

  it('refuse what cannot be, and lose nothing of it', async () => {
    await panel.getByLabel('Outside the group').fill('Rosa at the neighbourhood centre, 600 000 000')
    await panel.getByLabel('In an emergency').fill('112, or Marta')
    await panel.getByLabel('Slack channel').fill('#general')
    await panel.getByLabel('Time zone').fill('Atlantis')
    await button('Save these').click()
    await sees('This is not a Slack channel.')
    await sees('This time zone is not known')
    expect(await panel.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    expect(await panel.getByLabel('Outside the group').inputValue()).toContain('Rosa')
  })

  it('keep contacts, channel, day, hour and zone', async () => {
    await panel.getByLabel('Slack channel').fill('https://pod.slack.com/archives/C0123456789')
    await panel.getByLabel('Time zone').fill('Europe/Madrid')
    await panel.getByLabel('Day', { exact: true }).selectOption('Thursday')
    await panel.getByLabel('Hour').selectOption('17:00')
    await button('Save these').click()
    await sees('Saved.')
    await sees('Each Thursday at 17:00, Europe/Madrid.')
    await sees(/this circle needs two stewards: so that/)
    await panel.reload()
    await tab('Settings')
    await expect.poll(() => panel.getByLabel('Slack channel').inputValue()).toBe('C0123456789')
  })
})

describe('the back burner', () => {
  it('keeps a half-written form when the panel closes', async () => {
    await tab('Circle')
    await button('Put something here').click()
    await panel.getByLabel('What is it, in a few words?').fill('What @luis did')
    await panel.getByLabel('Why does it matter?').fill('Two of us do it every week.')
    await panel.close()
    panel = await openPanel(browser)
    await expect.poll(() => panel.getByLabel('Why does it matter?').inputValue()).toBe('Two of us do it every week.')
  })

  it('refuses mentions in a title at once, and parks what the circle may read', async () => {
    await button('Put it here').click()
    expect(await problem()).toContain('leave people and mentions out of it')
    await panel.getByLabel('What is it, in a few words?').fill('Who carries the night shifts 🌙')
    await button('Put it here').click()
    await sees('It is on the back burner.')
    await panel.locator('summary', { hasText: 'Who carries the night shifts 🌙' }).click()
    await sees('Two of us do it every week.')
  })

  it('lets it wait until a day, said in words', async () => {
    await button('Come back later').click()
    const options = await panel.getByLabel('On which day?').locator('option').allInnerTexts()
    expect(options[2]).toMatch(/^4 weeks, until \d+ [A-Z][a-z]+/)
    await button('Come back later').click()
    await sees(/Comes back on \d+ /)
  })

  it('sets down with a reason, and takes up again', async () => {
    await button('Set it down').click()
    await panel.getByLabel(/Why are we setting this down/).fill('Not this month')
    await button('Set it down').click()
    await sees('Set down. It can be taken up again at any time.')
    await panel.locator('summary', { hasText: 'Set down, or out of sight' }).click()
    await panel.locator('summary', { hasText: 'Who carries the night shifts' }).click()
    await button('Take it up again').click()
    await sees('It simmers on.')
  })
})

describe('a repair', () => {
  it('opens from the item, with its title', async () => {
    await panel.locator('[aria-labelledby=back-burner] summary', { hasText: 'Who carries the night shifts' }).first().click()
    await button('Tend to it together').click()
    await button('Begin').click()
    await sees('It is open. Nothing is expected of anybody yet.')
    await panel.locator('[aria-labelledby=repairs] summary', { hasText: 'Who carries the night shifts' }).click()
    await sees('Not acknowledged yet')
  })

  it('gets an acknowledgement: drafted for oneself alone first, then shared, then said', async () => {
    await button('Acknowledge').click()
    await sees('Could we say it in a way that asks no one for an answer?')
    await button('Keep as a draft').click()
    expect(await problem()).toBe('Write a few words here first.')
    await panel.getByLabel('What would you say?').fill('We let two people carry the nights.')
    await button('Keep as a draft').click()
    await sees('A draft, for you alone')
    await button('Share with the circle').click()
    await sees('Shared with the circle')
    await button('It has been said').click()
    await expect.poll(() => panel.locator('.said .tag').first().innerText()).toBe('Said')
  })
})

describe('what leads into the panel from a call', () => {
  it('leads to its room, with the focus on it, and only once', async () => {
    await tab('Settings')
    const worker = await browser.worker()
    await worker.evaluate(() => chrome.storage.session.set({ room: { room: 'repairs', at: Date.now() } }))
    await expect.poll(() => panel.evaluate(() => document.activeElement?.id)).toBe('repairs')
    expect(Object.keys(await keptBy(browser, 'session'))).not.toContain('room')
  })
})

describe('every room', () => {
  it.each(['light', 'dark'] as const)('passes axe, %s, and is whole at 320 px', async (colorScheme) => {
    await panel.emulateMedia({ colorScheme })
    await panel.setViewportSize({ width: 320, height: 640 })
    for (const name of tabs) {
      await tab(name)
      await panel.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await troubles(panel), name).toEqual([])
      expect(await panel.evaluate(() => document.documentElement.scrollWidth), `${name} is not wider than the panel`).toBeLessThanOrEqual(
        320,
      )
      const small = await panel
        .locator('button:visible, select:visible, input[type=text]:visible, summary:visible')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 80)))
      expect(small, `${name} has targets of 44 px`).toEqual([])
    }
    await panel.emulateMedia({ colorScheme: null })
    await panel.setViewportSize({ width: 360, height: 800 })
  })

  it('is reached with the keyboard alone', async () => {
    await panel.getByRole('tab', { name: 'Now' }).click()
    for (const name of ['Circle', 'Mine', 'Settings', 'Now']) {
      await panel.keyboard.press('ArrowRight')
      expect(await panel.evaluate(() => document.activeElement?.textContent)).toBe(name)
    }
  })
})

describe('while the server is away', () => {
  it('shows what was here and keeps what is written', async () => {
    await tab('Circle')
    await server.goAway()
    await button('Put something here').click()
    await panel.getByLabel('What is it, in a few words?').fill('How we end meetings')
    await button('Put it here').click()
    await sees('Kept on this device. It is sent when the server answers.')
    await sees(`No answer from ${server.address}.`)
    await sees('Who carries the night shifts')
    expect(await panel.locator('.outbox').innerText()).toContain('How we end meetings')
    expect(await troubles(panel)).toEqual([])
  })

  it('loses nothing when the worker is stopped meanwhile', async () => {
    const session = await browser.context.newCDPSession(panel)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    await panel.reload()
    await expect.poll(() => panel.locator('.outbox').innerText()).toContain('How we end meetings')
  })

  it('sends it once the server answers', async () => {
    await server.comeBack()
    await button('Try to send now').click()
    await panel.locator('[aria-labelledby=back-burner] summary', { hasText: 'How we end meetings' }).waitFor()
    expect(await panel.locator('.outbox').count()).toBe(0)
    expect(await keptBy(browser, 'local')).toMatchObject({ outbox: [] })
  })
})

describe('my devices', () => {
  it('are paired with a code from this one, and revoked one by one', async () => {
    await tab('Settings')
    await button('Pair another device').click()
    const other = await asAnotherDevice('', 'POST', '/devices', { code: await panel.locator('.code').innerText() })
    await panel.reload()
    await tab('Settings')
    await panel.getByRole('button', { name: /^Revoke the device paired on/ }).click()
    await button('Revoke').click()
    await expect.poll(() => asAnotherDevice(String(other.token), 'GET', '/me')).toMatchObject({ error: { code: 'device_revoked' } })
    await expect.poll(() => panel.getByRole('button', { name: /^Revoke the device paired on/ }).count()).toBe(0)
    await tab('Circle')
    await panel.getByRole('heading', { name: 'The back burner' }).waitFor()
  })
})

describe('hiding', () => {
  it('empties the panel at once, and keeps what was being written', async () => {
    await button('Begin tending to something').click()
    await panel.getByLabel('What are we tending to, in a few words?').fill('Half a thought')
    await button('Hide everything of Tend at once').click()
    await sees('Tend is empty because you hid it.')
    expect(await panel.locator('body').innerText()).not.toMatch(/night shifts|Half a thought/)
    await button('Show it again').click()
    await expect.poll(() => panel.getByLabel('What are we tending to, in a few words?').inputValue()).toBe('Half a thought')
    await button('Not now').click()
  })
})

describe('a device that is revoked', () => {
  it('is emptied of everything, and says so', async () => {
    await store(browser, { 'call.notes': [{ id: '1', at: '2026-11-20T10:00:00Z', kind: 'landed_hard', beside: '', text: 'x' }] })
    await tab('Settings')
    await button('Pair another device').click()
    const code = await panel.locator('.code').innerText()
    const other = await asAnotherDevice('', 'POST', '/devices', { code })
    const me = await asAnotherDevice(String(other.token), 'GET', '/me')
    const first = (me.devices as { id: string; thisOne: boolean }[]).find(({ thisOne }) => !thisOne)
    await asAnotherDevice(String(other.token), 'DELETE', `/devices/${first?.id}`)
    await tab('Circle')
    await sees(/This device was revoked on/)
    expect(await panel.locator('body').innerText()).not.toContain('night shifts')
    expect(await keptBy(browser, 'local')).toEqual({ revokedFrom: server.address })
    expect(Object.keys(await keptBy(browser, 'session')).filter((key) => /answer|draft/.test(key))).toEqual([])
  })
})
