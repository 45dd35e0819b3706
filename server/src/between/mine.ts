import type { MineView } from '@tend/shared/members/mine-schema'
import { backburnerOfMine } from '../backburner/mine-store.ts'
import { concernsOfMine } from '../concerns/mine-store.ts'
import type { Tables } from '../data/database.ts'
import { noticesOfMine } from '../deliveries/mine-store.ts'
import type { Work } from '../handle.ts'
import { repairsOfMine } from '../repairs/mine-store.ts'
import { restsOfMine } from '../rests/mine-store.ts'
import { roundsOfMine } from '../rounds/mine-store.ts'
import { supportsOfMine } from '../supports/mine-store.ts'

/** What a feature knows of one person: what they take out, and what goes when they erase it. Reads and deletes as the person who acts. */
export type Mine = {
  /** The tables it answers for: every one in which a person stands is in one of these lists (a test looks). */
  tables: readonly (keyof Tables)[]
  exportMine(work: Work): Promise<Partial<MineView>>
  eraseMine(work: Work): Promise<void>
}

/** Every feature that keeps something of a person: one line each. What the person is, their devices and roles, goes last: see members. */
export const everythingOfMine: readonly Mine[] = [
  concernsOfMine,
  backburnerOfMine,
  repairsOfMine,
  supportsOfMine,
  restsOfMine,
  roundsOfMine,
  noticesOfMine,
]
