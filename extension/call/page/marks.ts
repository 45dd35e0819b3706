/** Milliseconds between two looks at a site that may call without WebRTC. */
export const LOOK_MS = 2_000

export type LookWorld = {
  document: Document
  every: (ms: number, run: () => void) => unknown
  /** Whether the call that the marks tell of is known already. */
  isKnown: () => boolean
}

/** Looks, from the page's own world, for anything that stands on a site only during a call. `selectors` are of the site's own markup. */
export function lookFor(selectors: readonly string[], { document, every, isKnown }: LookWorld, found: () => void): void {
  const { apply } = Reflect
  const { querySelector } = Document.prototype
  every(LOOK_MS, () => {
    if (isKnown()) return
    for (const selector of selectors) if (apply(querySelector, document, [selector])) return found()
  })
}
