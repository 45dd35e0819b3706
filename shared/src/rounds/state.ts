import type { LinkReflection, RoundQuestion, TakeWithUs, WriteReflection } from './schema.ts'

/** What a round needs of its circle. `floor`: with fewer answers without a name, none of them is shown. */
export type ReflectingCircle = { id: string; timeZone: string; floor: number }

/** An answer as it may be read. `from`: the member who gave it, where they gave their name. */
export type Answer = { id: string; words: string; from: string | null }

type Opened = {
  id: string
  circleId: string
  question: RoundQuestion
  openedOn: string
  endsOn: string | null
  openedByMe: boolean
  /** The answer of the person who asks. While a round is open, no other answer is even read. */
  mine: { id: string; words: string; named: boolean } | null
}

/** What was gathered. It was settled then what may be shown, so that a circle that grows smaller or lowers its floor shows nothing more. */
type Gathered = { gatheredOn: string; unnamedShown: boolean; answers: readonly Answer[] }

export type Round = Opened & ({ state: 'open' } | ({ state: 'gathered' } & Gathered) | ({ state: 'done'; taken: TakeWithUs } & Gathered))

export type RoundEvent = {
  kind: `round.${'opened' | 'answered' | 'answer_taken_back' | 'gathered' | 'taken_with_us' | 'look_back_set_aside'}`
  subject: string
  circleId: string
}

/** "I may have hurt someone", written by the person who may have. It has no steps, no progress, and no reader but its writer. */
export type Reflection = { id: string; ownerId: string; begunOn: string; answers: WriteReflection; links: LinkReflection }

/** What happened to a reflection. It holds no circle and no person, so that nothing can be planned from it. */
export type ReflectionEvent = { kind: `reflection.${'begun' | 'written' | 'linked' | 'let_go'}`; subject: string; circleId: null }
