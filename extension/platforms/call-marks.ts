import { hostMatches } from './match.ts'
import { zoom } from './zoom.ts'

/** The sites that may call without WebRTC. They are named here and not picked from the registry, which every page would carry along. */
export const markedPlatforms = [zoom] as const

/**
 * Selectors that stand on the page only during a call; none where the sensor alone is enough. The address is text, as an object for it is
 * more than most pages ask for.
 */
export function callMarksAt(address: string): readonly string[] {
  const [protocol = '', , host = ''] = address.split('/', 3)
  const [hostname = ''] = host.split(':', 1)
  return markedPlatforms.find(({ hosts }) => hosts.some((pattern) => hostMatches(pattern, { protocol, hostname })))?.inCall ?? []
}
