import type { TakeOutView } from '@tend/shared/members/takeout-schema'
import { backburnerTakeOut } from '../backburner/takeout-store.ts'
import { concernTakeOut } from '../concerns/takeout-store.ts'
import type { Tables } from '../data/tables.ts'
import { noticeTakeOut } from '../deliveries/takeout-store.ts'
import { repairTakeOut } from '../repairs/takeout-store.ts'
import { restTakeOut } from '../rests/takeout-store.ts'
import { roundTakeOut } from '../rounds/takeout-store.ts'
import { supportTakeOut } from '../supports/takeout-store.ts'
import type { Work } from '../work.ts'

/** What a feature knows of one person: what they take out, and what goes when they erase it. Reads and deletes as the person who acts. */
export type TakeOut = {
  /** The tables it answers for: every one in which a person stands is in one of these lists (a test looks). */
  tables: readonly (keyof Tables)[]
  takeOut(work: Work): Promise<Partial<TakeOutView>>
  erase(work: Work): Promise<void>
}

/** Every feature that keeps something of a person: one line each. What the person is, their devices and roles, goes last: see members. */
export const everyTakeOut: readonly TakeOut[] = [
  concernTakeOut,
  backburnerTakeOut,
  repairTakeOut,
  supportTakeOut,
  restTakeOut,
  roundTakeOut,
  noticeTakeOut,
]
