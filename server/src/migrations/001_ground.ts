import type { Kysely } from 'kysely'
import { force, protect, run } from './protect.ts'

const statements = [
  `create table installation (one boolean primary key default true check (one), key_check bytea not null, setup_hash bytea not null, made_on date not null)`,
  `create table directory (kind text not null check (kind in ('device', 'pairing_code', 'slack_team', 'slack_user')), key_hash bytea not null,
    workspace_id uuid not null, subject uuid not null, primary key (kind, key_hash))`,
  `create index directory_subject on directory (workspace_id, subject)`,
  `create table workspace (workspace_id uuid primary key, wrapped_key bytea not null, wrapped_tag_key bytea not null, slack_team text, made_on date not null)`,
  `create table member (workspace_id uuid not null references workspace, id uuid not null, record_key bytea not null, display_name_sealed bytea not null,
    language text not null check (language in ('en', 'es')), guest boolean not null default false, slack_admin boolean not null default false,
    slack_user text, away boolean not null default false, joined_on date not null, left_on date,
    primary key (workspace_id, id), unique (workspace_id, slack_user))`,
  `create table circle (workspace_id uuid not null references workspace, id uuid not null, record_key bytea not null, name_sealed bytea not null,
    outside_contact_sealed bytea, emergency_contact_sealed bytea, language text not null check (language in ('en', 'es')), time_zone text not null,
    digest_day smallint not null check (digest_day between 1 and 7), digest_hour smallint not null check (digest_hour between 0 and 23),
    digest_paused boolean not null default false, simmer_days smallint not null default 21, small_group_floor smallint not null default 5,
    slack_channel text, words_never_through_slack boolean not null default false, next_digest_at timestamptz, primary key (workspace_id, id))`,
  `create index circle_due on circle (next_digest_at) where next_digest_at is not null`,
  `create table circle_member (workspace_id uuid not null, circle_id uuid not null, member_id uuid not null, joined_on date not null,
    primary key (workspace_id, circle_id, member_id), foreign key (workspace_id, circle_id) references circle,
    foreign key (workspace_id, member_id) references member)`,
  `create index circle_member_circles on circle_member (workspace_id, member_id)`,
  `create table appointment (workspace_id uuid not null, circle_id uuid not null, member_id uuid not null,
    role text not null check (role in ('facilitator', 'steward')), until_day date, appointed_by uuid not null, appointed_on date not null,
    primary key (workspace_id, circle_id, member_id, role), foreign key (workspace_id, circle_id, member_id) references circle_member)`,
  `create table device (workspace_id uuid not null, id uuid not null, member_id uuid not null, token_hash bytea not null, paired_on date not null,
    revoked_on date, primary key (workspace_id, id), foreign key (workspace_id, member_id) references member)`,
  `create index device_member on device (workspace_id, member_id)`,
  `create table pairing_code (workspace_id uuid not null references workspace, id uuid not null, code_hash bytea not null, member_id uuid,
    expires_at timestamptz not null, used_at timestamptz, primary key (workspace_id, id))`,
  `create table event (workspace_id uuid not null references workspace, id uuid not null, kind text not null, subject uuid not null, circle_id uuid,
    actor_id uuid, at timestamptz not null, primary key (workspace_id, id))`,
  `create index event_subject on event (workspace_id, subject)`,
  `create table idempotency (workspace_id uuid not null references workspace, tag bytea not null, body_tag bytea not null, answer jsonb, status smallint,
    day date not null, primary key (workspace_id, tag))`,
]

const OWN = `workspace_id = nullif(current_setting('app.workspace', true), '')::uuid`

// The two tables that no workspace owns. Dispatch finds a workspace by the hash of a secret; it cannot add or take a door.
async function protectGlobals(db: Kysely<unknown>): Promise<void> {
  await force(db, 'installation')
  await run(db, `create policy owner_only on installation to tend_owner using (true) with check (true)`)
  await run(db, `create policy dispatch_select on installation for select to tend_dispatch using (true)`)
  await run(db, `grant select on installation to tend_dispatch`)
  await force(db, 'directory')
  await run(db, `create policy own_workspace on directory to tend_app using (${OWN}) with check (${OWN})`)
  await run(db, `grant select, insert, delete on directory to tend_app`)
  await run(db, `create policy dispatch_select on directory for select to tend_dispatch using (true)`)
  await run(db, `grant select on directory to tend_dispatch`)
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protectGlobals(db)
  await protect(db, 'workspace', { select: ['workspace_id', 'slack_team', 'wrapped_key', 'wrapped_tag_key', 'made_on'] })
  await protect(db, 'member', { select: ['workspace_id', 'id', 'guest', 'slack_admin', 'slack_user', 'left_on'] })
  await protect(db, 'circle', {
    select: ['workspace_id', 'id', 'time_zone', 'digest_day', 'digest_hour', 'digest_paused', 'slack_channel', 'next_digest_at'],
    update: ['next_digest_at'],
  })
  await protect(db, 'circle_member', { select: ['workspace_id', 'circle_id', 'member_id'] })
  await protect(db, 'appointment', { select: ['workspace_id', 'circle_id', 'member_id', 'role', 'until_day'] })
  await protect(db, 'device', { select: ['workspace_id', 'id', 'member_id', 'revoked_on'] })
  await protect(db, 'pairing_code')
  await protect(db, 'event')
  await protect(db, 'idempotency', { select: ['workspace_id', 'day'], delete: true })
}
