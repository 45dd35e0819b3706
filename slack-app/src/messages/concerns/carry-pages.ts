import type { CarryingView, GivenConcernView, MyConcernView } from '@tend/shared/concerns/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, type ButtonOf, buttons, divider, heading, type Modal, modal, picks, quiet, says, writes } from '../blocks.ts'

/** When they are long, more of them do not fit in one of Slack's views. */
const CARRYINGS_SHOWN = 3

const carried = ({ title, why, effect }: CarryingView): Block[] => [title, why, effect].flatMap(says)

/** The exact words that a steward would bring to the circle. A person says yes or no to these words, and to no others. */
export function carryingsOfMine(person: ActingMember, { id, status, carryings }: MyConcernView): Block[] {
  const { carry } = concernsCopy[person.language].mine
  const answers = ({ id: carryingId, title, state }: CarryingView): ButtonOf[] => {
    const of = (name: string, label: string) => ({ id: name, label, value: `${id}/${carryingId}`, spoken: `${label}: ${title}` })
    if (state === 'asked') return [of('carry_yes', carry.yes), of('carry_no', carry.no)]
    return state === 'agreed' ? [of('carry_no', carry.takeBack)] : []
  }
  return carryings
    .slice(-CARRYINGS_SHOWN)
    .flatMap((one) => [
      divider,
      ...says(carry.title(plainName(one.by.displayName))),
      ...carried(one),
      ...quiet(carry.as[one.as], carry.states[one.state]),
      ...(one.state === 'asked' ? quiet(carry.explain, carry.noHint) : []),
      ...(status === 'given' ? buttons(...answers(one)) : []),
    ])
}

/** What a recipient asked to bring to the circle, and where that stands. */
export function carriedBlocks(person: ActingMember, { id, carryings }: GivenConcernView): Block[] {
  const { mine, given } = concernsCopy[person.language]
  const { carry } = given
  return carryings.slice(-CARRYINGS_SHOWN).flatMap((one) => {
    const bring = { id: 'carry_to_circle', label: carry.carry, value: `${id}/${one.id}`, spoken: `${carry.carry}: ${one.title}` }
    return [
      divider,
      ...quiet(carry.drafted),
      ...carried(one),
      ...quiet(mine.carry.as[one.as], carry.states[one.state]),
      ...(one.state === 'agreed' ? buttons(bring) : []),
    ]
  })
}

/** The page for drafting the exact words for the circle. The callback holds the concern's id, and nobody's words. */
export function carryPage(person: ActingMember, id: string): Modal {
  const { given, close, seesInSlack } = concernsCopy[person.language]
  const { carry } = given
  const { titleHint } = backburnerCopy[person.language].fields
  const options = (['backburner', 'repair'] as const).map((value) => ({ value, label: carry.as[value] }))
  const optional = { hint: carry.forBackburner, optional: true, long: true, max: 1000 }
  return modal({
    callback: `ask_to_carry:${id}`,
    title: given.title,
    close,
    submit: carry.ask,
    blocks: [
      heading(carry.title),
      ...says(carry.explain),
      picks({ name: 'as', label: carry.asAsk, options, initial: 'backburner' }),
      writes({ name: 'title', label: carry.what, hint: titleHint, max: 140 }),
      writes({ ...optional, name: 'why', label: carry.why }),
      writes({ ...optional, name: 'effect', label: carry.effect }),
      ...quiet(seesInSlack),
      ...buttons({ id: 'open_given', label: slackCopy[person.language].back, value: id }),
    ],
  })
}
