import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { repairsCopy } from '@tend/shared/copy/repairs'
import { slackCopy } from '@tend/shared/copy/slack'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { chooseHints } from '@tend/shared/prompts/choose'
import type { RepairView } from '@tend/shared/repairs/schema'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import { type Block, buttons, chooses, divider, type Modal, modal, picks, quiet, says, strong, writes } from '../blocks.ts'

/** What can be acknowledged: what the circle is tending and has not set down. */
export const acknowledgeable = (repairs: readonly RepairView[]): RepairView[] => repairs.filter(({ state }) => state !== 'set_down')

const optionsOf = <Key extends string>(labels: Readonly<Record<Key, string>>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value, label }))

/**
 * Drafting an acknowledgement, for the circle or for the writer alone. It is shared only when the writer says so. It is about `chosen`, or
 * about the only thing there is; among several the writer says which.
 */
export function acknowledgePage(person: ActingMember, open: readonly RepairView[], chosen: string): Modal {
  const copy = repairsCopy[person.language]
  const first = open.filter(({ id }) => id === chosen)
  const ordered = [...first, ...open.filter(({ id }) => id !== chosen)]
  const options = ordered.map(({ id, title }) => ({ value: id, label: title }))
  const shares = [
    { value: 'draft', label: copy.draft },
    { value: 'share', label: copy.shareNow },
  ]
  return modal({
    callback: 'acknowledge',
    title: copy.acknowledgeTitle,
    close: copy.cancel,
    submit: copy.save,
    blocks: [
      ...joinBlocks(person, open),
      chooses({
        name: 'repair',
        label: slackCopy[person.language].repair.which,
        options,
        initial: first[0]?.id ?? (open.length === 1 ? (open[0]?.id ?? null) : null),
      }),
      picks({
        name: 'by',
        label: copy.who,
        options: (['circle', 'me'] as const).map((by) => ({ value: by, label: copy.by[by], description: copy.byHint[by] })),
        initial: 'circle',
      }),
      writes({ name: 'words', label: copy.words, hint: copy.hints, max: 2000, long: true }),
      ...quiet(...chooseHints(catalogue).map(({ text }) => text[person.language])),
      picks({ name: 'how', label: copy.how, options: optionsOf(copy.hows), initial: 'in_writing' }),
      picks({ name: 'share', label: copy.shareAsk, hint: copy.shareNowHint, options: shares, initial: 'draft' }),
      ...quiet(copy.whoSees, copy.nothingExpected),
    ],
  })
}

function joinBlocks(person: ActingMember, repairs: readonly RepairView[]): Block[] {
  const copy = repairsCopy[person.language]
  const begun = repairs.flatMap((repair) =>
    repair.acknowledgements
      .filter(({ by, mine, joinedByMe, state }) => by === 'circle' && state === 'shared' && !mine && !joinedByMe)
      .map((one) => ({ repair, one })),
  )
  if (begun.length === 0) return []
  const blocks = begun.slice(0, 3).flatMap(({ repair, one }) => [
    ...quiet(repair.title),
    ...says(one.words),
    ...buttons({
      id: 'join_acknowledgement',
      label: copy.join,
      value: `${repair.id}/${one.id}`,
      spoken: `${copy.join}: ${repair.title}`,
    }),
  ])
  return [...quiet(slackCopy[person.language].repair.joinList), ...blocks, divider]
}

const PAGE = 4

/** What the circle is tending, with what was said about it. A draft is shown to its writer alone, unless words stay out of Slack. */
export function repairsPage(person: ActingMember, repairs: readonly RepairView[], from = 0, said?: string): Modal {
  const copy = repairsCopy[person.language]
  const next = { id: 'more_repairs', label: slackCopy[person.language].backburner.next, value: String(from + PAGE) }
  return modal({
    callback: 'repairs',
    title: copy.title,
    close: slackCopy[person.language].close,
    blocks: [
      ...(said ? says(said) : []),
      ...says(repairs.length === 0 ? copy.empty : copy.explain),
      ...(repairs.length === 0 ? buttons({ id: 'show_backburner', label: slackCopy[person.language].menu.backburner }) : []),
      ...(acknowledgeable(repairs).length > 0 ? buttons({ id: 'acknowledge_here', label: copy.acknowledge }) : []),
      ...repairs.slice(from, from + PAGE).flatMap((repair) => repairBlocks(person, repair)),
      ...(repairs.length > from + PAGE ? buttons(next) : []),
    ],
  })
}

function repairBlocks(person: ActingMember, repair: RepairView): Block[] {
  const copy = repairsCopy[person.language]
  const state = repair.nothingChangedYet ? copy.nothingChangedYet : repair.acknowledged ? copy.acknowledged : copy.notAcknowledged
  const readable = repair.acknowledgements.filter(
    ({ state }) => state === 'shared' || state === 'made' || !person.circle.wordsNeverThroughSlack,
  )
  return [
    divider,
    strong(repair.title),
    ...quiet(copy.states[repair.state], copy.openFor(repair.openWeeks), state),
    ...readable.slice(-3).flatMap((one) => [
      ...says(one.words),
      ...quiet(one.from ? copy.from(plainName(one.from)) : copy.fromCircle, copy.ackStates[one.state]),
      ...(one.mine && one.state === 'drafted'
        ? buttons({
            id: 'share_acknowledgement',
            label: copy.share,
            value: `${repair.id}/${one.id}`,
            spoken: `${copy.share}: ${repair.title}`,
          })
        : []),
    ]),
  ]
}

/** A repair grows from an item. Its title stands ready, to be kept or worded anew. */
export function openRepairPage(person: ActingMember, item: Pick<BackBurnerView, 'id' | 'title'>): Modal {
  const copy = repairsCopy[person.language]
  return modal({
    callback: `open_repair:${item.id}`,
    title: copy.openTitle,
    close: copy.cancel,
    submit: copy.open,
    blocks: [...says(copy.explain), writes({ name: 'title', label: copy.titleAsk, hint: copy.titleHint, initial: item.title, max: 140 })],
  })
}
