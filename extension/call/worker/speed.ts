/** The fastest a call's clock may run. */
const FASTEST = 600

/** The path of the page on which people rehearse a call. */
export const REHEARSAL = '/rehearse'

/**
 * Tells how many times faster than the wall's clock a call's clock runs: `tend-speed` in the page's query, on the rehearsal page of a host
 * that the person granted, and anywhere in builds for tests. Call sites cannot hurry a person's prompts.
 */
export function speedOf(address: string, { anywhere, ownHost }: { anywhere: boolean; ownHost: boolean }): number {
  if (!URL.canParse(address)) return 1
  const url = new URL(address)
  const asked = Number(url.searchParams.get('tend-speed') ?? 1)
  if (!anywhere && !(ownHost && url.pathname === REHEARSAL)) return 1
  return Number.isFinite(asked) && asked >= 1 ? Math.min(asked, FASTEST) : 1
}
