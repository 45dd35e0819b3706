/** Whether an address lies under a match pattern such as `https://*.zoom.us/*`. */
export function hostMatches(pattern: string, { protocol, hostname }: Pick<URL, 'protocol' | 'hostname'>): boolean {
  const [scheme, , host = ''] = pattern.split('/')
  if (scheme !== protocol || host === '') return false
  if (!host.startsWith('*.')) return hostname === host
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1))
}

/**
 * Every character that may follow an address's first slash, but for two. A pattern takes a star for any text, and Chromium takes a pattern
 * that ends in two slashes and a star for the root as well.
 */
const afterSlash = [..."!$%&'()+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|~^"]

/**
 * An empty frame of these hosts is known by these globs: a browser matches such a frame by the root of the host it came from, such as
 * `https://zoom.us/`. The globs go into the manifest, beside `matches`. The ports are any, as in a pattern. Of whole pages the globs match
 * a host's root alone.
 */
export const rootGlobs = (patterns: readonly string[]): string[] =>
  patterns.map((pattern) => pattern.slice(0, -1)).flatMap((root) => [root, root.replace(/\/$/, ':*/')])

/** The same for scripts that are registered later, which know no globs: patterns of everything under these hosts but their roots. */
export const belowRoots = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => afterSlash.map((first) => pattern.replace(/\*$/, `${first}*`)))
