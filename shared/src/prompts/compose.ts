import type { AddPrompt, CirclePromptsView, OwnPromptView, Prompt } from './schema.ts'

/** How a circle's own prompt comes: by the clock, after a call, or because the person who holds the room opens it. */
export function triggerOf({ moment }: Pick<AddPrompt, 'moment'>): Prompt['trigger'] {
  if (moment === 'after') return 'afterCall'
  return moment === 'rupture' ? 'manual' : 'clock'
}

/** The prompts for the calls of a circle: the library without those that it switched off, and its own. */
export function composeCatalogue(library: readonly Prompt[], { items, off }: CirclePromptsView): readonly Prompt[] {
  if (items.length === 0 && off.length === 0) return library
  const own = items.filter(({ on }) => on).flatMap(asPrompt)
  return [...library.filter(({ id }) => !off.includes(id)), ...own]
}

/** A circle's own prompt in the form of the library's. Until it is translated, it stands as it was written. */
function asPrompt(own: OwnPromptView): Prompt[] {
  const written = own.en ?? own.es
  if (!written) return []
  const [en, es] = [own.en ?? written, own.es ?? written]
  const { category, moment, audience, depth, action } = own
  return [
    {
      id: `own-${own.id}`,
      category,
      moment,
      audience,
      depth,
      action,
      trigger: triggerOf(own),
      shareSafe: true,
      text: { en: en.text, es: es.text },
      why: { en: en.why, es: es.why },
    },
  ]
}
