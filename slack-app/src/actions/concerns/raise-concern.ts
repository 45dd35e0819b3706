import { namesakesOf, reviewFor } from '@tend/shared/concerns/review'
import { type ConcernDraft, concernTexts, type RaiseConcern } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask, Troubled } from '../../core.ts'
import { keep, letLatestGo, letSentGo, load, moveHere, rootOf } from '../../drafts.ts'
import type { Fields } from '../../fields.ts'
import { fitsInput, found, type Modal } from '../../messages/blocks.ts'
import { draftPage, elsewherePage, reviewPage, sentPage } from '../../messages/concerns/concern-pages.ts'
import {
  type Answers,
  concernFrom,
  helpPage,
  keepOf,
  namePage,
  pageAfter,
  peopleOptions,
  type RaisePage,
  stewardOptions,
  whomPage,
  whoPage,
  wordsPage,
} from '../../messages/concerns/raise-pages.ts'
import { troubleIn } from '../../messages/plain-pages.ts'
import { noticed } from '../../messages/same-page.ts'
import type { Visit } from '../../visit.ts'
import { whyNot } from './show-concerns.ts'

/** Adds to the answers what the page says. A field that is not on the page changes nothing. */
function read(fields: Fields, before: Answers): Answers {
  const after: Answers = { ...before }
  if (fields.has('help')) after.help = fields.many('help') as RaiseConcern['help']
  if (fields.has('about')) after.about = (fields.one('about') ?? 'me') as RaiseConcern['about']
  for (const name of concernTexts.filter((one) => fields.has(one))) {
    const typed = fields.text(name)
    // A text too long for its field stands above it, so an empty field leaves it as it is.
    if (typed !== '' || fitsInput(before[name] ?? '')) after[name] = typed
  }
  if (fields.has('tier')) after.tier = (fields.one('tier') ?? 'only_me') as RaiseConcern['tier']
  if (after.tier !== before.tier) after.recipients = []
  if (fields.has('recipients')) after.recipients = fields.many('recipients')
  if (fields.has('leftOut')) after.leftOut = fields.many('leftOut')
  if (fields.has('nameGiven') && fields.one('nameGiven')) after.nameGiven = fields.one('nameGiven') === 'yes'
  if (fields.has('keep')) after.keep = keepOf(fields.one('keep'), fields.day('day'))
  if (fields.has('notify') && fields.one('notify')) after.notify = fields.one('notify') as NonNullable<RaiseConcern['notify']>
  return after
}

const pages: Record<Exclude<RaisePage, 'review'>, (person: ActingMember, answers: Answers) => Modal> = {
  help: helpPage,
  words: wordsPage,
  who: whoPage,
  whom: whomPage,
  name: namePage,
}

const reviewed = (person: ActingMember, answers: Answers) =>
  reviewFor(concernFrom(person, answers), { circle: person.circle, me: person.me.id, now: person.now })

/** Builds a page, or the page that needs another look when the review says no. */
function build(person: ActingMember, page: RaisePage, answers: Answers): Modal {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  if (page !== 'review') return pages[page](person, answers)
  const review = reviewed(person, answers)
  if (review.ok) return reviewPage(person, concernFrom(person, answers), review.value)
  const { code, path } = review.refusal
  return noticed(pages[pageOf(path)](person, answers), concernsCopy[person.language].refusals[code])
}

function pageOf(path: string): Exclude<RaisePage, 'review'> {
  if (path.startsWith('keep')) return 'name'
  if (path === 'recipients' || path === 'leftOut') return 'whom'
  return 'who'
}

/** Names the field of the page that a refusal belongs beside. Gives nothing when the refusal is about another page. */
function errorOn(visit: Visit, person: ActingMember, page: RaisePage, answers: Answers): Record<string, string> | undefined {
  if (page !== 'whom' && page !== 'name') return undefined
  const copy = concernsCopy[person.language]
  if (page === 'name' && visit.fields.one('keep') === 'until_day' && !visit.fields.day('day')) return { day: copy.keep.dayMissing }
  const review = reviewed(person, answers)
  if (review.ok) return undefined
  const { code, path } = review.refusal
  const field = path === 'keep.day' ? 'day' : path
  return visit.fields.has(field) ? { [field]: copy.refusals[code] } : undefined
}

/** Keeps beside the review exactly the recipients that were shown. */
function answersWithAudience(person: ActingMember, page: RaisePage, answers: Answers): Answers {
  if (page !== 'review') return answers
  const review = reviewed(person, answers)
  return review.ok ? { ...answers, shownTo: review.value.recipients.map(({ memberId }) => memberId) } : answers
}

/** Gives what is kept of a form that stands at this page. */
function draftAt(person: ActingMember, page: RaisePage, answers: Answers): ConcernDraft {
  return { page: page === 'whom' ? 'who' : page, answers: answersWithAudience(person, page, answers) }
}

async function next(visit: Visit, person: ActingMember): Promise<Submitted> {
  const page = (visit.view?.callback_id ?? '').replace('raise_', '') as RaisePage
  // The circle may have kept words out of Slack while a form was open. Then nothing more of the form is kept or shown, and what stands on
  // the page stays in the person's hands.
  if (person.circle.wordsNeverThroughSlack) return stays(visit, concernsCopy[person.language].who.throughExtension)
  const before = await load(person, rootOf(visit))
  // To go on without the pages before would lose them unseen. The page stays, with all that stands on it.
  if (!before && page !== 'help') return stays(visit, slackCopy[person.language].draftGone)
  const answers = read(visit.fields, before?.answers ?? {})
  const errors = errorOn(visit, person, page, answers)
  if (errors) return { errors }
  const following = pageAfter(page, answers)
  try {
    await keep(person, rootOf(visit), draftAt(person, following, answers))
  } catch (error) {
    if (!(error instanceof Troubled)) throw error
    return stays(visit, troubleIn(person.language, error.trouble.code))
  }
  return { view: build(person, following, answers) }
}

/** The page stays open, with a sentence beside what was written. */
function stays(visit: Visit, sentence: string): Submitted {
  const field = ['words', 'help', 'tier', 'recipients', 'leftOut', 'keep'].find((name) => visit.fields.has(name))
  return field ? { errors: { [field]: sentence } } : { notice: sentence }
}

async function back(visit: Visit, person: ActingMember): Promise<Modal | { notice: string }> {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  const to = visit.value as RaisePage
  const before = await load(person, rootOf(visit))
  if (!before) return { notice: slackCopy[person.language].draftGone }
  const answers = read(visit.fields, before?.answers ?? {})
  await keep(person, rootOf(visit), draftAt(person, to, answers))
  return build(person, to, answers)
}

/**
 * Leaves out also the people who have the name of a person left out. When nobody is left to receive the concern, the page that asks for
 * recipients says so.
 */
async function leaveNamesakesOut(visit: Visit, person: ActingMember): Promise<Modal | { notice: string }> {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  const before = await load(person, rootOf(visit))
  if (!before) return { notice: slackCopy[person.language].draftGone }
  const leftOut = before.answers.leftOut ?? []
  const answers = { ...before.answers, leftOut: [...leftOut, ...namesakesOf(person.circle.people, leftOut, person.me.id)] }
  await keep(person, rootOf(visit), draftAt(person, 'review', answers))
  return build(person, 'review', answers)
}

/** Gives the concern, or keeps it: once for one run of the form, however often the button arrives. */
async function send(
  visit: Visit,
  person: ActingMember,
  change: (answers: Answers) => Answers,
): Promise<{ view: Modal } | { notice: string }> {
  if (person.circle.wordsNeverThroughSlack) return { view: elsewherePage(person) }
  const draft = await load(person, rootOf(visit))
  if (!draft) return { notice: slackCopy[person.language].draftGone }
  const answers = change(draft.answers)
  const review = reviewed(person, answers)
  if (!review.ok) return { view: build(person, 'review', answers) }
  const json = concernFrom(person, answers)
  const raised = await ask(person.once(`slack:raise:${rootOf(visit)}`).v1.concerns.$post({ json }))
  if (!raised.ok) return notSent(visit, person, answers, raised.trouble.code)
  await letSentGo(person, rootOf(visit))
  return {
    view: sentPage(
      person,
      review.value.recipients.map(({ displayName }) => displayName),
    ),
  }
}

/** Nothing was given. The page stays, and shows a new review when the audience has changed by now. */
async function notSent(visit: Visit, person: ActingMember, answers: Answers, code: string): Promise<{ view: Modal } | { notice: string }> {
  const sentence = whyNot(person, code)
  if (code !== 'audience_changed') return { notice: sentence }
  await keep(person, rootOf(visit), draftAt(person, 'review', answers))
  return { view: noticed(build(person, 'review', answers), sentence) }
}

/** The first page, or a way on when a draft waits. Words that may not pass through Slack are not asked for here. */
export async function firstPage(person: ActingMember): Promise<Modal> {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  return (await load(person)) ? draftPage(person) : helpPage(person, {})
}

async function goOn(visit: Visit, person: ActingMember): Promise<Modal> {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  const draft = await load(person)
  if (!draft) return helpPage(person, {})
  await moveHere(person, rootOf(visit), { ...draft, ...draftAt(person, draft.page, draft.answers) })
  return build(person, draft.page, draft.answers)
}

function listen(to: Listener): void {
  to.opens({ shortcut: 'raise_concern' }, (_, person) => firstPage(person))
  to.turns('raise_here', (_, person) => firstPage(person))
  to.opens({ button: 'raise_home' }, (_, person) => firstPage(person))
  to.turns('raise_go_on', goOn)
  to.turns('raise_let_go', async (_, person) => {
    await letLatestGo(person)
    return helpPage(person, {})
  })
  to.turns('raise_back', back)
  to.turns('raise_leave_namesakes_out', leaveNamesakesOut)
  to.submits(/^raise_(help|words|who|whom|name)$/, next)
  to.submits('raise_review', (visit, person) => send(visit, person, (answers) => answers))
  to.turns('raise_keep', async (visit, person) => {
    const result = await send(visit, person, (answers) => ({ ...answers, tier: 'only_me' }))
    return 'view' in result ? result.view : result
  })
  to.offers('recipients', async (visit, person) => found(stewardOptions(person), visit.value))
  to.offers('leftOut', async (visit, person) => found(peopleOptions(person), visit.value))
}

/** Raising something in private, page by page in one modal. */
export const raiseConcern: Action = { name: 'raise-concern', shortcuts: [{ id: 'raise_concern', type: 'global', copy: 'raise' }], listen }
