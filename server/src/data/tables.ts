import type { AgreementTables } from './tables/agreements.ts'
import type { BackBurnerTables } from './tables/backburner.ts'
import type { ConcernTables } from './tables/concerns.ts'
import type { DeliveryTables } from './tables/deliveries.ts'
import type { DigestTables } from './tables/digests.ts'
import type { GroundTables } from './tables/ground.ts'
import type { PromptTables } from './tables/prompts.ts'
import type { RepairPartTables } from './tables/repair-parts.ts'
import type { RepairTables } from './tables/repairs.ts'
import type { ResourceTables } from './tables/resources.ts'
import type { RestTables } from './tables/rests.ts'
import type { RoundTables } from './tables/rounds.ts'
import type { SupportTables } from './tables/supports.ts'

/** Every table as it is after the last migration, by its name in SQL. A migration that changes a table changes its type here. */
export type Tables = GroundTables &
  ConcernTables &
  BackBurnerTables &
  RepairTables &
  RepairPartTables &
  DeliveryTables &
  SupportTables &
  RestTables &
  AgreementTables &
  ResourceTables &
  RoundTables &
  PromptTables &
  DigestTables
