import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overlayViolations } from '../support/axe.ts'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'

let browser: Browser
let site: CallSite

beforeAll(async () => {
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  await browser.worker()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const kept = async (key: string): Promise<unknown> => (await keptBy(browser, 'local'))[key]

test('"something landed hard" is marked for oneself, asks nothing, and quick hide keeps the words', async () => {
  const { a } = await callTwoPages(browser, site)
  const overlay = overlayOf(a)
  await overlay.sees('dot')
  expect(await overlayViolations(a)).toEqual([])
  await overlay.button('Tend: open').click()
  await overlay.sees('pane')
  expect(await overlayViolations(a)).toEqual([])
  await overlay.button('Something landed hard').click()
  const ground = catalogue.filter(({ moment, audience }) => moment === 'rupture' && audience === 'personHarmed').map(({ text }) => text.en)
  await expect.poll(() => overlay.words()).toContain('This moment is marked, for you alone.')
  const words = await overlay.words()
  expect(ground.filter((text) => words.includes(text))).toHaveLength(1)
  expect(await kept('call.notes')).toMatchObject([{ kind: 'landed_hard', text: '' }])
  expect(await overlayViolations(a)).toEqual([])

  await overlay.button('Note it for me, decide later').click()
  await overlay.host.getByRole('textbox').waitFor()
  expect(await overlayViolations(a)).toEqual([])
  await overlay.host.getByRole('textbox').pressSequentially('the joke about the budget')
  await a.waitForTimeout(1_200)
  await a.keyboard.press('Escape')
  await overlay.button('Tend: open').click()
  await overlay.button('Hide everything').click()
  await overlay.sees('dot')
  expect(await overlay.words()).toBe('')
  await overlay.button('Tend is quiet: open').click()
  await overlay.button('Show it again').click()
  await overlay.button('Tend: open').click()
  await overlay.button('Something landed hard').click()
  await overlay.button('Note it for me, decide later').click()
  expect(await overlay.host.getByRole('textbox').inputValue()).toBe('the joke about the budget')
  await overlay.button('Keep it').click()
  await expect
    .poll(() => kept('call.notes'))
    .toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'landed_hard', text: 'the joke about the budget' })]))
})
