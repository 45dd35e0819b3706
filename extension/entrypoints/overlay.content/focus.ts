import { createContext, type RefObject, useContext, useLayoutEffect, useRef } from 'react'

/**
 * Where the keyboard is while cards come and go. `before` had focus in the page until the overlay took it. `lost`: the element that had
 * focus in the overlay has just gone. `byKeyboard`: the person acted by keyboard last. A person who uses the mouse gets the page's focus
 * back at once, as the call's own keys must go on working.
 */
export type Focus = { before: HTMLElement | null; lost: boolean; byKeyboard: boolean }

export const noFocus: Focus = { before: null, lost: false, byKeyboard: false }
export const FocusContext = createContext<Focus>(noFocus)

/** For a card. It takes focus when focus is wanted there, or from what stood here before while the person uses the keyboard. */
export function useCardFocus(wanted: boolean): RefObject<HTMLElement | null> {
  const focus = useContext(FocusContext)
  const card = useRef<HTMLElement>(null)
  const takes = useRef(wanted)
  useLayoutEffect(() => {
    const element = card.current
    if (takes.current) noteCameFrom(focus, document.activeElement, element)
    if (takes.current || (focus.lost && focus.byKeyboard)) element?.focus()
    else if (focus.lost) giveBack(focus, null)
    focus.lost = false
    return () => {
      focus.lost = hasFocus(element)
    }
  }, [focus])
  return card
}

/** For the dot, which is the way back. Focus returns to where it was in the page, else to the dot. */
export function useDotFocus(): RefObject<HTMLButtonElement | null> {
  const focus = useContext(FocusContext)
  const dot = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = dot.current
    if (focus.lost) giveBack(focus, focus.byKeyboard ? element : null)
    return () => {
      focus.lost = hasFocus(element)
    }
  }, [focus])
  return dot
}

/** Gives focus back to the page when nothing stands any more. */
export function useNoFocus(nothing: boolean): void {
  const focus = useContext(FocusContext)
  useLayoutEffect(() => {
    if (nothing && focus.lost) giveBack(focus, null)
  }, [nothing, focus])
}

/** Follows in the overlay's frame where focus comes from, and whether the person clicks by keyboard. The frame gets this as its ref. */
export function followFocus(focus: Focus): (frame: HTMLElement | null) => () => void {
  return (frame) => {
    const came = ({ relatedTarget }: FocusEvent) => noteCameFrom(focus, relatedTarget, frame)
    const clicked = ({ detail }: MouseEvent) => {
      focus.byKeyboard = detail === 0
    }
    frame?.addEventListener('focusin', came)
    frame?.addEventListener('click', clicked, true)
    return () => {
      frame?.removeEventListener('focusin', came)
      frame?.removeEventListener('click', clicked, true)
    }
  }
}

/** Remembers what had focus in the page. `part` is any part of the overlay. */
function noteCameFrom(focus: Focus, from: EventTarget | null, part: Element | null): void {
  if (!(from instanceof HTMLElement) || from === document.body) return
  const root = part?.getRootNode()
  if (root instanceof ShadowRoot && (from === root.host || root.contains(from))) return
  focus.before = from
}

function giveBack(focus: Focus, otherwise: HTMLElement | null): void {
  const to = focus.before?.isConnected ? focus.before : otherwise
  focus.lost = false
  focus.before = null
  to?.focus({ preventScroll: true })
}

function hasFocus(element: HTMLElement | null): boolean {
  const root = element?.getRootNode()
  return element !== null && root instanceof ShadowRoot && element.contains(root.activeElement)
}
