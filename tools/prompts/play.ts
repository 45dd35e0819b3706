import { overlayCopy } from '@tend/shared/copy/overlay'
import { promptsCopy } from '@tend/shared/copy/prompts'
import { readingRoomCopy } from '@tend/shared/copy/reading-room'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { CircleItem, Mark } from '@tend/shared/prompts/choose'
import type { Past } from '@tend/shared/prompts/due'
import { momentsOf } from '@tend/shared/prompts/moments'
import { box, button, choice, element } from './element.ts'
import { type Life, live, pastOf, type Said, seeded } from './live.ts'
import { month } from './month.ts'

type Language = 'en' | 'es'
type ItemKind = CircleItem['kind'] | 'none'

/** What the page is set to, and how far its call has come. When something in it changes, the call is lived anew from its beginning. */
type Page = {
  language: Language
  planned: number | null
  minutes: number
  perHour: number
  apart: number
  history: 'fresh' | 'month'
  facilitating: boolean
  steward: boolean
  item: ItemKind
  seed: number
  minute: number
  playing: boolean
  dismissed: number[]
  marks: { mark: Mark; minute: number }[]
  sharing: [from: number, until: number][]
}

const start = new Date(Date.UTC(2026, 9, 5, 10))
const page: Page = {
  language: 'en',
  planned: 60,
  minutes: 60,
  perHour: 3,
  apart: 15,
  history: 'fresh',
  facilitating: false,
  steward: false,
  item: 'none',
  seed: 1,
  minute: 0,
  playing: false,
  dismissed: [],
  marks: [],
  sharing: [],
}
/** How many milliseconds of this page a minute of the call takes. */
const MINUTE_MS = 1000

function pastHere(): Past[] {
  if (page.history === 'fresh') return []
  return month(page.seed).flatMap(({ day, said }) => pastOf(said, new Date(Date.UTC(2026, 8, 7 + day, 10))))
}

function lived(): Said[] {
  const copy = readingRoomCopy[page.language]
  const items = page.item === 'none' ? [] : [{ kind: page.item, itemId: 'item-1', title: copy.itemTitles[page.item] }]
  const life: Life = {
    minutes: page.minutes,
    plannedMinutes: page.planned,
    sharing: page.sharing,
    marks: page.marks,
    facilitating: page.facilitating,
    steward: page.steward,
    items,
    before: { today: 0, stretch: 0 },
    reflection: true,
    dismisses: (minute) => page.dismissed.includes(minute),
  }
  const wishes = { perHour: page.perHour, fewer: {}, apartMinutes: page.apart }
  const said = live(life, { device: { catalogue, past: pastHere(), wishes }, start, chance: seeded(page.seed) })
  return said.filter((one) => one.minute <= page.minute && (one.when !== 'after' || page.minute >= page.minutes))
}

const isSharing = () => page.sharing.some(([from, until]) => page.minute >= from && page.minute < until)

function settings(): HTMLElement {
  const copy = readingRoomCopy[page.language]
  const minutes = (list: number[]) => list.map((one) => [String(one), copy.minutes(one)] as const)
  const set = (change: Partial<Page>) => {
    Object.assign(page, change)
    draw()
  }
  return element('div', { className: 'settings' }, [
    choice(
      copy.language,
      page.language,
      [
        ['en', 'English'],
        ['es', 'Español'],
      ],
      (language) => set({ language: language as Language }),
    ),
    choice(copy.planned, String(page.planned ?? ''), [['', copy.unknown], ...minutes([25, 30, 45, 60, 90])], (value) =>
      set({ planned: value === '' ? null : Number(value) }),
    ),
    choice(copy.lasts, String(page.minutes), minutes([15, 30, 45, 60, 90, 120]), (value) => set({ minutes: Number(value), minute: 0 })),
    choice(
      copy.perHour,
      String(page.perHour),
      [0, 1, 2, 3].map((one) => [String(one), String(one)] as const),
      (value) => set({ perHour: Number(value) }),
    ),
    choice(copy.apart, String(page.apart), minutes([15, 20, 30, 45]), (value) => set({ apart: Number(value) })),
    choice(copy.history, page.history, Object.entries(copy.histories), (value) => set({ history: value as Page['history'] })),
    choice(copy.items, page.item, Object.entries(copy.itemKinds), (value) => set({ item: value as ItemKind })),
    box(copy.facilitating, page.facilitating, (facilitating) => set({ facilitating })),
    box(copy.steward, page.steward, (steward) => set({ steward })),
  ])
}

function controls(): HTMLElement {
  const copy = readingRoomCopy[page.language]
  const gestures = overlayCopy[page.language].gestures
  const mark = (kind: Mark) => () => change(() => page.marks.push({ mark: kind, minute: page.minute }))
  const share = () =>
    change(() => {
      const last = page.sharing.at(-1)
      if (last && isSharing()) last[1] = page.minute
      else page.sharing.push([page.minute, Number.POSITIVE_INFINITY])
    })
  return element('div', { className: 'acts' }, [
    button(page.playing ? copy.pause : copy.play, () => change(() => (page.playing = !page.playing)), 'main'),
    button(copy.again, () => change(begin)),
    button(copy.another, () => change(() => (page.seed += 1))),
    button(isSharing() ? copy.stopSharing : copy.share, share),
    button(gestures.landed_hard, mark('landed_hard')),
    button(gestures.may_have_hurt, mark('may_have_hurt')),
  ])
}

function begin(): void {
  Object.assign(page, { minute: 0, dismissed: [], marks: [], sharing: [] })
}

function change(what: () => unknown): void {
  what()
  draw()
}

const percent = (minute: number) => `${(100 * Math.min(minute, page.minutes)) / page.minutes}%`

/** The call as a line: the windows in which something may come, what is shared, what was said, and now. */
function line(said: readonly Said[]): HTMLElement {
  const moments = momentsOf({ minute: page.minute, plannedMinutes: page.planned, minutesWithoutBreak: 0, callMinutesToday: 0, held: [] })
  const part = (className: string, from: number, until: number, title = '') => {
    const one = element('span', { className, title })
    one.style.left = percent(from)
    if (until > from) one.style.width = `calc(${percent(until)} - ${percent(from)})`
    return one
  }
  return element('div', { className: 'time', ariaHidden: 'true' }, [
    ...moments.map(({ kind, from, to }) => part('window', from, to, overlayCopy[page.language].kinds[kind])),
    ...page.sharing.map(([from, until]) => part('shared', from, Math.min(until, page.minute))),
    ...said.map(({ when, minute }) => part(when === 'gesture' ? 'sign own' : 'sign', minute, minute)),
    part('now', page.minute, page.minute),
  ])
}

/** Says from everything that chose it why this one came now. */
function reason({ prompt, chosen }: Said): string {
  const { language } = page
  const copy = readingRoomCopy[language].variety
  if (!chosen) return prompt.why[language]
  const days = chosen.categoryDays
  const variety = days === null ? copy.first : days === 0 ? copy.today : copy.days(days)
  return `${prompt.why[language]} ${overlayCopy[language].because[chosen.because]} ${variety}`
}

function stage(said: readonly Said[]): HTMLElement {
  const copy = readingRoomCopy[page.language]
  const last = said.at(-1)
  const recent = last && (last.when === 'after' || page.minute - last.minute < 4) ? last : null
  if (isSharing()) return element('div', { className: 'stage' }, [element('p', { textContent: copy.quiet })])
  if (!recent) return element('div', { className: 'stage' }, [element('p', { className: 'soft', textContent: copy.nothingNow })])
  const { prompt, chosen, minute } = recent
  const overlay = overlayCopy[page.language]
  const aside = chosen && recent.when === 'call' && !page.dismissed.includes(minute)
  return element('div', { className: 'stage' }, [
    element('div', { className: 'card' }, [
      element('p', { className: 'text', textContent: `${chosen?.item ? `${chosen.item.title}. ` : ''}${prompt.text[page.language]}` }),
      element('p', { className: 'soft', textContent: chosen?.open === false ? copy.inDot : overlay.onlyYou }),
      element('div', { className: 'acts' }, [
        element('span', { className: 'tag', textContent: overlay.actions[prompt.action] }),
        ...(aside ? [button(overlay.notNow, () => change(() => page.dismissed.push(minute)))] : []),
      ]),
    ]),
  ])
}

function list(said: readonly Said[]): HTMLElement {
  const copy = readingRoomCopy[page.language]
  if (said.length === 0) return element('p', { className: 'soft', textContent: copy.saidNothing })
  return element(
    'ol',
    { className: 'said-list' },
    said.map((one) => {
      const when = one.when === 'after' ? copy.afterCall : copy.atMinute(one.minute)
      return element('li', { className: 'card' }, [
        element('p', { className: 'soft', textContent: `${when} · ${promptsCopy[page.language].categories[one.prompt.category]}` }),
        element('p', { className: 'text', textContent: one.prompt.text[page.language] }),
        element('p', { className: 'soft', textContent: `${copy.why}: ${reason(one)}` }),
      ])
    }),
  )
}

function draw(): void {
  const copy = readingRoomCopy[page.language]
  document.documentElement.lang = page.language
  document.title = copy.callTitle
  const said = lived()
  const focused = (document.activeElement as HTMLElement | null)?.dataset.name
  const over = page.minute >= page.minutes
  document
    .getElementById('call')
    ?.replaceChildren(
      element('h1', { textContent: copy.callTitle }),
      element('p', { textContent: copy.callLead }),
      element('p', {}, [element('a', { href: 'index.html', textContent: copy.toLibrary })]),
      settings(),
      controls(),
      element('p', { textContent: over ? copy.over : copy.clock(page.minute, page.minutes) }),
      line(said),
      stage(said),
      element('h2', { textContent: copy.said }),
      list(said),
    )
  // Everything is drawn anew, and a person who was on a control by keyboard stays on it.
  if (focused) document.querySelector<HTMLElement>(`[data-name="${focused}"]`)?.focus()
}

draw()
setInterval(() => {
  if (!page.playing) return
  if (page.minute >= page.minutes) page.playing = false
  else page.minute += 1
  draw()
}, MINUTE_MS)
