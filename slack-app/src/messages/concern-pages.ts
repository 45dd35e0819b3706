import type { Review } from '@tend/shared/concerns/review'
import type { GivenConcernView, MyConcernView, RaiseConcern, WaitingConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import { plainName } from '../escape.ts'
import type { Person } from '../person.ts'
import { type Block, buttons, divider, heading, type Modal, modal, quiet, says } from './blocks.ts'
import { emergency } from './raise-pages.ts'

type Shown = Omit<GivenConcernView, 'id' | 'state' | 'replies' | 'carryings'>

function needs(person: Person, chosen: Shown['help']): Block[] {
  const { help } = concernsCopy[person.language]
  return says(chosen.length > 0 ? chosen.map((one) => `· ${help.options[one]}`).join('\n') : help.none)
}

/** Exactly what somebody it is given to reads: the same blocks on the review page and in their own modal. */
export function givenBlocks(person: Person, shown: Shown): Block[] {
  const { language, today } = person
  const { about, words, name, given, keep } = concernsCopy[language]
  const until = shown.keptUntil ? keep.until(shown.keptUntil, today) : keep.untilDeleted
  return [
    ...says(shown.from === null ? name.notGiven : name.given(plainName(shown.from))),
    ...quiet(about.told[shown.about]),
    ...quiet(given.help),
    ...needs(person, shown.help),
    ...quiet(given.words),
    ...says(shown.words.trim() === '' ? words.none : shown.words),
    ...quiet(given.on(shown.givenOn, today), until),
  ]
}

/** The last page before anything happens. Recipients read the same words, so they are shown once, under all their names. */
export function reviewPage(person: Person, concern: RaiseConcern, review: Review): Modal {
  const { language, today } = person
  const copy = concernsCopy[language]
  const names = review.recipients.map(({ displayName }) => plainName(displayName))
  const kept = review.keptUntil ? copy.keep.until(review.keptUntil, today) : copy.keep.untilDeleted
  const seen = review.recipients[0]?.sees
  const own: Shown = { ...concern, from: null, givenOn: today, keptUntil: review.keptUntil }
  const body = seen
    ? [...says(copy.review.sees(names)), divider, ...givenBlocks(person, seen), divider]
    : [...says(copy.review.onlyMe), divider, ...ownBlocks(person, own), ...quiet(kept), divider]
  const leftOut = review.leftOut.map(({ displayName }) => plainName(displayName))
  return modal({
    callback: 'raise_review',
    title: slackCopy[language].draft.title,
    close: copy.close,
    submit: seen ? copy.review.give : copy.review.keep,
    blocks: [
      ...emergency(person),
      heading(copy.review.question),
      ...body,
      ...(leftOut.length > 0 ? says(copy.review.leftOut(leftOut)) : []),
      ...namesakeBlocks(person, review.namesakes),
      ...(seen ? quiet(copy.review.next, copy.review.later) : []),
      ...quiet(copy.seesInSlack, copy.seesOperator(person.me.operator)),
      ...buttons(
        { id: 'raise_back', label: copy.back, value: 'name' },
        ...(seen ? [{ id: 'raise_keep', label: slackCopy[language].keepForMe }] : []),
      ),
    ],
  })
}

// Leaving out one of two who are called the same must not look like leaving out the person.
function namesakeBlocks(person: Person, namesakes: Review['namesakes']): Block[] {
  const { namesake, leaveNamesakesOut } = concernsCopy[person.language].review
  if (namesakes.length === 0) return []
  const names = [...new Set(namesakes.map(({ displayName }) => plainName(displayName)))]
  return [...says(namesake(names)), ...buttons({ id: 'raise_leave_namesakes_out', label: leaveNamesakesOut })]
}

function ownBlocks(person: Person, shown: Pick<Shown, 'about' | 'help' | 'words'>): Block[] {
  const { about, help, words } = concernsCopy[person.language]
  return [
    ...quiet(about.options[shown.about], help.question),
    ...needs(person, shown.help),
    ...quiet(words.question),
    ...says(shown.words.trim() === '' ? words.none : shown.words),
  ]
}

/** After it was sent: calm, and nothing to press. */
export function sentPage(person: Person, names: readonly string[]): Modal {
  const { done } = concernsCopy[person.language]
  const said = names.length > 0 ? done.given(names.map(plainName)) : done.kept
  const blocks = [...emergency(person), heading(done.title), ...says(said)]
  return modal({ callback: 'raise_done', title: slackCopy[person.language].draft.title, close: slackCopy[person.language].close, blocks })
}

/** Something of before is still here. */
export function draftPage(person: Person): Modal {
  const copy = concernsCopy[person.language]
  const choices = buttons(
    { id: 'raise_go_on', label: copy.draftGoOn, main: true },
    { id: 'raise_let_go', label: copy.draftDelete, value: 'slack' },
  )
  const blocks = [...emergency(person), ...says(copy.draftWaiting), ...choices, ...quiet(copy.draftKept)]
  return modal({ callback: 'raise_draft', title: slackCopy[person.language].draft.title, close: copy.close, blocks })
}

/** The circle keeps such words out of Slack: where to go instead. */
export function elsewherePage(person: Person): Modal {
  const copy = concernsCopy[person.language]
  const blocks = [...emergency(person), ...says(copy.who.throughExtension)]
  return modal({ callback: 'elsewhere', title: slackCopy[person.language].draft.title, close: slackCopy[person.language].close, blocks })
}

/** What somebody it was given to reads, with what they may do; `said` tells what they just did. */
export function givenPage(person: Person, concern: GivenConcernView, said?: string): Modal {
  const { given, close } = concernsCopy[person.language]
  const confirm = { title: given.stepBack, text: given.stepBackConfirm, yes: given.stepBack, no: close }
  const hear = concern.state === 'opened' ? [{ id: 'hear_concern', label: given.hear, value: concern.id, main: true }] : []
  return modal({
    callback: 'given_concern',
    title: given.title,
    close: slackCopy[person.language].close,
    blocks: [
      ...(said ? says(said) : []),
      ...givenBlocks(person, concern),
      divider,
      ...quiet(given.sees),
      ...buttons(...hear, { id: 'step_back', label: given.stepBack, value: concern.id, confirm }),
      ...quiet(...(hear.length > 0 ? [given.hearHint] : []), given.stepBackHint),
    ],
  })
}

const PAGE = 5
const WAITING_SHOWN = 20

function mineBlocks(person: Person, concern: MyConcernView): Block[] {
  const { mine, keep, review } = concernsCopy[person.language]
  const { id, status, recipients } = concern
  const states = recipients.map((one) => mine.recipient(plainName(one.displayName), one.state, one.openedOn, person.today))
  const leftOut = concern.leftOut.map(({ displayName }) => plainName(displayName))
  const end = concern.keptUntil ? mine.nearEnd(concern.keptUntil, person.today) : keep.untilDeleted
  const show = person.circle.wordsNeverThroughSlack ? [] : [{ id: 'show_concern', label: slackCopy[person.language].mine.show, value: id }]
  const again = concern.noticeUncertain ? [{ id: 'send_notice_again', label: mine.sendAgain, value: id }] : []
  const withdraw = {
    id: 'withdraw_concern',
    label: mine.withdraw,
    value: id,
    confirm: confirmed(mine.withdraw, mine.withdrawConfirm, person),
  }
  const remove = { id: 'delete_concern', label: mine.delete, value: id, confirm: confirmed(mine.delete, mine.deleteConfirm, person) }
  return [
    divider,
    ...says(`${mine.status[status]}. ${mine.raisedOn(concern.raisedOn, person.today)}`),
    ...(status === 'given' ? says(states.join('\n')) : []),
    ...quiet(...(leftOut.length > 0 ? [mine.leftOut(leftOut)] : []), end),
    ...(concern.noticeUncertain ? says(mine.noticeUncertain) : []),
    ...buttons(...show, ...again, ...(status === 'given' ? [withdraw] : []), remove),
    ...(status === 'given' ? [] : quiet(...(status === 'kept' ? [review.onlyMe] : []))),
  ]
}

function confirmed(title: string, text: string, person: Person) {
  return { title, text, yes: title, no: concernsCopy[person.language].close }
}

/** What one raised, and below it what was given to one: the same page for everybody, with the same words where there is nothing. */
export function minePage(person: Person, mine: MyConcernView[], waiting: WaitingConcernView[], from = 0, said?: string): Modal {
  const copy = concernsCopy[person.language]
  const slack = slackCopy[person.language]
  const page = mine.slice(from, from + PAGE)
  const older = mine.length > from + PAGE ? [{ id: 'older_concerns', label: slack.mine.older, value: String(from + PAGE) }] : []
  return modal({
    callback: 'my_concerns',
    title: copy.mine.title,
    close: slack.close,
    blocks: [
      ...emergency(person),
      ...(said ? says(said) : []),
      ...buttons({ id: 'raise_here', label: copy.mine.begin }),
      ...(mine.length === 0 ? says(copy.mine.empty) : page.flatMap((concern) => mineBlocks(person, concern))),
      ...buttons(...older),
      divider,
      heading(copy.given.listTitle),
      ...(waiting.length === 0 ? says(copy.given.listEmpty) : waiting.slice(0, WAITING_SHOWN).flatMap((one) => waitingBlocks(person, one))),
    ],
  })
}

function waitingBlocks(person: Person, waiting: WaitingConcernView): Block[] {
  const { given } = concernsCopy[person.language]
  const line =
    waiting.state === 'withdrawn' ? given.withdrawn : `${given.states[waiting.state]}. ${given.on(waiting.givenOn, person.today)}`
  const open = { id: 'open_given', label: slackCopy[person.language].mine.open, value: waiting.id }
  return [...says(line), ...(waiting.state === 'withdrawn' ? [] : buttons(open))]
}

/** One's own words, shown to oneself. */
export function myConcernPage(person: Person, concern: MyConcernView): Modal {
  const { mine, review } = concernsCopy[person.language]
  const blocks = [
    ...ownBlocks(person, concern),
    divider,
    ...quiet(mine.status[concern.status], review.later),
    ...buttons({ id: 'show_mine', label: slackCopy[person.language].back }),
  ]
  return modal({ callback: 'my_concern', title: mine.title, close: slackCopy[person.language].close, blocks })
}
