type Wording = { words: string; from: string; until: string }

type Agreed = {
  id: string
  circleId: string
  words: string
  /** The day on which the circle agreed on the present words. */
  wordedOn: string
  agreedOn: string
  lookAgainOn: string | null
  earlier: readonly Wording[]
}

/** What a circle agreed on. No state is an end: an agreement that was dropped can be taken up again, and every wording stays. */
export type Agreement = Agreed & ({ state: 'current' } | { state: 'revised' } | { state: 'dropped'; reason: string; droppedOn: string })

export type AgreementEvent = { kind: `agreement.${'agreed' | 'revised' | 'looked_at' | 'dropped'}`; subject: string; circleId: string }
