import type { types } from '@slack/bolt'
import { pieces, shortened } from '../escape.ts'

/*
 * Blocks from plain words. Every text passes through here and becomes `plain_text`: what people wrote is shown letter for letter, and no
 * mention, link or formatting forms from it. All blocks are of kinds that every Slack client shows.
 */

export type Block = types.KnownBlock
export type FieldOption = { value: string; label: string; description?: string }

const TEXT_MAX = 3000
const INPUT_MAX = 3000

/** Whether words can be put back into a field. Slack counts UTF-16 units there, and people may write more of them than Slack takes back. */
export const fitsInput = (raw: string): boolean => raw.length <= INPUT_MAX

/** A plain text, escaped and cut to `max` UTF-16 units. */
export function text(raw: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: shortened(raw, max), emoji: false }
}

/** A heading of at most 150 UTF-16 units. */
export function heading(raw: string): Block {
  return { type: 'header', text: text(raw, 150) }
}

/** One paragraph, or as many sections as long words need. An empty one says nothing at all. */
export function says(raw: string): Block[] {
  return pieces(raw, TEXT_MAX)
    .filter((piece) => piece.trim() !== '')
    .map((piece) => ({ type: 'section', text: { type: 'plain_text', text: piece, emoji: false } }))
}

/** Signs that mark up text, and the look-alikes that do not. */
const unmarked: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }

const harmless = (raw: string, max: number) =>
  shortened(
    raw.replace(/[*_~`]/g, (sign) => unmarked[sign] ?? sign),
    max,
  )

/**
 * A circle-safe title, in bold, and the facts below it. It is the one text that is not plain, so every sign that could mark up or mention
 * is made harmless. All of it is one block, as Slack counts them.
 */
export function strong(raw: string, ...facts: string[]): types.SectionBlock {
  const title = harmless(raw, TEXT_MAX - 2)
  const below = harmless(facts.filter((fact) => fact !== '').join('\n'), TEXT_MAX - 3 - title.length)
  return { type: 'section', text: { type: 'mrkdwn', text: below === '' ? `*${title}*` : `*${title}*\n${below}`, verbatim: true } }
}

/** Secondary words, small: short facts side by side, and sentences each on a line of their own, as Slack would set them in columns. */
export function quiet(...lines: string[]): Block[] {
  const shown = lines.filter((line) => line.trim() !== '')
  const together = shown.join(shown.some((line) => /[.:?]$/.test(line)) ? '\n' : ' · ')
  const elements = (together.length > TEXT_MAX ? shown : together === '' ? [] : [together]).map((line) => text(line, TEXT_MAX))
  return elements.length > 0 ? [{ type: 'context', elements }] : []
}

export const divider: Block = { type: 'divider' }

export type ButtonOf = {
  id: string
  label: string
  value?: string
  main?: boolean
  /** What a screen reader says where the label alone is not enough. */
  spoken?: string
  confirm?: { title: string; text: string; yes: string; no: string }
}

/** One button. What Slack limits is cut: the label and what a screen reader says to 75 UTF-16 units. */
export function button({ id, label, value, main, spoken, confirm }: ButtonOf): types.Button {
  return {
    type: 'button',
    action_id: id,
    text: text(label, 75),
    ...(value ? { value } : {}),
    ...(main ? { style: 'primary' } : {}),
    ...(spoken ? { accessibility_label: shortened(spoken, 75) } : {}),
    ...(confirm ? { confirm: asking(confirm) } : {}),
  }
}

function asking(confirm: NonNullable<ButtonOf['confirm']>): types.ConfirmationDialog {
  const { title, yes, no } = confirm
  return { title: text(title, 100), text: text(confirm.text, 300), confirm: text(yes, 30), deny: text(no, 30) }
}

/** Buttons side by side; no block at all without any. */
export function buttons(...all: ButtonOf[]): Block[] {
  return all.length > 0 ? [{ type: 'actions', elements: all.map(button) }] : []
}

function option({ value, label, description }: FieldOption): types.PlainTextOption {
  return { value, text: text(label, 75), ...(description ? { description: text(description, 75) } : {}) }
}

type FieldOf = { name: string; label: string; hint?: string; optional?: boolean }

function input({ name, label, hint, optional }: FieldOf, element: types.InputBlock['element']): Block {
  return {
    type: 'input',
    block_id: name,
    label: text(label, 2000),
    element,
    optional: optional ?? false,
    ...(hint ? { hint: text(hint, 2000) } : {}),
  }
}

/** A field to write in. It is filled whole or not at all: half of what a person wrote would be sent in place of the whole. */
export function writes(field: FieldOf & { initial?: string; max: number; long?: boolean; placeholder?: string }): Block {
  const { initial, max, long, placeholder } = field
  return input(field, {
    type: 'plain_text_input',
    action_id: field.name,
    multiline: long ?? false,
    max_length: Math.min(max, INPUT_MAX),
    ...(initial && fitsInput(initial) ? { initial_value: initial } : {}),
    ...(placeholder ? { placeholder: text(placeholder, 150) } : {}),
  })
}

/** A choice of one among a few, all in sight. */
export function picks(field: FieldOf & { options: FieldOption[]; initial?: string | null }): Block {
  const options = field.options.map(option)
  const initial = options.find(({ value }) => value === field.initial)
  return input(field, { type: 'radio_buttons', action_id: field.name, options, ...(initial ? { initial_option: initial } : {}) })
}

/** A choice of any among a few, all in sight. */
export function ticks(field: FieldOf & { options: FieldOption[]; initial?: readonly string[] }): Block {
  const options = field.options.map(option)
  const initial = options.filter(({ value }) => value && field.initial?.includes(value))
  return input(field, { type: 'checkboxes', action_id: field.name, options, ...(initial.length > 0 ? { initial_options: initial } : {}) })
}

/** A choice of one among many, in a menu. */
export function chooses(field: FieldOf & { options: FieldOption[]; initial?: string | null }): Block {
  const options = field.options.slice(0, 100).map(option)
  const initial = options.find(({ value }) => value === field.initial)
  return input(field, { type: 'static_select', action_id: field.name, options, ...(initial ? { initial_option: initial } : {}) })
}

/** Slack lists a hundred options. Beyond that the menu asks the app while a person types. */
export const MENU_MAX = 100

/** A choice of any among many: a menu in which Slack searches up to a hundred options, and the app (`offers`) beyond. */
export function choosesAny(field: FieldOf & { options: FieldOption[]; initial?: readonly string[]; max: number }): Block {
  const options = field.options.map(option)
  // Slack shows no more than this of what was chosen before. A person who chose more and comes back would lose the rest unseen.
  const max = Math.min(field.max, MENU_MAX)
  const initial = options.filter(({ value }) => value && field.initial?.includes(value)).slice(0, max)
  const chosen = { max_selected_items: max, ...(initial.length > 0 ? { initial_options: initial } : {}) }
  if (options.length > MENU_MAX)
    return input(field, { type: 'multi_external_select', action_id: field.name, min_query_length: 0, ...chosen })
  return input(field, { type: 'multi_static_select', action_id: field.name, options, ...chosen })
}

/** Gives the options that a search finds, as many as Slack takes. */
export function found(options: FieldOption[], query: string): types.PlainTextOption[] {
  const plain = (raw: string) => raw.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
  return options
    .filter(({ label }) => plain(label).includes(plain(query)))
    .slice(0, MENU_MAX)
    .map(option)
}

/** A field for a day. */
export function picksDay(field: FieldOf & { initial?: string | null }): Block {
  return input(field, { type: 'datepicker', action_id: field.name, ...(field.initial ? { initial_date: field.initial } : {}) })
}

/** A channel of this workspace only: externally shared ones, direct messages and bots are filtered out. */
export function picksChannel(field: FieldOf & { initial?: string | null }): Block {
  return input(field, {
    type: 'conversations_select',
    action_id: field.name,
    default_to_current_conversation: true,
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
    ...(field.initial ? { initial_conversation: field.initial } : {}),
  })
}

export type Modal = types.ModalView
export type Home = types.HomeView

/** A page; with `submit` it is a form. */
export function modal(page: { callback: string; title: string; close: string; submit?: string; blocks: Block[] }): Modal {
  return {
    type: 'modal',
    callback_id: page.callback,
    title: text(page.title, 24),
    close: text(page.close, 24),
    ...(page.submit ? { submit: text(page.submit, 24) } : {}),
    blocks: page.blocks,
  }
}
