import type { MyConcernView, WaitingConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import { byText } from '@tend/shared/order'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, type ButtonOf, buttons, divider, heading, type Modal, modal, quiet, says } from '../blocks.ts'
import { carryingsOfMine } from './carry-pages.ts'
import { ownBlocks } from './concern-pages.ts'
import { emergency } from './raise-pages.ts'
import { repliesOfMine } from './reply-pages.ts'

const PAGE = 5
const GIVEN_PAGE = 10

/** Says where a recipient is with it, and what has changed about them since. */
function recipientLine(person: ActingMember, { displayName, state, openedOn, standing }: MyConcernView['recipients'][number]): string {
  const { mine } = concernsCopy[person.language]
  const where = mine.recipient(plainName(displayName), state, openedOn, person.today)
  return mine.standing[standing] === '' ? where : `${where}; ${mine.standing[standing]}`
}

/** Nobody has opened it in three days. This says what the person can do, and whom they can reach outside. */
function unopenedBlocks(person: ActingMember, { notOpened, outsideContact }: MyConcernView): Block[] {
  if (!notOpened) return []
  const { mine, outside } = concernsCopy[person.language]
  return [...says(mine.notOpened), ...quiet(mine.notOpenedHint, outsideContact ? outside(outsideContact) : '')]
}

/** Says that something waits inside, and nothing of it. */
function waitsInside(person: ActingMember, { replies, carryings, wordsElsewhere }: MyConcernView): string[] {
  const { language } = person
  const { mine } = slackCopy[language]
  if (wordsElsewhere) return [concernsCopy[language].mine.wordsElsewhere]
  const asks = carryings.some(({ state }) => state === 'asked')
  return [replies.some((one) => !one.mine) ? mine.writtenBack : '', asks ? mine.asksForAYes : '']
}

/**
 * Where a concern stands and which day it is of. Its entry begins with this line, and a screen reader tells its buttons from others by it.
 */
function lineOf(person: ActingMember, { status, raisedOn }: MyConcernView): string {
  const { mine } = concernsCopy[person.language]
  return `${mine.status[status]}. ${mine.raisedOn(raisedOn, person.today)}`
}

function choices(person: ActingMember, concern: MyConcernView): ButtonOf[] {
  const { mine } = concernsCopy[person.language]
  const line = lineOf(person, concern)
  const of = (id: string, label: string): ButtonOf => ({ id, label, value: concern.id, spoken: `${label}: ${line}` })
  const withdraw = { ...of('withdraw_concern', mine.withdraw), confirm: confirmed(mine.withdraw, mine.withdrawConfirm, person) }
  return [
    ...(person.circle.wordsNeverThroughSlack ? [] : [of('show_concern', slackCopy[person.language].mine.show)]),
    ...(concern.status === 'given' && !concern.wordsElsewhere ? [of('widen_concern', mine.widen)] : []),
    ...(concern.noticeUncertain ? [of('send_notice_again', mine.sendAgain)] : []),
    ...(concern.status === 'given' ? [withdraw] : []),
    { ...of('delete_concern', mine.delete), confirm: confirmed(mine.delete, mine.deleteConfirm, person) },
  ]
}

function mineBlocks(person: ActingMember, concern: MyConcernView): Block[] {
  const { mine, keep, review } = concernsCopy[person.language]
  const { status, recipients } = concern
  const leftOut = concern.leftOut.map(({ displayName }) => plainName(displayName))
  const end = concern.keptUntil ? mine.nearEnd(concern.keptUntil, person.today) : keep.untilDeleted
  return [
    divider,
    ...says(lineOf(person, concern)),
    ...(status === 'given' ? says(recipients.map((one) => recipientLine(person, one)).join('\n')) : []),
    ...says(waitsInside(person, concern).filter(Boolean).join('\n')),
    ...unopenedBlocks(person, concern),
    ...quiet(leftOut.length > 0 ? mine.leftOut(leftOut) : '', status === 'kept' ? review.onlyMe : '', end),
    ...(concern.noticeUncertain ? says(mine.noticeUncertain) : []),
    ...buttons(...choices(person, concern)),
  ]
}

function confirmed(title: string, text: string, person: ActingMember) {
  return { title, text, yes: title, no: concernsCopy[person.language].close }
}

/** The place in each list where the page begins. An offset past the end of a list shows its last page. */
export type Places = { mine?: number; given?: number }

const placed = (from: number, length: number, size: number) => Math.max(0, Math.min(from, Math.floor((length - 1) / size) * size))

function turns(
  person: ActingMember,
  list: 'concerns' | 'given',
  from: number,
  { length, size }: { length: number; size: number },
): Block[] {
  const { older, newer } = slackCopy[person.language].mine
  return buttons(
    ...(from > 0 ? [{ id: `newer_${list}`, label: newer, value: String(Math.max(0, from - size)) }] : []),
    ...(length > from + size ? [{ id: `older_${list}`, label: older, value: String(from + size) }] : []),
  )
}

const order: Record<WaitingConcernView['state'], number> = { waiting: 0, opened: 1, heard: 2, stepped_back: 3, withdrawn: 4 }

/** What nobody opened stands first, with the longest waiting on top. Then comes the newest. */
function unopenedFirst(all: readonly WaitingConcernView[]): WaitingConcernView[] {
  const byDay = (a: WaitingConcernView, b: WaitingConcernView) =>
    a.state === 'waiting' ? byText(a.givenOn, b.givenOn) : byText(b.givenOn, a.givenOn)
  return [...all].sort((a, b) => order[a.state] - order[b.state] || byDay(a, b))
}

/** What a person raised, and below it what was given to them: the same page for everybody, with the same words where there is nothing. */
export function minePage(
  person: ActingMember,
  mine: MyConcernView[],
  waiting: WaitingConcernView[],
  at: Places = {},
  said?: string,
): Modal {
  const copy = concernsCopy[person.language]
  const from = placed(at.mine ?? 0, mine.length, PAGE)
  const fromGiven = placed(at.given ?? 0, waiting.length, GIVEN_PAGE)
  const given = unopenedFirst(waiting).slice(fromGiven, fromGiven + GIVEN_PAGE)
  return modal({
    callback: 'my_concerns',
    title: copy.mine.title,
    close: slackCopy[person.language].close,
    blocks: [
      ...emergency(person),
      ...(said ? says(said) : []),
      ...(mine.length === 0 ? says(copy.mine.empty) : []),
      ...buttons({ id: 'raise_here', label: copy.mine.begin }),
      ...mine.slice(from, from + PAGE).flatMap((concern) => mineBlocks(person, concern)),
      ...turns(person, 'concerns', from, { length: mine.length, size: PAGE }),
      divider,
      heading(copy.given.listTitle),
      ...(waiting.length === 0 ? says(copy.given.listEmpty) : given.flatMap((one) => waitingBlocks(person, one))),
      ...turns(person, 'given', fromGiven, { length: waiting.length, size: GIVEN_PAGE }),
    ],
  })
}

function waitingBlocks(person: ActingMember, waiting: WaitingConcernView): Block[] {
  const { given } = concernsCopy[person.language]
  const line =
    waiting.state === 'withdrawn' ? given.withdrawn : `${given.states[waiting.state]}. ${given.on(waiting.givenOn, person.today)}`
  const label = slackCopy[person.language].mine.open
  const open = { id: 'open_given', label, value: waiting.id, spoken: `${label}: ${line}` }
  return [...says(line), ...(waiting.state === 'withdrawn' ? [] : buttons(open))]
}

/** A person's own words and what was written back, shown to themselves. `page` counts back through what was written. */
export function myConcernPage(person: ActingMember, concern: MyConcernView, said?: string, page = 0): Modal {
  const { mine, review } = concernsCopy[person.language]
  const reads = concern.status === 'given' && concern.recipients.some(({ state }) => state !== 'stepped_back')
  const write = { id: 'write_to_stewards', label: mine.reply.label, value: concern.id }
  const blocks = [
    ...emergency(person),
    ...(said ? says(said) : []),
    ...ownBlocks(person, concern),
    ...repliesOfMine(person, concern, page),
    ...carryingsOfMine(person, concern),
    divider,
    ...quiet(mine.status[concern.status], concern.status === 'given' ? review.later : ''),
    ...buttons(...(reads ? [write] : []), { id: 'show_mine', label: slackCopy[person.language].back }),
  ]
  return modal({ callback: 'my_concern', title: mine.title, close: slackCopy[person.language].close, blocks })
}
