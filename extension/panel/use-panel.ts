import { type Copy, pick } from '@tend/shared/copy/copy'
import { createContext, type RefObject, useContext, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { ReadAnswers } from '../api/requests.ts'
import type { Room } from '../call/messages.ts'
import type { Drawn } from '../look/press.ts'
import { dropDraft, keepDraft, type Loadable, type Panel, type PanelState, type SayToCall, type ShownRead } from './store.ts'

/** The store and the way to the call's session, given once at the top. */
type PanelGiven = { panel: Panel; drawn?: Drawn<PanelState>; sayToCall: SayToCall }
export const PanelContext = createContext<PanelGiven | null>(null)

/** The store and the way to the call's session. Throws outside of the panel. */
export function usePanelContext(): PanelGiven {
  const context = useContext(PanelContext)
  if (!context) throw new Error('The panel is drawn outside its context.')
  return context
}

/** What `select` picks of the panel's state; the component is drawn again when that changes. */
export function usePanel<T>(select: (state: PanelState) => T): T {
  const { panel, drawn = panel } = usePanelContext()
  return useStore(drawn, select)
}

/** Copy in the language of this device. */
export function useCopy<T>(copy: Copy<T>): T {
  return pick(
    copy,
    usePanel(({ language }) => language),
  )
}

/** One read of the server, as it stands. */
export function useLoaded<Name extends ShownRead>(name: Name): Loadable<ReadAnswers[Name]> {
  return usePanel(({ loads }) => loads[name]) as Loadable<ReadAnswers[Name]>
}

/** Gives the ref for the heading of a room, which comes into sight with the focus once the room is asked for from outside. */
export function useArrival(...rooms: readonly Room[]): RefObject<HTMLHeadingElement | null> {
  const { panel } = usePanelContext()
  const here = usePanel(({ asked }) => asked !== null && rooms.includes(asked))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!here) return
    heading.current?.scrollIntoView()
    heading.current?.focus()
    panel.setState({ asked: null })
  }, [here, panel])
  return heading
}

/**
 * A person's unsent words, by the form's name; they survive closing the panel. Only what the person changed is kept, and the rest follows
 * `empty`, so that a form over something shared never holds on to what others have changed since.
 */
export function useDraft<T extends object>(
  name: string,
  empty: T,
): { draft: T; begun: boolean; change: (part: Partial<T>) => void; drop: () => void } {
  const { panel } = usePanelContext()
  const kept = usePanel(({ drafts }) => drafts[name])
  return {
    draft: { ...empty, ...partOf<T>(kept) },
    begun: kept !== undefined,
    change: (part) => keepDraft(panel, name, { ...partOf<T>(panel.getState().drafts[name]), ...part }),
    drop: () => dropDraft(panel, name),
  }
}

const partOf = <T>(kept: unknown): Partial<T> => (typeof kept === 'object' && kept !== null ? kept : {})
