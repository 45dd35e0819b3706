/** A call as one tab holds it. Times are milliseconds of one clock. */
export type Call =
  | { kind: 'idle' }
  /** The page says that it is connected. That must hold for a while, as sites flap while they connect. */
  | { kind: 'starting'; since: number }
  | { kind: 'connected'; since: number }
  /** The page says that the call is over, or it has gone. A reload or a change of server comes back before `until`. */
  | { kind: 'leaving'; since: number; until: number; leftAt: number }

/** What can be heard of a call: it is connected, it is not, or the page itself went away. */
export type Heard = 'connected' | 'idle' | 'gone'

/** A call after something was heard or time passed, and what happened by it: nothing (null) most of the time. */
export type Turn = { call: Call; event: 'started' | 'ended' | null }

/** Milliseconds a connection must hold before it counts as a call. */
export const STARTING_MS = 1_000
/** Milliseconds a page may say idle before its call counts as over. */
export const LEAVING_MS = 2_500
/** Milliseconds a page may be away (a reload) before its call counts as over. */
export const GONE_MS = 15_000

/** Takes in what the page says now. A call begins only in `pass`, once the connection has held. */
export function hear(call: Call, heard: Heard, at: number): Turn {
  const { call: now, event } = pass(call, at)
  return { call: heard === 'connected' ? connect(now, at) : disconnect(now, at, heard === 'gone' ? GONE_MS : LEAVING_MS), event }
}

function connect(call: Call, at: number): Call {
  if (call.kind === 'idle') return { kind: 'starting', since: at }
  return call.kind === 'leaving' ? { kind: 'connected', since: call.since } : call
}

function disconnect(call: Call, at: number, grace: number): Call {
  if (call.kind === 'starting') return { kind: 'idle' }
  if (call.kind === 'connected') return { kind: 'leaving', since: call.since, until: at + grace, leftAt: at }
  // A page that said goodbye and then closed does not get its grace time twice.
  return call
}

/** Lets time pass: a connection that held becomes a call, and a call that stayed away ends. */
export function pass(call: Call, at: number): Turn {
  if (call.kind === 'starting' && at - call.since >= STARTING_MS)
    return { call: { kind: 'connected', since: call.since }, event: 'started' }
  if (call.kind === 'leaving' && at >= call.until) return { call: { kind: 'idle' }, event: 'ended' }
  return { call, event: null }
}

/** Whether a person is in this call, as far as can be told. The seconds of a reload count as being in it. */
export function inCall(call: Call): call is Extract<Call, { kind: 'connected' | 'leaving' }> {
  return call.kind === 'connected' || call.kind === 'leaving'
}

/** How many minutes a call has lasted on its own clock. On the rehearsal page that clock may run faster than the wall's. */
export function minuteOf(call: Call, at: number, speed: number): number {
  return inCall(call) ? Math.max(0, ((call.kind === 'leaving' ? call.leftAt : at) - call.since) * speed) / 60_000 : 0
}
