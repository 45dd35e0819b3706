/** One call site: its hosts, and what its markup can tell beside the sensor. Markup rots; the sensor works without it. */
export type Platform = {
  name: string
  /**
   * Match patterns for the manifest; they end in `/*`. Empty where people run the site on hosts of their own, which they grant one by one.
   */
  hosts: readonly string[]
  /** Whether an address on these hosts can hold a call. Code asks, as Chromium refuses path patterns beside match_origin_as_fallback. */
  mayHoldCall: (url: URL) => boolean
  /**
   * The address that names this call and not the site, so that a person can bind it to a circle; null where one address serves every call.
   */
  callLink: (url: URL) => string | null
  /** CSS selectors of the site's own leave button: a click there is a breakpoint. They never go by text, which is localised. */
  leave: readonly string[]
  /** Selectors that stand on the page only during a call, for sites that may call without WebRTC; empty where the sensor is enough. */
  inCall: readonly string[]
}
