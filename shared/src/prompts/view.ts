import type { OwnPromptView } from './schema.ts'
import type { OwnPrompt } from './state.ts'

/** What a member of the circle gets; who wrote it stands nowhere. */
export function viewOwnPrompt(own: OwnPrompt): OwnPromptView {
  const { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on } = own
  return { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on }
}
