import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `alter table backburner_item add column link_shared boolean not null default false`,
  `create table digest_holiday (workspace_id uuid not null, circle_id uuid not null, from_day date not null, until_day date not null check (until_day >= from_day),
    primary key (workspace_id, circle_id, from_day), foreign key (workspace_id, circle_id) references circle)`,
  `create table backburner_history (workspace_id uuid not null, circle_id uuid not null, shown_since date not null, primary key (workspace_id, circle_id),
    foreign key (workspace_id, circle_id) references circle)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'digest_holiday')
  await protect(db, 'backburner_history')
}
