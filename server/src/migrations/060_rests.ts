import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table rest (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    member_tag bytea not null, member_sealed bytea not null, helps_sealed bytea not null, shared boolean not null,
    state text not null check (state in ('resting', 'ended')), until_day date not null, taken_on date not null, ended_on date,
    primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle, check ((state = 'ended') = (ended_on is not null)))`,
  `create index rest_member on rest (workspace_id, member_tag)`,
  `create index rest_circle on rest (workspace_id, circle_id, until_day) where state = 'resting'`,
  `create index rest_over on rest (until_day)`,
  `create table rest_told (workspace_id uuid not null, rest_id uuid not null, tag bytea not null, person_sealed bytea not null,
    primary key (workspace_id, rest_id, tag), foreign key (workspace_id, rest_id) references rest on delete cascade)`,
  `create index rest_told_tag on rest_told (workspace_id, tag)`,
  `create table rest_duty (workspace_id uuid not null, id uuid not null, rest_id uuid not null, to_tag bytea not null, subject_tag bytea not null,
    duty_sealed bytea not null, state text not null check (state in ('asked', 'taken')), primary key (workspace_id, id),
    foreign key (workspace_id, rest_id) references rest on delete cascade, unique (workspace_id, rest_id, subject_tag))`,
  `create index rest_duty_subject on rest_duty (workspace_id, subject_tag)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'rest', { select: ['workspace_id', 'until_day'] })
  await protect(db, 'rest_told')
  await protect(db, 'rest_duty')
}
