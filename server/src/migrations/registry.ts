import type { Migration } from 'kysely/migration'
import * as ground from './001_ground.ts'
import * as concerns from './010_concerns.ts'
import * as backburner from './020_backburner.ts'
import * as repairs from './030_repairs.ts'
import * as deliveries from './040_deliveries.ts'
import * as supports from './050_supports.ts'
import * as notices from './055_notices.ts'
import * as rests from './060_rests.ts'
import * as agreements from './070_agreements.ts'
import * as resources from './080_resources.ts'
import * as rounds from './090_rounds.ts'
import * as prompts from './120_prompts.ts'
import * as concernsWhole from './130_concerns_whole.ts'
import * as repairsWhole from './130_repairs_whole.ts'
import * as holidays from './140_holidays.ts'
import * as keeping from './150_keeping.ts'
import * as circles from './160_circles.ts'
import * as leading from './170_leading.ts'

/**
 * Every migration in its order, one line each. A migration holds SQL alone. Once released it never changes, not even for a type: what a
 * table looks like now stands in data/tables.
 */
export const migrations: Record<string, Migration> = {
  '001_ground': ground,
  '010_concerns': concerns,
  '020_backburner': backburner,
  '030_repairs': repairs,
  '040_deliveries': deliveries,
  '050_supports': supports,
  '055_notices': notices,
  '060_rests': rests,
  '070_agreements': agreements,
  '080_resources': resources,
  '090_rounds': rounds,
  '120_prompts': prompts,
  '130_concerns_whole': concernsWhole,
  '130_repairs_whole': repairsWhole,
  '140_holidays': holidays,
  '150_keeping': keeping,
  '160_circles': circles,
  '170_leading': leading,
}
