import type { types } from '@slack/bolt'
import { type Block, fitsInput, type Modal, says } from './blocks.ts'

type Value = {
  value?: string | null
  selected_option?: types.PlainTextOption | null
  selected_options?: types.PlainTextOption[]
  selected_date?: string | null
  selected_conversation?: string | null
}

/** A modal as Slack hands it back with a click or a submission: what it showed and what was typed. */
export type ShownModal = {
  id: string
  root_view_id?: string
  hash?: string
  callback_id?: string
  private_metadata?: string
  title?: types.PlainTextElement
  close?: types.PlainTextElement | null
  submit?: types.PlainTextElement | null
  blocks: Block[]
  state?: { values?: Record<string, Record<string, Value>> }
}

/** The block id of what must stay on top of a page: whom to call when a person is in danger. */
export const FIRST = 'first'
const NOTICE = 'notice'

function kept(value: Value): object {
  const chosen = value.selected_options?.length ? { initial_options: value.selected_options } : {}
  return {
    ...chosen,
    // What is too long to be put back stays in its field all the same: Slack keeps what is typed while block and action keep their names.
    ...(value.value && fitsInput(value.value) ? { initial_value: value.value } : {}),
    ...(value.selected_option ? { initial_option: value.selected_option } : {}),
    ...(value.selected_date ? { initial_date: value.selected_date } : {}),
    ...(value.selected_conversation ? { initial_conversation: value.selected_conversation } : {}),
  }
}

function withTyped(block: Block, values: Record<string, Value> | undefined): Block {
  if (block.type !== 'input' || !('action_id' in block.element)) return block
  const value = values?.[block.element.action_id ?? '']
  if (!value) return block
  const { initial_value, initial_option, initial_options, initial_date, initial_conversation, ...element } =
    block.element as unknown as Record<string, unknown>
  return { ...block, element: { ...element, ...kept(value) } } as unknown as Block
}

function noticeOf(sentence: string): Block[] {
  return says(sentence).map((block) => ({ ...block, block_id: NOTICE }))
}

/** A page with a sentence on top, below whom to call in danger. */
export function noticed(view: Modal, sentence: string): Modal {
  const blocks = view.blocks.filter(({ block_id }) => block_id !== NOTICE)
  const first = blocks.filter(({ block_id }) => block_id === FIRST)
  return { ...view, blocks: [...first, ...noticeOf(sentence), ...blocks.filter(({ block_id }) => block_id !== FIRST)] }
}

/** The very page that a person is on, with everything they typed, and a sentence on top. Nothing written is lost. */
export function samePage(shown: ShownModal, sentence: string): Modal {
  const view: Modal = {
    type: 'modal',
    callback_id: shown.callback_id ?? '',
    title: shown.title ?? { type: 'plain_text', text: 'Tend' },
    ...(shown.close ? { close: shown.close } : {}),
    ...(shown.submit ? { submit: shown.submit } : {}),
    private_metadata: shown.private_metadata ?? '',
    blocks: shown.blocks.map((block) => withTyped(block, shown.state?.values?.[block.block_id ?? ''])),
  }
  return noticed(view, sentence)
}
