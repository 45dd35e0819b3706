import { inCall } from '@tend/shared/calls/decide'
import { pick } from '@tend/shared/copy/copy'
import { overlayCopy } from '@tend/shared/copy/overlay'
import type { CircleItem } from '@tend/shared/prompts/choose'
import type { Prompt } from '@tend/shared/prompts/schema'
import type { Language } from '@tend/shared/schema'
import type { Note } from '../../notes/notes.ts'
import { type Cover, isCovered } from '../cover.ts'
import type { OverlayShows, PanelShows, ShownPrompt } from '../messages.ts'
import type { Session, StandingPrompt } from './session.ts'
import type { CallSettings } from './settings.ts'

/** A view of a call is made of this, beside the call. */
export type ViewContext = {
  cover: Cover
  settings: CallSettings
  language: Language
  facilitating: boolean
  circles: readonly { id: string; name: string }[]
  items: readonly CircleItem[]
  /** Notes that were begun and not kept. */
  drafts: Readonly<Record<string, Note>>
  /** The prompts that may come in this call. */
  catalogue: readonly Prompt[]
}

/** The overlay may draw this. A covered overlay is given no words at all: what it does not have cannot be seen. */
export function overlayShows(session: Session, around: ViewContext): OverlayShows {
  const { cover, settings, language } = around
  const bare: OverlayShows = {
    call: inCall(session.call) ? 'connected' : 'idle',
    ...cover,
    language,
    fadeSeconds: settings.fadeSeconds,
    announce: settings.announce,
    prompt: null,
    gesture: null,
    offerLess: false,
    drafts: {},
    about: null,
  }
  if (isCovered(cover)) return bare
  const prompt = session.prompt ? shownPrompt(session.prompt, inCall(session.call), around) : null
  const { gesture, offerLess } = session
  const drafts = Object.fromEntries(Object.entries(around.drafts).map(([name, { id, text }]) => [name, { id, text }]))
  return { ...bare, prompt, gesture, offerLess, drafts, about: inCall(session.call) ? about(session, around) : null }
}

function about({ link, plannedMinutes, circleId }: Session, { facilitating, circles, items }: ViewContext): OverlayShows['about'] {
  const asking = items.map(({ itemId, title }) => ({ itemId, title }))
  return { facilitating, linked: link !== null, plannedMinutes, circleId, circles: [...circles], items: asking }
}

function shownPrompt(
  { key, promptId, item, because, open }: StandingPrompt,
  going: boolean,
  { catalogue, language }: ViewContext,
): ShownPrompt | null {
  const prompt = catalogue.find(({ id }) => id === promptId)
  if (!prompt) return null
  const copy = pick(overlayCopy, language)
  return {
    key,
    text: prompt.text[language],
    title: item?.title ?? null,
    moment: prompt.moment,
    action: prompt.action,
    open,
    putOff: because === 'after' || because === 'marked' ? 'tomorrow' : going ? 'later' : null,
    kind: copy.kinds[because],
    why: `${prompt.why[language]} ${copy.because[because]} ${copy.chosenHere}`,
  }
}

/** Every view is told this the moment sharing is asked for, before anything is read: it shows nothing. */
export function emptyShows(cover: Cover): [OverlayShows, PanelShows] {
  const bare = { language: 'en', fadeSeconds: 0, announce: 'nothing', prompt: null, gesture: null, drafts: {}, about: null } as const
  return [{ ...bare, ...cover, call: 'connected', offerLess: false }, panelShows([], cover, false)]
}

/** Pages of the extension are told this of the call. */
export function panelShows(sessions: Iterable<Session>, cover: Cover, facilitating: boolean): PanelShows {
  const current = [...sessions].find(({ call }) => inCall(call))
  const { sharing, presenting } = cover
  const covered = isCovered(cover)
  const about = current && { linked: current.link !== null, plannedMinutes: current.plannedMinutes, circleId: current.circleId }
  return { covered, sharing, presenting, inCall: current !== undefined, facilitating, about: about ?? null }
}
