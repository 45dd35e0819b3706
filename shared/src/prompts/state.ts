import type { AddPrompt } from './schema.ts'

/** A prompt of a circle's own. When it is switched off it stays, and can come back. */
export type OwnPrompt = AddPrompt & { id: string; circleId: string; on: boolean }

/** A circle with its own prompts, and the prompts of the library that it switched off. */
export type PromptingCircle = { id: string; own: readonly OwnPrompt[]; off: readonly string[] }

export type PromptVerb = 'added' | 'edited' | 'switched' | 'library_switched'

export type PromptEvent = { kind: `prompt.${PromptVerb}`; subject: string; circleId: string }
