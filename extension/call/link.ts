/**
 * What bridge and overlay of one frame share. Both live in the extension's own world there, where the page cannot look: so the
 * overlay hears of sharing in the same turn in which `getDisplayMedia` is called, and gets the keys that the page must not see.
 */
export type Link = {
  overlay: EventTarget | null
  sensed: ((sensed: string) => void) | null
  key: ((event: Event) => void) | null
}

/** The frame's one link, made by whichever script comes first. */
export function linkOf(world: { tendLink?: Link }): Link {
  world.tendLink ??= { overlay: null, sensed: null, key: null }
  return world.tendLink
}
