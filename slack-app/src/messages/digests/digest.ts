import { pick } from '@tend/shared/copy/copy'
import { digestsCopy } from '@tend/shared/copy/digests'
import { repairsCopy } from '@tend/shared/copy/repairs'
import type { DigestView } from '@tend/shared/digests/schema'
import { MESSAGE_SIZE } from '../../limits.ts'
import { type Block, button, buttons, divider, heading, quiet, says, strong } from '../blocks.ts'

/** A message as it is posted. A lock screen, and a screen reader's first line, get `text` and nothing else. */
export type Message = { text: string; blocks: Block[] }

/** Slack takes 50 blocks. What stands around the sections needs a few of them. */
const blocksMax = 44
const sizeMax = MESSAGE_SIZE - 1500
/** A digest longer than this many messages ends with a sentence that says where the rest is. */
const messagesMax = 4

/** The digest of a week: the message for the channel, and the rest, which does not fit in it, for its thread. */
export function digestMessages(digest: DigestView): Message[] {
  const copy = pick(digestsCopy, digest.language)
  const pages = paged(lines(digest))
  const kept = pages.slice(0, messagesMax)
  if (pages.length > messagesMax) kept.at(-1)?.push(...quiet(copy.more))
  const [first = [], ...rest] = kept
  const head = [heading(copy.header(digest.circleName)), ...quiet(copy.intro)]
  return [
    { text: copy.neutral, blocks: [...head, ...first, divider, ...pause(digest), ...quiet(copy.pauseHint)] },
    ...rest.map((blocks) => ({ text: copy.neutral, blocks })),
  ]
}

/** Four sections that always stand, and shared rests while there are any. Each line is kept together when the digest is split. */
function lines(digest: DigestView): Block[][] {
  const copy = pick(digestsCopy, digest.language)
  const section = (title: string, empty: string, all: Block[][]): Block[][] => {
    const [first = says(empty), ...rest] = all
    return [[heading(title), ...first], ...rest]
  }
  return [
    ...section(
      copy.tended.title,
      copy.tended.empty,
      digest.tended.map((one) => tended(digest, one)),
    ),
    ...section(
      copy.acknowledgements.title,
      copy.acknowledgements.empty,
      digest.acknowledgements.map((one) => acknowledged(digest, one)),
    ),
    ...section(
      copy.asking.title,
      copy.asking.empty,
      digest.asking.map((one) => asking(digest, one)),
    ),
    ...section(
      copy.changes.title,
      copy.changes.empty,
      digest.changes.map((one) => toLookAt(digest, one)),
    ),
    ...(digest.rests.length > 0
      ? section(
          copy.rests.title,
          '',
          digest.rests.map(({ name, until }) => says(copy.rests.line(name, until, digest.day))),
        )
      : []),
  ]
}

function tended({ language }: DigestView, one: DigestView['tended'][number]): Block[] {
  const copy = pick(digestsCopy, language)
  const repairs = pick(repairsCopy, language)
  const words = one.nothingChangedYet ? repairs.nothingChangedYet : repairs.states[one.state]
  const needed = one.needs.map(({ kind, words }) => (words === '' ? repairs.needs[kind] : `${repairs.needs[kind]} (${words})`))
  const accessory = button({ id: 'acknowledge', label: copy.acknowledge, value: one.repairId, spoken: copy.acknowledgeLabel(one.title) })
  const facts = [copy.tendedLine(words, one.openWeeks), needed.length > 0 ? copy.needed(needed) : '']
  return [{ ...strong(one.title, ...facts), accessory }]
}

/** What was agreed or is practised is words, not a title. It stands whole at any length. */
function toLookAt({ language, day }: DigestView, { what, title, lookAgainOn }: DigestView['changes'][number]): Block[] {
  const copy = pick(digestsCopy, language)
  const line = copy.changeLine(lookAgainOn, day)
  return says(`${title}\n${what === 'agreement' ? `${copy.agreed}. ${line}` : line}`)
}

/** What is said of one that asks is said of all: nobody's name, no count, and "several" only from the small-group floor up. */
function asking({ language }: DigestView, { title, because, waitingWeeks, touches }: DigestView['asking'][number]): Block[] {
  const copy = pick(digestsCopy, language)
  return [strong(title, copy.askingLine(because, waitingWeeks), touches && because !== 'echoes' ? copy.touchesSeveral : '')]
}

function acknowledged({ language }: DigestView, { title, words, from }: DigestView['acknowledgements'][number]): Block[] {
  const repairs = pick(repairsCopy, language)
  return [strong(title), ...says(words), ...quiet(from === null ? repairs.fromCircle : repairs.from(from))]
}

function pause({ circleId, language }: DigestView): Block[] {
  const { pause: label, pauseConfirm } = pick(digestsCopy, language)
  const confirm = { title: pauseConfirm.title, text: pauseConfirm.text, yes: pauseConfirm.confirm, no: pauseConfirm.deny }
  return buttons({ id: 'pause_digest', label, value: circleId, confirm })
}

function paged(units: Block[][]): Block[][] {
  const pages: Block[][] = [[]]
  for (const unit of units) {
    const page = pages.at(-1) ?? []
    const fits = page.length + unit.length <= blocksMax && JSON.stringify([...page, ...unit]).length <= sizeMax
    if (fits || page.length === 0) page.push(...unit)
    else pages.push([...unit])
  }
  return pages
}
