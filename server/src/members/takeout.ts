import type { TakeOutView } from '@tend/shared/members/takeout-schema'
import type { Tables } from '../data/tables.ts'
import type { Work } from '../work.ts'

/**
 * What a feature knows of one person: what they take out, and what goes when they erase it. It reads and deletes as the person who acts.
 */
export type TakeOut = {
  /** The tables it answers for. Every table in which a person stands is in one of these lists (a test looks). */
  tables: readonly (keyof Tables)[]
  takeOut(work: Work): Promise<Partial<TakeOutView>>
  erase(work: Work): Promise<void>
}
