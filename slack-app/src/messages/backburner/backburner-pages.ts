import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { type Block, type ButtonOf, buttons, divider, type Modal, modal, picksDay, quiet, says, strong, writes } from '../blocks.ts'

const PAGE = 6
const LINK_MAX = 2000

/** The page for parking an item. The link is a field that its parker sees, can change and can remove; it travels nowhere else. */
export function parkPage(person: ActingMember, link: string | null): Modal {
  const copy = backburnerCopy[person.language]
  const { fields } = copy
  const optional = { hint: fields.optional, optional: true, long: true, max: 1000 }
  return modal({
    callback: 'park_item',
    title: copy.parkTitle,
    close: copy.cancel,
    submit: copy.park,
    blocks: [
      ...says(copy.whoReads),
      writes({ name: 'title', label: fields.title, hint: fields.titleHint, max: 140 }),
      writes({ ...optional, name: 'why', label: fields.why }),
      writes({ ...optional, name: 'effect', label: fields.effect }),
      picksDay({ name: 'revisitOn', label: fields.revisit, hint: fields.revisitHint(person.circle.simmerDays), optional: true }),
      ...(link === null
        ? []
        : [
            writes({
              name: 'link',
              label: fields.link,
              hint: slackCopy[person.language].backburner.parkedFrom,
              initial: link,
              max: LINK_MAX,
              optional: true,
            }),
          ]),
    ],
  })
}

function choices(person: ActingMember, item: BackBurnerView): ButtonOf[] {
  const { verbs, cancel } = backburnerCopy[person.language]
  const of = (id: string, label: string, value = item.id): ButtonOf => ({ id, label, value, spoken: `${label}: ${item.title}` })
  const hide = { ...of('hide_item', verbs.hide), confirm: { title: verbs.hide, text: verbs.hideHint, yes: verbs.hide, no: cancel } }
  if (item.state === 'hidden') return [of('restore_item', verbs.restore)]
  if (item.state === 'set_down') return [of('tend_item', verbs.takeUpAgain), hide]
  if (item.repairId) return [of('show_repairs', backburnerCopy[person.language].openRepair), hide]
  const repair = of('open_repair', verbs.openRepair)
  const active = [
    of('tend_item', verbs.tend),
    of('postpone_one', verbs.postponeOneWeek),
    of('postpone_four', verbs.postponeFourWeeks),
    of('pick_up_item', verbs.pickUp),
    ...(item.echoedByMe ? [] : [of('echo_item', verbs.echo)]),
  ]
  return [...(item.state === 'picked_up' ? [of('tend_item', verbs.tend)] : active), repair, of('set_down_item', verbs.setDown), hide]
}

/** In the list an item offers the first thing and hiding at once. The other choices stand on a page of the item's own. */
function firstChoices(person: ActingMember, item: BackBurnerView): ButtonOf[] {
  const all = choices(person, item)
  if (all.length < 4) return all
  const { more } = slackCopy[person.language].backburner
  const others: ButtonOf = { id: 'show_item', label: more, value: item.id, spoken: `${more}: ${item.title}` }
  return [...all.slice(0, 1), others, ...all.slice(-1)]
}

function itemBlocks(person: ActingMember, item: BackBurnerView, offered: ButtonOf[]): Block[] {
  const copy = backburnerCopy[person.language]
  const because = item.flaggedBecause ? copy.because[item.flaggedBecause] : ''
  const revisit = item.revisitOn ? copy.revisitOn(item.revisitOn, person.today) : ''
  const mayLink = item.link && !person.circle.wordsNeverThroughSlack
  return [
    divider,
    strong(item.title),
    ...quiet(copy.states[item.state], copy.waiting(item.waitingWeeks), because, revisit, item.touches ? copy.touchesSeveral : ''),
    ...says(item.why),
    ...says(item.effect),
    ...(mayLink ? quiet(`${copy.linkIsYours} ${item.link}`) : []),
    ...quiet(item.echoedByMe ? copy.verbs.echoed : '', item.parkedByMe ? copy.parkedByMe : ''),
    ...buttons(...offered),
  ]
}

const order: Record<BackBurnerView['state'], number> = { flagged: 0, picked_up: 1, simmering: 2, hidden: 3, set_down: 4 }

/** The circle's back burner: what asks for attention comes first. */
export function backburnerPage(person: ActingMember, items: BackBurnerView[], from = 0, said?: string): Modal {
  const copy = backburnerCopy[person.language]
  const slack = slackCopy[person.language]
  const sorted = [...items].sort((a, b) => order[a.state] - order[b.state] || b.waitingWeeks - a.waitingWeeks)
  const more = sorted.length > from + PAGE ? buttons({ id: 'more_items', label: slack.backburner.next, value: String(from + PAGE) }) : []
  return modal({
    callback: 'backburner',
    title: copy.title,
    close: slack.close,
    blocks: [
      ...(said ? says(said) : []),
      ...says(sorted.length === 0 ? copy.empty : copy.explain),
      ...buttons({ id: 'park_here', label: copy.emptyAction }),
      ...sorted.slice(from, from + PAGE).flatMap((item) => itemBlocks(person, item, firstChoices(person, item))),
      ...more,
    ],
  })
}

/** One item, with all that can be done with it. */
export function itemPage(person: ActingMember, item: BackBurnerView): Modal {
  const slack = slackCopy[person.language]
  const back = buttons({ id: 'show_backburner', label: slack.back })
  const [, ...blocks] = itemBlocks(person, item, choices(person, item))
  return modal({ callback: 'item', title: backburnerCopy[person.language].title, close: slack.close, blocks: [...blocks, ...back] })
}

/**
 * Asks why an item is set down, which may stay empty. The second half of the callback is the item's id: an id of ours, and nobody's words.
 */
export function setDownPage(person: ActingMember, id: string): Modal {
  const { verbs, cancel } = backburnerCopy[person.language]
  const reason = writes({ name: 'reason', label: verbs.setDownAsk, max: 500, long: true, optional: true })
  return modal({ callback: `set_down:${id}`, title: verbs.setDown, close: cancel, submit: verbs.setDown, blocks: [reason] })
}
