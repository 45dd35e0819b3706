import { platforms } from './registry.ts'

/** The hosts the extension may see from the start. The manifest names them, so scripts in pages need not carry the list along. */
export const callHosts: readonly string[] = platforms.flatMap((platform) => platform.hosts)
