import type { AddPrompt } from './schema.ts'

/** A prompt of a circle's own. Switched off it stays, and can come back. */
export type OwnPrompt = AddPrompt & { id: string; circleId: string; on: boolean }

/** A circle with what it wrote, and what of the library it does not say. */
export type PromptingCircle = { id: string; own: readonly OwnPrompt[]; off: readonly string[] }

export type PromptVerb = 'added' | 'edited' | 'switched' | 'library_switched'

export type PromptEvent = { kind: `prompt.${PromptVerb}`; subject: string; circleId: string }
