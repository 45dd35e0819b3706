import { noticeHours } from '@tend/shared/concerns/due'
import { type ConcernDraft, type Keep, LEFT_OUT_MAX, type Notify, type RaiseConcern, RECIPIENTS_MAX } from '@tend/shared/concerns/schema'
import { textsOf } from '@tend/shared/concerns/state'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { slackCopy } from '@tend/shared/copy/slack'
import type { PersonView } from '@tend/shared/members/schema'
import { WORDS_MAX } from '@tend/shared/schema'
import type { ActingMember } from '../../acting-member.ts'
import { plainName } from '../../escape.ts'
import {
  type Block,
  buttons,
  choosesAny,
  type FieldOption,
  fitsInput,
  heading,
  type Modal,
  modal,
  picks,
  picksDay,
  quiet,
  says,
  ticks,
  writes,
} from '../blocks.ts'
import { FIRST } from '../same-page.ts'

/** Everything said so far. Any of it may still be missing. */
export type Answers = ConcernDraft['answers']
/** The pages in their order. *who* asks for the audience, *whom* for the people in it. */
export type RaisePage = 'help' | 'words' | 'who' | 'whom' | 'name' | 'review'

/** Says whom to call when a person is in danger, first on every page. */
export function emergency(person: ActingMember): Block[] {
  const [block, ...rest] = says(concernsCopy[person.language].emergency(person.circle.emergencyContact))
  return block ? [{ ...block, block_id: FIRST }, ...rest] : []
}

/** Names the page that Back leads to. Pages that do not apply are passed over. */
export function pageBefore(page: RaisePage, answers: Answers): RaisePage | undefined {
  const before: Record<RaisePage, RaisePage | undefined> = {
    help: undefined,
    words: 'help',
    who: 'words',
    whom: 'who',
    name: answers.tier && answers.tier !== 'only_me' ? 'whom' : 'who',
    review: 'name',
  }
  return before[page]
}

/** Names the page that follows a page that was filled in. */
export function pageAfter(page: RaisePage, answers: Answers): RaisePage {
  const after: Record<RaisePage, RaisePage> = {
    help: 'words',
    words: 'who',
    who: answers.tier && answers.tier !== 'only_me' ? 'whom' : 'name',
    whom: 'name',
    name: 'review',
    review: 'review',
  }
  return after[page]
}

function page(person: ActingMember, name: RaisePage, answers: Answers, blocks: Block[]): Modal {
  const copy = concernsCopy[person.language]
  const before = pageBefore(name, answers)
  const back = before ? buttons({ id: 'raise_back', label: copy.back, value: before }) : []
  return modal({
    callback: `raise_${name}`,
    title: slackCopy[person.language].draft.title,
    close: copy.close,
    submit: copy.next,
    blocks: [...emergency(person), ...blocks, ...back, ...quiet(copy.draftKept)],
  })
}

const optionsOf = (labels: Readonly<Record<string, string>>): FieldOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Asks what would help. */
export function helpPage(person: ActingMember, answers: Answers): Modal {
  const copy = concernsCopy[person.language]
  return page(person, 'help', answers, [
    heading(copy.help.question),
    ticks({ name: 'help', label: copy.help.hint, options: optionsOf(copy.help.options), initial: answers.help ?? [], optional: true }),
    ...quiet(copy.seesWhileWriting, copy.seesInSlack),
    ...quiet(copy.seesOperator(person.me.operator), copy.seesManaged),
  ])
}

/** Asks what it is about and for the words. Words that are too long for the field stand above it. */
export function wordsPage(person: ActingMember, answers: Answers): Modal {
  const copy = concernsCopy[person.language]
  const { placeholder, hint, question } = copy.words
  const written = answers.words ?? ''
  return page(person, 'words', answers, [
    picks({ name: 'about', label: copy.about.question, options: optionsOf(copy.about.options), initial: answers.about ?? 'me' }),
    ...(fitsInput(written) ? [] : [...quiet(slackCopy[person.language].words.standWhole), ...says(written)]),
    writes({ name: 'words', label: question, hint, placeholder, initial: written, max: WORDS_MAX, long: true, optional: true }),
    ...quiet(copy.seesWhileWriting, copy.seesInSlack),
  ])
}

/** Asks for the audience. While the circle is not ready for others, *only me* is the one choice, and the page says what is missing. */
export function whoPage(person: ActingMember, answers: Answers): Modal {
  const { who } = concernsCopy[person.language]
  const { missing } = person.circle
  const tiers = missing.length === 0 ? (['only_me', 'stewards', 'care_team'] as const) : (['only_me'] as const)
  const options = tiers.map((tier) => ({ value: tier, label: who.options[tier] }))
  const initial = tiers.find((tier) => tier === answers.tier) ?? 'only_me'
  return page(person, 'who', answers, [
    picks({ name: 'tier', label: who.question, options, initial }),
    ...quiet(...tiers.map((tier) => `${who.options[tier]}: ${who.explain[tier]}`)),
    ...(missing.length === 0 ? [] : says(who.notReady(missing))),
    ...(person.circle.outsideContact ? quiet(concernsCopy[person.language].outside(person.circle.outsideContact)) : []),
  ])
}

/** A person to choose, marked when they run the Slack workspace. */
export function optionFor(person: ActingMember, { id, displayName, slackAdmin }: PersonView): FieldOption {
  const name = plainName(displayName)
  return { value: id, label: slackAdmin ? concernsCopy[person.language].who.slackAdmin(shortName(name)) : name }
}

/** All the people who may be left out. Those who run the Slack workspace are marked. */
export function peopleOptions(person: ActingMember): FieldOption[] {
  return person.circle.people.filter(({ id }) => id !== person.me.id).map((one) => optionFor(person, one))
}

const takesNothingNew = ({ away, noNewOnes }: ActingMember['circle']['people'][number]) => away || noNewOnes === true

/** The stewards who can receive something now. A steward who takes on nothing new is not offered. */
export function stewardOptions(person: ActingMember): FieldOption[] {
  const not = new Set(person.circle.people.filter(takesNothingNew).map(({ id }) => id))
  const stewards = stewardIds(person)
  return peopleOptions(person).filter(({ value }) => stewards.has(value) && !not.has(value))
}

const stewardIds = ({ circle, today }: ActingMember) =>
  new Set(circle.stewards.filter(({ until }) => until > today).map(({ memberId }) => memberId))

/** Says which of the stewards cannot be picked now, so that nobody looks for them in vain. */
function saysWhoTakesNothingNew(person: ActingMember) {
  const stewards = stewardIds(person)
  return takeNothingNew(
    person,
    person.circle.people.filter((one) => one.id !== person.me.id && stewards.has(one.id) && takesNothingNew(one)),
  )
}

/** Says of these people that they take on nothing new for now. */
export function takeNothingNew(person: ActingMember, people: readonly PersonView[]): Block[] {
  const names = people.map(({ displayName }) => plainName(displayName))
  return names.length > 0 ? quiet(concernsCopy[person.language].who.noNewOnes(names)) : []
}

/** Leaves room for the mark after it, which matters more than the end of a long name. */
function shortName(name: string): string {
  const letters = [...name]
  return letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : name
}

/** Asks for the recipients among the stewards, and for the people to be left out. */
export function whomPage(person: ActingMember, answers: Answers): Modal {
  const { who } = concernsCopy[person.language]
  const stewards = stewardOptions(person)
  const everybody = peopleOptions(person)
  const picked = {
    name: 'recipients',
    label: who.pick,
    hint: who.pickHint,
    options: stewards,
    initial: answers.recipients ?? [],
    max: RECIPIENTS_MAX,
  }
  const leftOut = {
    name: 'leftOut',
    label: who.leaveOut,
    hint: who.leaveOutHint,
    options: everybody,
    initial: answers.leftOut ?? [],
    max: LEFT_OUT_MAX,
    optional: true,
  }
  return page(person, 'whom', answers, [
    ...(answers.tier === 'stewards' && stewards.length > 0 ? [choosesAny(picked)] : []),
    ...(answers.tier === 'stewards' ? saysWhoTakesNothingNew(person) : []),
    ...(everybody.length > 0 ? [choosesAny(leftOut)] : []),
    ...quiet(who.slackAdminHint),
  ])
}

/** Reads how long it is kept: *until a day* is chosen by a value, and the day stands in a field beside it. */
export const keepOf = (kind: string | null, day: string | null): Keep =>
  kind === 'until_day' && day ? { kind: 'until_day', day } : kind === 'until_deleted' ? { kind: 'until_deleted' } : { kind: 'ninety_days' }

/** Asks for the name, for how long it is kept and when the notice goes out; for *only me* just for how long. */
export function namePage(person: ActingMember, answers: Answers): Modal {
  const { name, keep } = concernsCopy[person.language]
  const given = answers.tier !== undefined && answers.tier !== 'only_me'
  const kinds = given ? (['ninety_days', 'until_day'] as const) : (['ninety_days', 'until_day', 'until_deleted'] as const)
  const kept = answers.keep?.kind ?? 'ninety_days'
  const nameGiven = answers.nameGiven === undefined ? null : answers.nameGiven ? 'yes' : 'no'
  return page(person, 'name', answers, [
    ...(given
      ? [picks({ name: 'nameGiven', label: name.question, hint: name.hint, options: optionsOf(name.options), initial: nameGiven })]
      : []),
    picks({
      name: 'keep',
      label: keep.question,
      hint: keep.hint,
      options: kinds.map((kind) => ({ value: kind, label: keep.options[kind] })),
      initial: kinds.find((kind) => kind === kept) ?? 'ninety_days',
    }),
    picksDay({ name: 'day', label: keep.day, initial: answers.keep?.kind === 'until_day' ? answers.keep.day : null, optional: true }),
    ...(given ? [noticeWhen(person, answers.notify), ...quiet(keep.onlyForMe)] : []),
  ])
}

/** Asks when the notice goes out: together with others, unless the person says now. */
export function noticeWhen({ language }: ActingMember, initial: Notify = 'at_fixed_hours'): Block {
  const { question, hint, options } = concernsCopy[language].notify
  return picks({ name: 'notify', label: question, hint: hint(noticeHours), options: optionsOf(options), initial })
}

/** Gives what would be sent now. What was not said is filled in the careful way: only for the person themselves, without a name. */
export function concernFrom(person: ActingMember, answers: Answers): RaiseConcern {
  const tier = answers.tier ?? 'only_me'
  return {
    circleId: person.circle.id,
    about: answers.about ?? 'me',
    help: answers.help ?? [],
    ...textsOf(answers),
    tier,
    recipients: tier === 'stewards' ? (answers.recipients ?? []) : [],
    leftOut: tier === 'only_me' ? [] : (answers.leftOut ?? []),
    nameGiven: tier !== 'only_me' && (answers.nameGiven ?? false),
    keep: answers.keep ?? { kind: 'ninety_days' },
    ...(tier !== 'only_me' && answers.notify ? { notify: answers.notify } : {}),
    ...(tier !== 'only_me' && answers.shownTo ? { shownTo: answers.shownTo } : {}),
  }
}
