import type { NeedKind } from './circle-schema.ts'
import type { Wish } from './part-schema.ts'

/** A person's own part in a repair. Only they themselves claim it. `mine`: it is the reader's. */
export type Part = { id: string; name: string | null; wish: Wish; wishShown: boolean; mine: boolean } & (
  | { state: 'present' }
  | { state: 'at_rest'; shared: boolean }
)

type Named = { id: string; kind: NeedKind; words: string; state: 'said' | 'being_met' | 'met' | 'let_go' }

/** Something that is needed. A need that belongs to a part is read by its person alone until they clear it (`clearedOn`). */
export type Need = Named & ({ of: 'circle'; namedOn: string } | { of: 'part'; partId: string; mine: boolean; clearedOn: string | null })
