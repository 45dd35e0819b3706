import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

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
