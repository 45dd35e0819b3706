/** One call site: where it lives and what its markup, beside the sensor, can tell. Markup rots; the sensor works without it. */
export type Platform = {
  name: string
  /** Match patterns for the manifest; they end in `/*`. Empty: people run it on hosts of their own, which they grant one by one. */
  hosts: readonly string[]
  /** Whether an address on these hosts can hold a call (Chromium refuses path patterns beside match_origin_as_fallback, so code asks). */
  mayHoldCall: (url: URL) => boolean
  /** What names this call rather than the site, so that a person can bind it to a circle; null where one address serves every call. */
  callLink: (url: URL) => string | null
  /** CSS selectors of the site's own leave button: a click there is a breakpoint. Never text, which is localised. */
  leave: readonly string[]
  /** Selectors that stand on the page only during a call, for sites that may call without WebRTC; empty where the sensor is enough. */
  inCall: readonly string[]
}
