import type { BackBurnerItem, FlagReason } from '@tend/shared/backburner/state'
import type { Generated, Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { protect, run } from './protect.ts'

/** What circles put aside. Who parked, echoed or hid is a keyed tag bound to the item: it answers "was it you?" and nothing else. */
export type BackBurnerTables = {
  backburner_item: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    title_sealed: Buffer
    why_sealed: Buffer
    effect_sealed: Buffer
    link_sealed: Buffer | null
    link_shared: Generated<boolean>
    reason_sealed: Buffer | null
    state: BackBurnerItem['state']
    because: FlagReason | null
    parked_on: DayColumn
    revisit_on: DayColumn | null
    tended_on: DayColumn
    quiet_until: DayColumn
    echoes: number
    parker_tag: Buffer
    hider_tag: Buffer | null
    repair_id: string | null
  }
  backburner_echo: { workspace_id: string; item_id: string; tag: Buffer }
}

const statements = [
  `create table backburner_item (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    title_sealed bytea not null, why_sealed bytea not null, effect_sealed bytea not null, link_sealed bytea, reason_sealed bytea,
    state text not null check (state in ('simmering', 'flagged', 'picked_up', 'set_down', 'hidden')),
    because text check (because in ('revisit_day', 'untended', 'echoes')), parked_on date not null, revisit_on date, tended_on date not null,
    quiet_until date not null, echoes integer not null default 0, parker_tag bytea not null, hider_tag bytea, repair_id uuid,
    primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    check ((state = 'flagged') = (because is not null)), check ((state = 'hidden') = (hider_tag is not null)),
    check (state in ('picked_up', 'hidden') or repair_id is null))`,
  `create index backburner_item_circle on backburner_item (workspace_id, circle_id)`,
  `create index backburner_item_simmering on backburner_item (quiet_until) where state = 'simmering'`,
  `create table backburner_echo (workspace_id uuid not null, item_id uuid not null, tag bytea not null, primary key (workspace_id, item_id, tag),
    foreign key (workspace_id, item_id) references backburner_item on delete cascade)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'backburner_item', {
    select: ['workspace_id', 'circle_id', 'state', 'revisit_on', 'tended_on', 'quiet_until', 'echoes'],
  })
  await protect(db, 'backburner_echo')
  await run(db, `grant select (simmer_days, small_group_floor) on circle to tend_dispatch`)
}
