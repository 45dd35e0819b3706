import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { rounds } from '@tend/shared/prompts/catalogue/rounds'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRoom } from '../../tools/prompts/room.ts'
import { axe } from '../support/axe.ts'
import { type Browser, startChromium } from '../support/chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'tend-room-'))
const asked: string[] = []
const wrong: string[] = []
let browser: Browser
let library: string
let call: string

beforeAll(async () => {
  const [index = '', play = ''] = await writeRoom(folder)
  library = pathToFileURL(index).href
  call = pathToFileURL(play).href
  browser = await startChromium({})
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(address: string, minutes = false): Promise<Page> {
  const page = await browser.context.newPage()
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  if (minutes) await page.clock.install({ time: new Date('2026-11-22T10:00:00Z') })
  await page.goto(address)
  return page
}
/** From here on only those seconds pass that the test lets pass, however slow the machine is. */
const standStill = (page: Page) => page.clock.pauseAt(new Date('2026-11-22T12:00:00Z'))

/** Looks at parts of the page: all of the library would be the same card a hundred times. */
async function violations(page: Page, ...parts: string[]) {
  return (await axe(page, { parts })).map(({ id, nodes }) => [id, nodes.length])
}

describe('the whole library on one page', () => {
  it('holds every prompt in both languages, the rounds first, and reads well light and dark', async () => {
    const page = await open(library)
    const text = await page.locator('body').innerText()
    for (const prompt of catalogue) for (const language of ['en', 'es'] as const) expect(text).toContain(prompt.text[language])
    for (const { followUps } of rounds) for (const one of followUps) expect(text).toContain(one.es)
    expect(text.indexOf('person to heal')).toBeLessThan(text.indexOf('Arriving'))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, 'header', '.bar', '#ouch')).toEqual([])
    }
  })

  it('shows one language, one moment, and what a search finds', async () => {
    const page = await open(library)
    await page.getByLabel('Language').selectOption('es')
    expect(await page.locator('h1').first().isHidden()).toBe(true)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Las preguntas de Tend')
    await page.getByLabel('Momento').selectOption('opening')
    const shown = page.locator('.prompts .card:visible')
    expect(await shown.count()).toBe(catalogue.filter(({ moment }) => moment === 'opening').length)
    await page.getByLabel('Buscar').fill('cielo que no existe')
    expect(await shown.count()).toBe(0)
    await page.getByText('Nada de aquí encaja.').waitFor()
  })
})

describe('a call in a minute', () => {
  it('says what would be said when, and why; nothing while a screen is shared', async () => {
    const page = await open(call, true)
    expect(await violations(page)).toEqual([])
    await standStill(page)
    await page.getByRole('button', { name: 'Play' }).click()
    await page.clock.runFor(4_000)
    await page.getByText('Minute 4 of 60').waitFor()
    const said = page.locator('.said-list li')
    expect(await said.count()).toBe(1)
    expect(await said.first().innerText()).toMatch(/minute 2[\s\S]*Why this[\s\S]*openings come in minutes 2 to 4/)
    await page.clock.runFor(18_000)
    await page.getByRole('button', { name: 'Share a screen' }).click()
    await page.clock.runFor(8_000)
    expect(await page.locator('.stage').innerText()).toBe('A screen is shared: nothing is shown.')
    expect(await said.count()).toBe(1)
    await page.getByRole('button', { name: 'Stop sharing' }).click()
    await page.clock.runFor(1_000)
    expect(await said.nth(1).innerText()).toMatch(/sharing a screen has just ended/)
    await page.clock.runFor(60_000)
    await page.getByText('The call is over.').waitFor()
    expect(await said.count()).toBe(4)
    expect(await said.last().innerText()).toContain('after the call')
  })

  it('follows any setting: another language, a circle’s acknowledgement for whoever facilitates, a gesture, dismissals', async () => {
    const page = await open(call, true)
    await page.getByLabel('The circle has').selectOption('acknowledgement')
    await page.getByLabel('I’m facilitating today').check()
    await page.getByLabel('Language').selectOption('es')
    await standStill(page)
    await page.getByRole('button', { name: 'Empezar' }).click()
    await page.clock.runFor(3_000)
    expect(await page.locator('.stage').innerText()).toContain('Cómo terminamos la reunión de marzo')
    await page.getByRole('button', { name: 'Ahora no' }).click()
    await page.clock.runFor(2_000)
    await page.getByRole('button', { name: 'Me dolió' }).click()
    await page.clock.runFor(1_000)
    expect(await page.locator('.said-list').innerText()).toContain('Me dolió')
  })

  it('needs no network and makes no mistakes', () => {
    expect(asked.filter((url) => !url.startsWith('file://'))).toEqual([])
    expect(wrong).toEqual([])
  })
})
