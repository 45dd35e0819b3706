import { othersFor, type Review } from '@tend/shared/concerns/review'
import { type MyConcernView, RECIPIENTS_MAX } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, buttons, choosesAny, divider, type FieldOption, heading, type Modal, modal, quiet, says } from '../blocks.ts'
import { givenBlocks } from './concern-pages.ts'
import { emergency, noticeWhen, optionFor, takeNothingNew } from './raise-pages.ts'

const about = ({ circle, me, now }: ActingMember) => ({ circle, me: me.id, now })

/** The stewards who can still receive it. */
export function otherOptions(person: ActingMember, concern: MyConcernView): FieldOption[] {
  return othersFor(concern, about(person)).free.map((one) => optionFor(person, one))
}

/**
 * Asks to whom else it is given. Nobody is chosen yet but the `picked` from before. With nobody to choose it says so, and whom to reach
 * outside.
 */
export function widenPage(person: ActingMember, concern: MyConcernView, picked: readonly string[] = []): Modal {
  const { mine, who, close, next, outside } = concernsCopy[person.language]
  const options = otherOptions(person, concern)
  const { outsideContact } = person.circle
  const asked = { name: 'alsoTo', label: who.pick, hint: mine.widenHint, options, initial: picked, max: RECIPIENTS_MAX }
  const body: Block[] =
    options.length > 0
      ? [choosesAny(asked), ...takeNothingNew(person, othersFor(concern, about(person)).notNow), ...quiet(who.slackAdminHint)]
      : [
          ...says(mine.widenNobody),
          ...takeNothingNew(person, othersFor(concern, about(person)).notNow),
          ...quiet(outsideContact ? outside(outsideContact) : ''),
        ]
  return modal({
    callback: `widen_concern:${concern.id}`,
    title: mine.title,
    close,
    ...(options.length > 0 ? { submit: next } : {}),
    blocks: [...emergency(person), heading(mine.widen), ...body, ...buttons({ id: 'show_mine', label: slackCopy[person.language].back })],
  })
}

/**
 * The last page before it is given to them: exactly what they will see, once, under all their names. The metadata holds `run` and their
 * ids.
 */
export function widenReviewPage(person: ActingMember, concern: MyConcernView, recipients: Review['recipients'], run: string): Modal {
  const { mine, review, close, back, seesInSlack, seesOperator } = concernsCopy[person.language]
  const names = recipients.map(({ displayName }) => plainName(displayName))
  const leftOut = concern.leftOut.map(({ displayName }) => plainName(displayName))
  const seen = recipients[0]?.sees
  const page = modal({
    callback: `widen_review:${concern.id}`,
    title: mine.title,
    close,
    submit: review.give,
    blocks: [
      ...emergency(person),
      heading(review.question),
      ...says(review.sees(names)),
      divider,
      ...(seen ? givenBlocks(person, seen) : []),
      divider,
      ...(leftOut.length > 0 ? says(review.leftOut(leftOut)) : []),
      noticeWhen(person),
      ...quiet(review.next, review.later),
      ...quiet(seesInSlack, seesOperator(person.me.operator)),
      ...buttons({ id: 'widen_concern', label: back, value: concern.id }),
    ],
  })
  return { ...page, private_metadata: [run, ...recipients.map(({ memberId }) => memberId)].join('/') }
}
