import type { types } from '@slack/bolt'
import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { reviewFor, reviewWider } from '@tend/shared/concerns/review'
import type { GivenConcernView, MyConcernView, RaiseConcern, WaitingConcernView } from '@tend/shared/concerns/schema'
import type { GivenConcern } from '@tend/shared/concerns/state'
import { viewMine } from '@tend/shared/concerns/view'
import type { DeliveryView } from '@tend/shared/deliveries/schema'
import type { RepairView } from '@tend/shared/repairs/schema'
import type { RestView } from '@tend/shared/rests/schema'
import type { Language } from '@tend/shared/schema'
import type { SupportView } from '@tend/shared/supports/schema'
import { describe, expect, it } from 'vitest'
import { aConcern } from '../../shared/test/concerns/a-concern.ts'
import { readable } from '../../tests/support/slack-person.ts'
import type { ActingMember } from '../src/acting-member.ts'
import { problems } from '../src/limits.ts'
import { backburnerPage, itemPage, parkPage, setDownPage } from '../src/messages/backburner/backburner-pages.ts'
import type { Home, Modal } from '../src/messages/blocks.ts'
import { carryPage } from '../src/messages/concerns/carry-pages.ts'
import { draftPage, elsewherePage, givenPage, reviewPage, sentPage } from '../src/messages/concerns/concern-pages.ts'
import { minePage, myConcernPage } from '../src/messages/concerns/mine-pages.ts'
import { type Answers, concernFrom, helpPage, namePage, whomPage, whoPage, wordsPage } from '../src/messages/concerns/raise-pages.ts'
import { replyPage } from '../src/messages/concerns/reply-pages.ts'
import { widenPage, widenReviewPage } from '../src/messages/concerns/widen-pages.ts'
import { noticeMessage } from '../src/messages/deliveries/notice.ts'
import { channelPage } from '../src/messages/digests/channel-page.ts'
import { digestMessages } from '../src/messages/digests/digest.ts'
import { homePage, homeWithout } from '../src/messages/home.ts'
import { connectPage } from '../src/messages/members/connect-page.ts'
import { menuPage } from '../src/messages/menu-pages.ts'
import { loadingPage, sentencePage } from '../src/messages/plain-pages.ts'
import { acknowledgePage, openRepairPage, repairsPage } from '../src/messages/repairs/repair-pages.ts'
import { restPage, supportPage } from '../src/messages/told-pages.ts'

const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const names = ['Noor', '👩‍👩‍👧'.repeat(10), 'שם ארוך מאוד'.repeat(7).slice(0, 80), '<!channel> & <@U1>', 'x'.repeat(80)]
const people = Array.from({ length: 130 }, (_, index) => ({
  id: id(index),
  displayName: names[index % names.length] ?? '',
  guest: false,
  slackAdmin: index % 3 === 0,
  away: false,
}))
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const hardest = (length: number) => '&'.repeat(length)

function personIn(language: Language, words = false): ActingMember {
  const circle = {
    id: id(900),
    name: 'Riverside',
    timeZone: 'Europe/Madrid',
    emergencyContact: hardest(300),
    outsideContact: hardest(300),
    missing: [],
    people,
    facilitators: [people[0]?.id ?? ''],
    stewards: people.slice(1).map(({ id: memberId }) => ({ memberId, until: '2099-01-01' })),
    simmerDays: 180,
    slackChannel: 'C0123456789',
    wordsNeverThroughSlack: words,
    myRoles: ['facilitator'],
  }
  const me = { id: id(0), operator: hardest(120) }
  return { language, me, circle, now: new Date('2026-11-22T10:00:00Z'), today: '2026-11-22' } as unknown as ActingMember
}

const answers: Answers = {
  about: 'me',
  help: ['rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other', 'not_known_yet'],
  words: hardest(3000),
  tier: 'stewards',
  recipients: people.slice(1, 51).map((one) => one.id),
  leftOut: people.slice(60, 130).map((one) => one.id),
  nameGiven: true,
  keep: { kind: 'until_day', day: '2027-01-01' },
  notify: 'now',
}

function seenByItsRaiser(concern: GivenConcern): MyConcernView {
  const beside = { noticeUncertain: true, outsideContact: hardest(300), standing: () => 'left' as const, withoutWords: false }
  const { raiserId: memberId, circleId, raisedOn: today } = concern
  return viewMine({ memberId, roles: new Map([[circleId, new Set()]]) }, concern, { names: new Map(), today }, beside)
}
/** More of everything than one concern can hold, so that no page of it is ever larger. */
const mine = (index: number): MyConcernView => ({
  ...seenByItsRaiser(aConcern({ id: id(index), circleId: id(900), words: hardest(3000), nameGiven: true, keptUntil: '2027-01-01' })),
  recipients: people.slice(1, 51).map((one) => ({
    memberId: one.id,
    displayName: one.displayName,
    state: 'heard',
    openedOn: '2026-11-22',
    givenOn: '2026-11-22',
    standing: 'left',
  })),
  notOpened: true,
  outsideContact: hardest(300),
  replies: many(60, (each) => ({
    mine: each % 2 === 0,
    words: `${each} ${hardest(2990)}`,
    on: '2026-11-22',
    with: people.slice(1, 51).map((one) => ({ memberId: one.id, displayName: one.displayName })),
  })),
  carryings: many(20, (each) => ({ ...carrying(each), by: { memberId: id(1), displayName: names[1] ?? '' } })),
  leftOut: people.slice(60).map((one) => ({ memberId: one.id, displayName: one.displayName })),
})
const carrying = (index: number): GivenConcernView['carryings'][number] => ({
  id: id(index),
  as: 'backburner',
  title: hardest(140),
  why: hardest(1000),
  effect: hardest(1000),
  state: 'asked',
  askedOn: '2026-11-22',
  openedId: null,
})
const waiting = (index: number): WaitingConcernView => ({ id: id(index), circleId: id(900), state: 'waiting', givenOn: '2026-11-22' })
const item = (index: number): BackBurnerView => ({
  id: id(index),
  circleId: id(900),
  title: hardest(140),
  why: hardest(1000),
  effect: hardest(1000),
  state: 'flagged',
  flaggedBecause: 'untended',
  revisitOn: '2027-01-01',
  waitingWeeks: 60,
  touches: 'several',
  echoedByMe: false,
  link: `https://x.test/${'y'.repeat(1980)}`,
  parkedByMe: true,
  linkShared: false,
  repairId: null,
})
const repair = (index: number) =>
  ({
    id: id(index),
    circleId: id(900),
    title: hardest(140),
    state: 'open',
    openedOn: '2026-11-22',
    openWeeks: 3,
    acknowledged: true,
    nothingChangedYet: true,
    fromItemId: null,
    acknowledgements: [0, 1, 2].map((each) => ({
      id: id(each),
      by: 'circle' as const,
      words: hardest(2000),
      how: 'in_writing' as const,
      state: 'shared' as const,
      mine: false,
      joinedByMe: false,
      from: names[each] ?? null,
      sharedOn: '2026-11-22',
    })),
  }) as unknown as RepairView
const drafted = {
  ...repair(1),
  acknowledgements: [{ ...repair(1).acknowledgements[0], mine: true, state: 'drafted' }],
} as unknown as RepairView
const delivery = (index: number): DeliveryView => ({
  id: id(index),
  circleId: id(900),
  kind: 'digest',
  week: '2026-W47',
  day: '2026-11-20',
  state: 'uncertain',
  trouble: null,
})
const told = { memberId: id(1), displayName: names[4] ?? '' }
const support = {
  supported: told,
  supporter: told,
  my: null,
  kind: 'company',
  words: hardest(2000),
  state: 'asked',
  asking: { now: true },
  told: null,
  standIn: { ...told, until: '2026-12-01' },
} as unknown as SupportView
const rest = { person: told, mine: false, until: '2026-12-01', helps: hardest(2000), duties: [{ kind: 'support' }] } as unknown as RestView

function pages(person: ActingMember): Record<string, Modal | Home> {
  const concern: RaiseConcern = concernFrom(person, answers)
  const review = reviewFor(concern, { circle: person.circle, me: person.me.id, now: person.now })
  if (!review.ok) throw new Error(review.refusal.message)
  const alone = concernFrom(person, { ...answers, tier: 'only_me' })
  const own = reviewFor(alone, { circle: person.circle, me: person.me.id, now: person.now })
  if (!own.ok) throw new Error(own.refusal.message)
  const givenToOne = { ...mine(1), recipients: mine(1).recipients.slice(0, 1), leftOut: [] }
  const picked = people.slice(2, 51).map((one) => one.id)
  const wider = reviewWider(givenToOne, picked, { circle: person.circle, me: person.me.id, now: person.now })
  if (!wider.ok) throw new Error(wider.refusal.message)
  const given: GivenConcernView = {
    ...mine(1),
    from: names[2] ?? '',
    givenOn: '2026-11-22',
    state: 'opened',
    carryings: many(20, carrying),
  }
  return {
    help: helpPage(person, answers),
    words: wordsPage(person, answers),
    who: whoPage(person, answers),
    whom: whomPage(person, answers),
    name: namePage(person, answers),
    review: reviewPage(person, concern, review.value),
    'review alone': reviewPage(person, alone, own.value),
    sent: sentPage(person, names),
    draft: draftPage(person),
    elsewhere: elsewherePage(person),
    given: givenPage(person, given),
    'my concerns': minePage(person, many(30, mine), many(40, waiting), {}, hardest(100)),
    'my concern': myConcernPage(person, mine(1)),
    'to whom else': widenPage(person, givenToOne, picked),
    'to nobody else': widenPage(person, mine(1)),
    'what they will see too': widenReviewPage(person, givenToOne, wider.value, id(1)),
    'my concern, earlier': myConcernPage(person, mine(1), hardest(100), 4),
    'given, earlier': givenPage(person, given, hardest(100), 11),
    'writing back': replyPage(person, 'raiser', id(1)),
    'writing back as a steward': replyPage(person, 'steward', id(1)),
    'drafting words for the circle': carryPage(person, id(1)),
    park: parkPage(person, `https://x.test/${'y'.repeat(1980)}`),
    backburner: backburnerPage(person, many(40, item), 0, hardest(100)),
    'one item': itemPage(person, item(1)),
    'backburner, in each state': backburnerPage(person, [
      ...(['simmering', 'picked_up', 'hidden', 'set_down'] as const).map((state, index) => ({ ...item(index), state })),
      { ...item(5), repairId: id(1) },
    ]),
    'told of support': supportPage(person, support),
    'told of a rest': restPage(person, rest),
    'repairs with a draft': repairsPage(person, [drafted]),
    'set down': setDownPage(person, id(1)),
    'open repair': openRepairPage(person, item(1)),
    repairs: repairsPage(person, many(30, repair), 0, hardest(100)),
    acknowledge: acknowledgePage(person, many(120, repair), id(1)),
    menu: menuPage(person),
    connect: connectPage(person, { code: 'K7QM-2XHA', minutes: 10, address: `https://${'x'.repeat(2000)}.test` }),
    channel: channelPage(person),
    sentence: sentencePage(person.language, hardest(300)),
    loading: loadingPage(),
    home: homePage(person, { items: many(40, item), repairs: many(40, repair), deliveries: many(10, delivery) }),
    'home without': homeWithout(hardest(300)),
  }
}

describe.each(['en', 'es'] as const)('every page, with the longest that anybody may write, in %s', (language) => {
  const all = pages(personIn(language))
  it.each(Object.keys(all))('%s is one that Slack takes, and says no "undefined"', (name) => {
    expect(problems(all[name] ?? {})).toEqual([])
    expect(readable(all[name])).not.toMatch(/undefined|null|NaN|\[object|Invalid Date/)
  })

  it('calls nobody and links nothing, whatever somebody is named', () => {
    expect(JSON.stringify(all)).not.toMatch(/<[!@#]|"<https?:/)
  })

  it('shows all of what was written, however it escapes', () => {
    const shown = readable(all.given).replaceAll('\n', '')
    expect(shown).toContain(hardest(3000))
  })
})

/** Gives the texts that were cut, in every part of a page: titles, buttons, options, confirmations, what a screen reader says. */
function cut(value: unknown): string[] {
  if (typeof value === 'string') return value.endsWith('…') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(cut) : []
}

/** A person's words in these pages, as long as they may be. */
const ofSomebody = /(&amp;){9}|x{9}|y{9}|👩‍👩‍👧|שם/u

describe.each(['en', 'es'] as const)('our own words in %s', (language) => {
  const person = personIn(language)
  const digest = { circleId: id(1), circleName: 'Riverside', language, week: '2026-W47', day: '2026-11-22' }
  const messages = [
    noticeMessage(language, id(1)),
    digestMessages({ ...digest, tended: [], acknowledgements: [], asking: [], changes: [], rests: [] }),
  ]
  const all = { ...pages(person), messages }

  it('are never cut: each title, button and option is as short as Slack wants it', () => {
    const found = cut(all)
    expect(found.length, 'words of people are cut').toBeGreaterThan(0)
    expect(found.filter((one) => !ofSomebody.test(one))).toEqual([])
  })
})

/** Gives what a screen reader says of each button on a page, beside what stands on it. */
function spoken(page: Modal | Home): { stands: string; said: string }[] {
  const actions = page.blocks.filter((block): block is types.ActionsBlock => block.type === 'actions')
  const elements = actions.flatMap((block) => block.elements)
  return elements.flatMap((one) =>
    one.type === 'button' ? [{ stands: one.text.text, said: one.accessibility_label ?? one.text.text }] : [],
  )
}

describe.each(['en', 'es'] as const)('to somebody who hears a page in %s', (language) => {
  const person = personIn(language)
  const days = ['2026-10-22', '2026-11-21']
  const concern = (day: string, index: number): MyConcernView => ({ ...mine(index), raisedOn: day })
  const tended = (mayShare: boolean) =>
    days.map((_, index) => {
      const [one] = repair(index).acknowledgements
      const state = mayShare ? 'drafted' : 'shared'
      return { ...repair(index), title: `Meetings, part ${index}`, acknowledgements: [{ ...one, mine: mayShare, state }] } as RepairView
    })
  const all: [name: string, page: Modal | Home, twice: number][] = [
    [
      'my concerns',
      minePage(
        person,
        days.map(concern),
        days.map((day, index) => ({ ...waiting(index), givenOn: day })),
      ),
      6,
    ],
    ['the Home', homePage(person, { items: [], repairs: [], deliveries: days.map((day, index) => ({ ...delivery(index), day })) }), 1],
    ['what is begun to be said', acknowledgePage(person, tended(false), ''), 1],
    ['drafts', repairsPage(person, tended(true)), 1],
    [
      'the back burner',
      backburnerPage(
        person,
        days.map((_, index) => ({ ...item(index), title: `Item ${index}` })),
      ),
      3,
    ],
  ]

  it.each(all)('the buttons of %s that look the same are told apart, and whole', (_, page, twice) => {
    const heard = spoken(page)
    const same = heard.filter(({ stands }) => heard.filter((other) => other.stands === stands).length > 1)
    expect(same).toHaveLength(2 * twice)
    expect(new Set(heard.map(({ said }) => said)).size).toBe(heard.length)
    for (const { stands, said } of same) expect(said.startsWith(`${stands}: `) && !said.endsWith('…'), said).toBe(true)
  })
})
