import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table circle_prompt (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    text_en_sealed bytea, why_en_sealed bytea, text_es_sealed bytea, why_es_sealed bytea, category text not null,
    moment text not null check (moment in ('opening', 'middle', 'closing', 'rupture', 'after')),
    audience text not null check (audience in ('self', 'facilitator', 'group', 'steward')), depth int not null check (depth in (1, 2)),
    action text not null, based_on text, is_on boolean not null, added_on date not null, primary key (workspace_id, id),
    foreign key (workspace_id, circle_id) references circle, check (text_en_sealed is not null or text_es_sealed is not null))`,
  `create index circle_prompt_circle on circle_prompt (workspace_id, circle_id, id)`,
  `create table circle_prompt_off (workspace_id uuid not null references workspace, circle_id uuid not null, prompt_id text not null,
    primary key (workspace_id, circle_id, prompt_id), foreign key (workspace_id, circle_id) references circle)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  for (const table of ['circle_prompt', 'circle_prompt_off']) await protect(db, table)
}
