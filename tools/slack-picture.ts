// Draws docs/images/raise-in-slack.png from the very views the Slack app sends: node tools/slack-picture.ts
import { chromium } from 'playwright-core'
import type { ActingMember } from '../slack-app/src/acting-member.ts'
import type { Modal } from '../slack-app/src/messages/blocks.ts'
import { helpPage, whomPage, wordsPage } from '../slack-app/src/messages/concerns/raise-pages.ts'
import { findChromium } from './chromium.ts'

const people = [
  { id: 'noor', displayName: 'Noor', guest: false, slackAdmin: false, away: false },
  { id: 'luis', displayName: 'Luis', guest: false, slackAdmin: false, away: false },
  { id: 'ana', displayName: 'Ana', guest: false, slackAdmin: true, away: false },
]
const stewards = ['luis', 'ana'].map((memberId) => ({ memberId, until: '2099-01-01' }))
const circle = { emergencyContact: 'Mira from the night team, 555 0142', outsideContact: null, missing: [], people, stewards }
const person = { language: 'en', me: { id: 'noor', operator: 'Riverside Coop' }, circle, today: '2026-11-22' } as unknown as ActingMember

type Text = { text: string }
type Option = { text: Text; value: string }
type Element = {
  type: string
  style?: string
  text?: Text
  options?: Option[]
  initial_value?: string
  initial_option?: Option
  initial_options?: Option[]
  placeholder?: Text
}
type Block = { type: string; text?: Text; elements?: Element[]; label?: Text; hint?: Text; optional?: boolean; element?: Element }

const lines = (text = '') => text.replaceAll('\n', '<br>')

function element(of: Element): string {
  const chosen = [of.initial_option, ...(of.initial_options ?? [])].map((option) => option?.value)
  if (of.type === 'button') return `<button>${lines(of.text?.text)}</button>`
  if (of.type === 'plain_text_input') return `<div class="box tall">${lines(of.initial_value)}</div>`
  if (/radio|checkboxes/.test(of.type)) {
    const mark = (option: Option) => (of.type === 'checkboxes' ? '☐☑' : '○◉')[chosen.includes(option.value) ? 1 : 0]
    return (of.options ?? []).map((option) => `<div class="pick"><span>${mark(option)}</span> ${lines(option.text.text)}</div>`).join('')
  }
  const picked = (of.options ?? []).filter(({ value }) => chosen.includes(value)).map(({ text }) => text.text)
  return `<div class="box">${picked.join(', ')}<span class="arrow">▾</span></div>`
}

function block({ type, text, elements, label, hint, optional, element: field }: Block): string {
  if (type === 'header') return `<h2>${lines(text?.text)}</h2>`
  if (type === 'section') return `<p>${lines(text?.text)}</p>`
  if (type === 'context') return `<p class="quiet">${(elements ?? []).map((one) => lines((one as unknown as Text).text)).join('<br>')}</p>`
  if (type === 'actions') return `<p>${(elements ?? []).map(element).join(' ')}</p>`
  const asked = `<b>${lines(label?.text)}</b>${optional ? ' <i>(optional)</i>' : ''}`
  return `<div class="field">${asked}${field ? element(field) : ''}${hint ? `<div class="quiet">${lines(hint.text)}</div>` : ''}</div>`
}

function drawn(view: Modal): string {
  const body = (view.blocks as unknown as Block[]).map(block).join('')
  const foot = `<button>${view.close?.text}</button> <button class="main">${view.submit?.text}</button>`
  return `<section><header>${view.title.text}</header>${body}<footer>${foot}</footer></section>`
}

const style = `html{background:#e9e6df}body{margin:0 0 28px;padding:28px;background:#e9e6df;display:flex;gap:20px;align-items:flex-start;font:15px/1.45 system-ui,sans-serif;color:#1d1c1d}
section{background:#fff;width:390px;border-radius:12px;padding:18px 20px;box-shadow:0 4px 18px #0002}
header{font-weight:700;font-size:18px;padding-bottom:10px;border-bottom:1px solid #e2e2e2}h2{font-size:18px;margin:14px 0 6px}p{margin:12px 0}
.quiet{color:#616061;font-size:13px;margin-top:6px}.field{margin:14px 0}.pick{margin:5px 0}.pick span{color:#2e6f5a}i{color:#616061;font-style:normal}
.box{border:1px solid #8a8a8a;border-radius:6px;padding:7px 10px;margin-top:6px;min-height:20px}.tall{min-height:84px}.arrow{float:right;color:#616061}
button{font:inherit;padding:5px 12px;border:1px solid #8a8a8a;border-radius:6px;background:#fff}.main{background:#2e6f5a;border-color:#2e6f5a;color:#fff}
footer{border-top:1px solid #e2e2e2;margin-top:14px;padding-top:12px;text-align:right}`

const words = 'In the budget call I was talked over three times, and it was laughed off.'
const views = [
  helpPage(person, { help: ['rest', 'acknowledgement'] }),
  wordsPage(person, { about: 'me', words }),
  whomPage(person, { tier: 'stewards', recipients: ['luis'], leftOut: ['ana'] }),
]
const executablePath = findChromium()
if (!executablePath) throw new Error('No Chromium was found.')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1306, height: 960 } })
await page.setContent(`<meta charset="utf8"><style>${style}</style>${views.map(drawn).join('')}`)
await page.screenshot({ path: new URL('../docs/images/raise-in-slack.png', import.meta.url).pathname, fullPage: true })
await browser.close()
