import type { AskedEveryDays, SupportKind, Told } from './schema.ts'

/** What of a circle support needs: its clock, and who is in it. */
export type SupportingCircle = { id: string; timeZone: string; memberIds: readonly string[] }

export type SupportContent = {
  id: string
  circleId: string
  repairId: string | null
  kind: SupportKind
  words: string
  told: Told
  /** Who asked for it or offered it. */
  by: string
  way: 'asked' | 'offered'
  startedOn: string
}

/** The supporter and how they are asked: `askOn` is the next day, `asked` says that they were and have not answered yet. */
type Supporting = { with: string; everyDays: AskedEveryDays; askOn: string; asked: boolean }

/** Support that somebody asks for or offers. It stands on its own: no account, concern or repair is needed. */
export type Support = SupportContent &
  (
    | { state: 'asked' }
    | { state: 'offered'; everyDays: AskedEveryDays }
    | ({ state: 'taken_up' } & Supporting)
    /** Who it was with, if anybody took it up. Why it ended is nowhere. */
    | { state: 'ended'; with: string | null; endedOn: string }
  )

export type TakenUp = Extract<Support, { state: 'taken_up' }>

/** `recipients` serve planning the notices and are never stored with the event. */
export type SupportEvent = {
  kind: `support.${'asked' | 'offered' | 'taken_up' | 'carried_on' | 'ended' | 'asking' | 'notice_asked_again'}`
  subject: string
  circleId: string
  recipients?: readonly string[]
  /** Makes one notice of several differ: the day the supporter is asked. */
  day?: string
}

/** The two it is between: who is supported, and who supports. */
export function partsOf(support: Support): { supported: string | null; supporter: string | null } {
  const other = support.state === 'taken_up' || support.state === 'ended' ? support.with : null
  return support.way === 'asked' ? { supported: support.by, supporter: other } : { supported: other, supporter: support.by }
}
