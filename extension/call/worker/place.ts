import { SensorReport } from '@tend/shared/calls/schema'
import * as v from 'valibot'
import { hostMatches } from '../../platforms/match.ts'
import { platformAt } from '../../platforms/registry.ts'
import type { BridgeSaid } from '../messages.ts'
import { hashLink } from './memory.ts'
import type { FrameHint, Session } from './session.ts'
import { speedOf } from './speed.ts'
import type { CallsWorld } from './world.ts'

/** The frame a bridge speaks from, according to the browser. */
export type FramePlace = { tabId: number; frameId: number; url: string; tabUrl: string }

/** A frame that has said nothing yet. */
export const silentHint: FrameHint = { connected: false, sharing: false, seen: false }

/** Parses what the page's world said; null where it cannot be read. It may be forged, so it is only ever a hint. */
export function parseReport(report: string): SensorReport | null {
  try {
    const parsed = v.safeParse(SensorReport, JSON.parse(report))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Gives what a frame hints after its bridge spoke; null when its page has gone. */
export function nextHint(before: FrameHint, said: BridgeSaid | null, report: SensorReport | null): FrameHint | null {
  if (said === null) return null
  if (said.said === 'seen') return { ...before, seen: said.inCall }
  return report ? { ...before, connected: report.connected, sharing: report.sharing } : before
}

/** Whether this address can hold a call. Sites Tend knows say so by path; a host the person granted always may. */
export function mayHoldCall({ url }: FramePlace): boolean {
  if (!URL.canParse(url)) return true
  const parsed = new URL(url)
  return platformAt(parsed)?.mayHoldCall(parsed) ?? true
}

/** The link of the call in this place, from the tab's address or else the frame's; null where neither names one. */
function linkAt({ url, tabUrl }: FramePlace): string | null {
  for (const address of [tabUrl, url].filter((one) => URL.canParse(one))) {
    const parsed = new URL(address)
    const platform = platformAt(parsed)
    const link = platform ? platform.callLink(parsed) : parsed.origin + parsed.pathname
    if (link !== null) return link
  }
  return null
}

/**
 * Tells which call a place holds, as this device alone can recognise it (null where no address names one), and how fast its clock runs.
 * This is asked as a call begins, because one page may hold several calls, one after the other.
 */
export async function whereabouts(
  place: FramePlace,
  { addressOf, anywhere, ownHosts }: Pick<CallsWorld, 'addressOf' | 'anywhere' | 'ownHosts'>,
): Promise<Pick<Session, 'link' | 'speed'>> {
  const now = { ...place, tabUrl: (await addressOf(place.tabId)) ?? place.tabUrl }
  const link = linkAt(now)
  return { link: link === null ? null : await hashLink(link), speed: speedAt(now, anywhere, await ownHosts()) }
}

/** How fast the call's clock runs in this place. */
function speedAt({ url, tabUrl }: FramePlace, anywhere: boolean, ownHosts: readonly string[]): number {
  const address = tabUrl || url
  const ownHost = URL.canParse(address) && ownHosts.some((pattern) => hostMatches(pattern, new URL(address)))
  return speedOf(address, { anywhere, ownHost })
}
