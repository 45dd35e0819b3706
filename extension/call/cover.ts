/**
 * Words are kept off every screen while something is shared in some tab, or while the person says that they present or hides everything.
 */
export type Cover = { sharing: boolean; presenting: boolean; hidden: boolean }

/** Whether no words may show. */
export function isCovered({ sharing, presenting, hidden }: Cover): boolean {
  return sharing || presenting || hidden
}
