import type { Review } from '@tend/shared/concerns/review'
import type { GivenConcernView, RaiseConcern } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, buttons, divider, heading, type Modal, modal, quiet, says } from '../blocks.ts'
import { carriedBlocks } from './carry-pages.ts'
import { emergency } from './raise-pages.ts'
import { repliesToMe } from './reply-pages.ts'

type ConcernShown = Omit<GivenConcernView, 'id' | 'state' | 'replies' | 'carryings'>

function needs(person: ActingMember, chosen: ConcernShown['help']): Block[] {
  const { help } = concernsCopy[person.language]
  return says(chosen.length > 0 ? chosen.map((one) => `· ${help.options[one]}`).join('\n') : help.none)
}

/** Exactly what a recipient reads: the review page and their own modal show the same blocks. */
export function givenBlocks(person: ActingMember, shown: ConcernShown): Block[] {
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
export function reviewPage(person: ActingMember, concern: RaiseConcern, review: Review): Modal {
  const { language, today } = person
  const copy = concernsCopy[language]
  const names = review.recipients.map(({ displayName }) => plainName(displayName))
  const kept = review.keptUntil ? copy.keep.until(review.keptUntil, today) : copy.keep.untilDeleted
  const seen = review.recipients[0]?.sees
  const own: ConcernShown = { ...concern, from: null, givenOn: today, keptUntil: review.keptUntil }
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

// Leaving out one of two people with the same name must not look like leaving out the person.
function namesakeBlocks(person: ActingMember, namesakes: Review['namesakes']): Block[] {
  const { namesake, leaveNamesakesOut } = concernsCopy[person.language].review
  if (namesakes.length === 0) return []
  const names = [...new Set(namesakes.map(({ displayName }) => plainName(displayName)))]
  return [...says(namesake(names)), ...buttons({ id: 'raise_leave_namesakes_out', label: leaveNamesakesOut })]
}

/** A person's own words, as they wrote them. */
export function ownBlocks(person: ActingMember, shown: Pick<ConcernShown, 'about' | 'help' | 'words'>): Block[] {
  const { about, help, words } = concernsCopy[person.language]
  return [
    ...quiet(about.options[shown.about]),
    ...quiet(help.question),
    ...needs(person, shown.help),
    ...quiet(words.question),
    ...says(shown.words.trim() === '' ? words.none : shown.words),
  ]
}

/** The page after sending: calm, and with nothing to press. */
export function sentPage(person: ActingMember, names: readonly string[]): Modal {
  const { done } = concernsCopy[person.language]
  const said = names.length > 0 ? done.given(names.map(plainName)) : done.kept
  const blocks = [...emergency(person), heading(done.title), ...says(said)]
  return modal({ callback: 'raise_done', title: slackCopy[person.language].draft.title, close: slackCopy[person.language].close, blocks })
}

/** A draft from before is still here. */
export function draftPage(person: ActingMember): Modal {
  const copy = concernsCopy[person.language]
  const choices = buttons(
    { id: 'raise_go_on', label: copy.draftGoOn, main: true },
    { id: 'raise_let_go', label: copy.draftDelete, value: 'slack' },
  )
  const blocks = [...emergency(person), ...says(copy.draftWaiting), ...choices, ...quiet(copy.draftKept)]
  return modal({ callback: 'raise_draft', title: slackCopy[person.language].draft.title, close: copy.close, blocks })
}

/** The circle keeps such words out of Slack, so this page says where to go instead. */
export function elsewherePage(person: ActingMember): Modal {
  const copy = concernsCopy[person.language]
  const blocks = [...emergency(person), ...says(copy.who.throughExtension)]
  return modal({ callback: 'elsewhere', title: slackCopy[person.language].draft.title, close: slackCopy[person.language].close, blocks })
}

/**
 * What a recipient reads, with what they may do. `said` tells what they just did, and `page` counts back through what was written since.
 */
export function givenPage(person: ActingMember, concern: GivenConcernView, said?: string, page = 0): Modal {
  const { given, close } = concernsCopy[person.language]
  const confirm = { title: given.stepBack, text: given.stepBackConfirm, yes: given.stepBack, no: close }
  const write = { id: 'write_to_raiser', label: given.reply.label, value: concern.id }
  const carry = { id: 'draft_to_carry', label: given.carry.title, value: concern.id }
  const hear = concern.state === 'opened' ? [{ id: 'hear_concern', label: given.hear, value: concern.id, main: true }] : []
  return modal({
    callback: 'given_concern',
    title: given.title,
    close: slackCopy[person.language].close,
    blocks: [
      ...(said ? says(said) : []),
      ...givenBlocks(person, concern),
      ...repliesToMe(person, concern, page),
      ...carriedBlocks(person, concern),
      divider,
      ...quiet(given.sees, hear.length > 0 ? given.hearHint : '', given.stepBackHint),
      ...buttons(...hear, write, carry, { id: 'step_back', label: given.stepBack, value: concern.id, confirm }),
    ],
  })
}
