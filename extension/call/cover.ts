/** What keeps words off every screen: something shared in some tab, or the person's own say. */
export type Cover = { sharing: boolean; presenting: boolean; hidden: boolean }

export function isCovered({ sharing, presenting, hidden }: Cover): boolean {
  return sharing || presenting || hidden
}
