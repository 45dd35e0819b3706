import type { OwnPrompt } from './decide.ts'
import type { OwnPromptView } from './schema.ts'

/** What a member of the circle gets; who wrote it stands nowhere. */
export function viewOwnPrompt(own: OwnPrompt): OwnPromptView {
  const { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on } = own
  return { id, circleId, category, moment, audience, depth, action, en, es, basedOn, on }
}
