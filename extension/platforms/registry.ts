import { bigbluebutton } from './bigbluebutton.ts'
import { jitsi } from './jitsi.ts'
import { hostMatches } from './match.ts'
import { meet } from './meet.ts'
import type { Platform } from './platform.ts'
import { teams } from './teams.ts'
import { whereby } from './whereby.ts'
import { zoom } from './zoom.ts'

/** Every call site Tend knows. A new one is a file here and a line below; the hosts follow. */
export const platforms: readonly Platform[] = [meet, zoom, teams, jitsi, bigbluebutton, whereby]

/**
 * Finds the platform of an address by its host patterns or, on a host that people granted themselves, by the path of a program that runs on
 * such hosts alone. Gives null where neither says.
 */
export function platformAt(url: URL): Platform | null {
  const known = platforms.find(({ hosts }) => hosts.some((pattern) => hostMatches(pattern, url)))
  return known ?? platforms.find(({ hosts, mayHoldCall }) => hosts.length === 0 && mayHoldCall(url)) ?? null
}
