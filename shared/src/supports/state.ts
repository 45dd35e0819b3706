import type { AskedEveryDays, SupportKind, Told } from './schema.ts'

/** What support needs of its circle: its clock, and who is in it. */
export type SupportingCircle = { id: string; timeZone: string; memberIds: readonly string[] }

export type SupportContent = {
  id: string
  circleId: string
  repairId: string | null
  kind: SupportKind
  words: string
  told: Told
  /** The person who asked for it or offered it. */
  by: string
  way: 'asked' | 'offered'
  startedOn: string
}

/** The supporter, and how they are asked. `askOn` is the next day; `asked`: they were asked and have not answered yet. */
type Supporting = { with: string; everyDays: AskedEveryDays; askOn: string; asked: boolean }

/** Support that a person asks for or offers. It stands on its own: no account, concern or repair is needed. */
export type Support = SupportContent &
  (
    | { state: 'asked' }
    | { state: 'offered'; everyDays: AskedEveryDays }
    | ({ state: 'taken_up' } & Supporting)
    /** The person it was with, if anybody took it up. Nothing says why it ended. */
    | { state: 'ended'; with: string | null; endedOn: string }
  )

export type TakenUp = Extract<Support, { state: 'taken_up' }>

/** `recipients` serve to plan the notices and are never stored with the event. */
export type SupportEvent = {
  kind: `support.${'asked' | 'offered' | 'taken_up' | 'carried_on' | 'ended' | 'asking' | 'notice_asked_again'}`
  subject: string
  circleId: string
  recipients?: readonly string[]
  /** The day on which the supporter is asked: it tells one notice from the next. */
  day?: string
}

/** The two people it is between: the one who is supported, and the one who supports. */
export function partsOf(support: Support): { supported: string | null; supporter: string | null } {
  const other = support.state === 'taken_up' || support.state === 'ended' ? support.with : null
  return support.way === 'asked' ? { supported: support.by, supporter: other } : { supported: other, supporter: support.by }
}
