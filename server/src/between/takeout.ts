import { backburnerTakeOut } from '../backburner/takeout-store.ts'
import { concernTakeOut } from '../concerns/takeout-store.ts'
import { noticeTakeOut } from '../deliveries/takeout-store.ts'
import type { TakeOut } from '../members/takeout.ts'
import { repairTakeOut } from '../repairs/takeout-store.ts'
import { restTakeOut } from '../rests/takeout-store.ts'
import { roundTakeOut } from '../rounds/takeout-store.ts'
import { supportTakeOut } from '../supports/takeout-store.ts'

/** Every feature that keeps something of a person, one line each. Who the person is, their devices and their roles go last: see members. */
export const everyTakeOut: readonly TakeOut[] = [
  concernTakeOut,
  backburnerTakeOut,
  repairTakeOut,
  supportTakeOut,
  restTakeOut,
  roundTakeOut,
  noticeTakeOut,
]
