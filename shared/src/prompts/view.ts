import type { OwnPromptView } from './schema.ts'
import type { OwnPrompt } from './state.ts'

/** A circle's own prompt as a member of the circle gets it. It says nowhere who wrote it. */
export function viewOwnPrompt(own: OwnPrompt): OwnPromptView {
  const { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on } = own
  return { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on }
}
