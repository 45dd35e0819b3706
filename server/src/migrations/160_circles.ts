import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `alter table member add column no_new_ones boolean not null default false`,
  `alter table directory drop constraint directory_kind_check`,
  `alter table directory add constraint directory_kind_check check (kind in ('device', 'pairing_code', 'slack_team', 'slack_user', 'invitation'))`,
  `create table invitation (workspace_id uuid not null, id uuid not null, circle_id uuid not null, code_hash bytea not null, made_by uuid not null,
    made_on date not null, expires_at timestamptz not null, uses_left smallint not null check (uses_left >= 0), primary key (workspace_id, id),
    foreign key (workspace_id, circle_id) references circle)`,
  `create index invitation_circle on invitation (workspace_id, circle_id)`,
  `create index invitation_end on invitation (expires_at)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  // Dispatch finds whose are over, and reads nothing of them but that.
  await protect(db, 'invitation', { select: ['workspace_id', 'expires_at'] })
}
