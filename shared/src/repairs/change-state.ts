export type Proposed = {
  id: string
  words: string
  touches: string
  willSee: string
  lookAgainOn: string | null
  proposedOn: string
  /** The member who carries it. Only they can say so. */
  carriedBy: string | null
}

/** A change in how we do things, and how it goes. None of its states is an end. */
export type Change = Proposed & ({ state: 'proposed' | 'practising' | 'stays' | 'slipped' } | { state: 'dropped'; reason: string })
