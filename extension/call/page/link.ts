import type { OverlayKeys } from './keys.ts'

/**
 * The bridge and the overlay of one frame share this. Both live in the extension's own world there, where the page cannot look, so the
 * overlay hears of sharing in the same turn in which `getDisplayMedia` is called.
 */
export type Link = OverlayKeys & { sensed: ((sensed: string) => void) | null }

/** The frame's one link; the first of the two scripts makes it. */
export function linkOf(world: { tendLink?: Link }): Link {
  world.tendLink ??= { overlay: null, escape: null, sensed: null }
  return world.tendLink
}
