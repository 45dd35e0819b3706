import { inCall } from '@tend/shared/calls/decide'
import { type Chosen, choose, chooseAfter } from '@tend/shared/prompts/choose'
import { type DeviceState, isOfThisCall, shownBefore } from '@tend/shared/prompts/due'
import { DISMISSALS, momentNow } from '@tend/shared/prompts/moments'
import { ownDay } from '@tend/shared/zone'
import { isSteward } from '../../circle/circle-prompts.ts'
import {
  addCall,
  changeTallies,
  markReflected,
  readCatalogue,
  readDay,
  readItems,
  readLink,
  readPast,
  readTallies,
  rememberPrompt,
} from './memory.ts'
import { bringBack, callTime, hold, isRehearsal, noteSharing, type Session, show } from './session.ts'
import { readSettings } from './settings.ts'
import { dropWaiting, letWait } from './waiting.ts'

/** Time, chance and ids, and what else decides whether something may come now. */
export type DueWorld = { now: Date; chance: () => number; id: () => string; sharing: boolean; covered: boolean; facilitating: boolean }

/** Milliseconds for which something for after the call waits while a screen is shared; then it lapses. */
const AFTER_LAPSES_MS = 600_000
/** The number of dismissed calls in a row after which Tend offers once to ask less. */
const SILENCED_CALLS = 3

/** Shows what has come due in a session: the prompt put off, one of the call's moments, or what fits after it. */
export async function comeDue(before: Session, world: DueWorld): Promise<Session> {
  // A person who is about to be in a call again is asked nothing about the one before.
  if (before.call.kind === 'starting') return before
  if (!inCall(before.call)) return leavePage(before.afterAt === null ? before : await dueAfter(before, world), world.now)
  const at = world.now.getTime()
  const session = noteSharing(before, world.sharing, at)
  const time = callTime(session, at)
  const moment = momentNow(time)
  if (world.covered) return moment && !session.shown.some((one) => one.moment === moment.id) ? hold(session, moment.id) : session
  const back = bringBack(session, at)
  if (back !== session || !moment) return back
  const { dismissedInRow, shown } = session
  const items = world.facilitating ? await readItems(session.circleId, world.now) : []
  const { covered, facilitating } = world
  const steward = await isSteward.getValue()
  const call = { ...time, covered, shown, dismissedInRow, facilitating, steward, items }
  const chosen = choose(call, await readDevice(session), { now: world.now, chance: world.chance() })
  return chosen ? showAndRemember(session, chosen, world) : session
}

async function dueAfter(session: Session, world: DueWorld): Promise<Session> {
  const waited = world.now.getTime() - (session.afterAt ?? 0)
  if (waited < 0) return session
  // Without a page it goes to the panel, which is covered itself while anything is shared.
  if (world.covered && hasPage(session)) return waited > AFTER_LAPSES_MS ? { ...session, afterAt: null } : session
  const { shown, dismissedInRow, overMinute, marks } = session
  const [settings, day] = [await readSettings(), await readDay(world.now)]
  const reflection = settings.afterCall && !day.reflected
  const own = marks.map(({ gesture }) => gesture)
  const over = {
    minute: overMinute ?? 0,
    shown,
    dismissedInRow,
    covered: false,
    reflection,
    steward: await isSteward.getValue(),
    // A person's own marks come before what they saw.
    marks: session.saw ? (['saw_something', ...own] as const) : own,
  }
  const chosen = chooseAfter(over, await readDevice(session), { now: world.now, chance: world.chance() })
  if (chosen && !isRehearsal(session)) await noteLookedBack(chosen, world.now)
  const done = { ...session, afterAt: null }
  return chosen ? showAndRemember(done, chosen, world) : done
}

async function noteLookedBack({ because }: Chosen, now: Date): Promise<void> {
  if (because === 'after') await markReflected(now)
  if (because === 'after' || because === 'marked') await dropWaiting(now)
}

const hasPage = ({ frames }: Session) => Object.keys(frames).length > 0

/** The page of a call that ended has gone. What the page can no longer show waits in the panel. */
async function leavePage(session: Session, now: Date): Promise<Session> {
  if (!session.prompt || hasPage(session)) return session
  if (!session.prompt.answered && !isRehearsal(session)) await letWait(session, ownDay(now), now)
  return { ...session, prompt: null, offerLess: false }
}

/** Shows a prompt, and remembers that it came: on this device, or for a rehearsal in its tab alone. */
export async function showAndRemember(session: Session, chosen: Chosen, { now, id }: Pick<DueWorld, 'now' | 'id'>): Promise<Session> {
  const { prompt, item } = chosen
  const came = { promptId: prompt.id, itemId: item?.itemId ?? null, category: prompt.category, asked: chosen.because === 'asked' }
  const shown = show(session, chosen, id(), now.getTime())
  if (isRehearsal(session)) return { ...shown, rehearsed: [...session.rehearsed, { ...came, at: now.getTime() }] }
  await rememberPrompt({ ...came, at: now })
  return shown
}

/** Reads what a prompt is chosen from in a call, and what this device, or the rehearsal, remembers. */
export async function readDevice({ circleId, rehearsed }: Session): Promise<DeviceState> {
  const { perHour, apartMinutes, repeatDays, fewer } = await readSettings()
  const past = [...(await readPast()), ...rehearsed.map((one) => ({ ...one, at: new Date(one.at) }))]
  return { catalogue: await readCatalogue(circleId), past, wishes: { perHour, apartMinutes, repeatDays, fewer } }
}

/**
 * A call begins with what the person typed about its link, and with the day and the hour before it. A rehearsal leaves day and hour out.
 */
export async function openCall(session: Session, now: Date): Promise<Session> {
  const next = { ...session, ...(await readLink(session.link)) }
  if (isRehearsal(session)) return next
  const { minutes, stretch } = await readDay(now)
  return { ...next, shown: shownBefore(await readPast(), now), before: { today: minutes, stretch } }
}

/**
 * Writes a call that ended into this device's day, and offers once to ask less when three in a row were dismissed. A rehearsal does
 * neither.
 */
export async function closeCall(session: Session, now: Date): Promise<Session> {
  if (isRehearsal(session)) return session
  await addCall(session.overMinute ?? 0, session.before.stretch, now)
  if (!session.shown.some(isOfThisCall)) return session
  const dismissed = session.dismissedInRow >= DISMISSALS || (session.answered.dismissed > 0 && session.answered.taken === 0)
  const silencedCalls = dismissed ? (await readTallies()).silencedCalls + 1 : 0
  await changeTallies({ silencedCalls })
  return { ...session, offerLess: silencedCalls >= SILENCED_CALLS && !(await readSettings()).askedLess }
}
