import type { AddPrompt } from '@tend/shared/prompts/schema'
import type { DayColumn } from './ground.ts'

/** What a circle says in calls beside the library, sealed, and which prompts of the library it switched off. */
export type PromptTables = {
  circle_prompt: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    text_en_sealed: Buffer | null
    why_en_sealed: Buffer | null
    text_es_sealed: Buffer | null
    why_es_sealed: Buffer | null
    category: AddPrompt['category']
    moment: AddPrompt['moment']
    audience: AddPrompt['audience']
    depth: AddPrompt['depth']
    action: AddPrompt['action']
    /** The id of a prompt of the library, which is no secret. */
    based_on: string | null
    is_on: boolean
    added_on: DayColumn
  }
  circle_prompt_off: { workspace_id: string; circle_id: string; prompt_id: string }
}
