import type { Actor } from '@tend/shared/members/schema'
import type { Pool } from 'pg'
import type { PgBoss } from 'pg-boss'
import { v4, v7 } from 'uuid'
import type { Database } from './data/database.ts'
import type { RateLimits } from './http/rate-limit.ts'
import type { Keyring } from './keys/seal.ts'
import type { Log } from './log.ts'

/** Everything a request may reach: made once at start, with clock and ids as parameters so that tests choose them. */
export type Kernel = {
  /** As `tend_app`: sees one workspace, through `inWorkspace`. */
  db: Database
  /** As `tend_dispatch`: crosses workspaces, by named columns only. */
  dispatch: Database
  /** The connections of `dispatch`, for the one statement that every request makes. */
  lookUps: Pool
  jobs: PgBoss | undefined
  keyring: Keyring
  log: Log
  limits: RateLimits
  clock(): Date
  /** uuid v7: sorted by time. */
  id(): string
  /** uuid v4: everything that belongs to a concern. */
  randomId(): string
  /** Signs and checks the Slack app's 60-second tokens. */
  coreSecret: string
  /** SHA-256 of the set-up secret. */
  setupHash: Buffer
  operator: string | undefined
  publicUrl: string | undefined
  /** The names that Slack people had when they last came, by member: so that a new one is noticed. */
  names: Map<string, string>
  /** What happened since the start, as numbers. */
  counts: Counts
  /** The Slack app of this process, once it has started. */
  slack: SlackSide
}

export const realIds = { id: () => v7(), randomId: () => v4() }

export type SlackSide = {
  /** `away`: it did not answer; `refused`: it lets the app in no more, until somebody changes something; `removed`: the app was taken out of it. */
  state: 'absent' | 'connected' | 'away' | 'refused' | 'removed'
  /** The one-click link that makes the Slack app. */
  link: string | undefined
  /** Where `/slack/*` goes; nothing with Socket Mode. */
  door: ((request: Request) => Response | Promise<Response>) | undefined
}

export type Counts = { requests: number; refused: number; failed: number }

export function noSlack(): SlackSide {
  return { state: 'absent', link: undefined, door: undefined }
}

export function noCounts(): Counts {
  return { requests: 0, refused: 0, failed: 0 }
}

/** Who a request comes from, as a token proved it. */
export type Caller = { kind: 'member'; actor: Actor; deviceId: string | undefined } | { kind: 'service' }

export type TendEnv = { Variables: { kernel: Kernel; caller: Caller; requestId: string } }
