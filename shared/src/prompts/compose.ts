import type { AddPrompt, CirclePromptsView, OwnPromptView, Prompt } from './schema.ts'

/** How a circle's own prompt comes: by the clock, after a call, or because whoever holds the room opens it. */
export function triggerOf({ moment }: Pick<AddPrompt, 'moment'>): Prompt['trigger'] {
  if (moment === 'after') return 'afterCall'
  return moment === 'rupture' ? 'manual' : 'clock'
}

/** What is said in the calls of a circle: the library without what it switched off, and its own beside it. */
export function composeCatalogue(library: readonly Prompt[], { items, off }: CirclePromptsView): readonly Prompt[] {
  if (items.length === 0 && off.length === 0) return library
  const own = items.filter(({ on }) => on).flatMap(asPrompt)
  return [...library.filter(({ id }) => !off.includes(id)), ...own]
}

/** Until it is translated, it is said as it was written. */
function asPrompt(own: OwnPromptView): Prompt[] {
  const written = own.en ?? own.es
  if (!written) return []
  const [en, es] = [own.en ?? written, own.es ?? written]
  const { category, moment, audience, depth, action } = own
  return [
    {
      ...{ id: `own-${own.id}`, category, moment, audience, depth, action, trigger: triggerOf(own), shareSafe: true },
      ...{ text: { en: en.text, es: es.text }, why: { en: en.why, es: es.why } },
    },
  ]
}
