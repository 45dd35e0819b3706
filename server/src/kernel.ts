import type { Actor } from '@tend/shared/members/schema'
import type { Pool } from 'pg'
import type { PgBoss } from 'pg-boss'
import { v4, v7 } from 'uuid'
import type { Database } from './data/database.ts'
import type { RateLimits } from './http/rate-limit.ts'
import type { Keyring } from './keys/seal.ts'
import type { Log } from './log.ts'

/** Everything a request may reach. It is made once at start; clock and ids are parameters, so that tests choose them. */
export type Kernel = {
  /** The database as `tend_app`, which sees one workspace through `inWorkspace`. */
  db: Database
  /** The database as `tend_dispatch`, which crosses workspaces by named columns only. */
  dispatch: Database
  /** The connections of `dispatch`, for the one statement that every request makes. */
  lookUps: Pool
  jobs: PgBoss | undefined
  keyring: Keyring
  log: Log
  limits: RateLimits
  clock(): Date
  /** Makes a uuid v7, which sorts by time. */
  id(): string
  /** Makes a uuid v4, for everything that belongs to a concern. */
  randomId(): string
  /** Signs and checks the 60-second tokens of the Slack app. */
  coreSecret: string
  /** SHA-256 of the set-up secret. */
  setupHash: Buffer
  operator: string | undefined
  publicUrl: string | undefined
  /** The names that Slack people had when they last came, by member, so that a new name is noticed. */
  names: Map<string, string>
  /** Counts since the start. */
  counts: Counts
  /** The Slack app of this process, once it has started. */
  slack: SlackSide
}

export const realIds = { id: () => v7(), randomId: () => v4() }

export type SlackSide = {
  /**
   * `away`: Slack did not answer. `refused`: Slack lets the app in no more until a person changes something there. `removed`: the app was
   * taken out of Slack.
   */
  state: 'absent' | 'connected' | 'away' | 'refused' | 'removed'
  /** A link that makes the Slack app with one click. */
  link: string | undefined
  /** Takes the requests to `/slack/*`; undefined with Socket Mode. */
  door: ((request: Request) => Response | Promise<Response>) | undefined
}

export type Counts = { requests: number; refused: number; failed: number }

export function noSlack(): SlackSide {
  return { state: 'absent', link: undefined, door: undefined }
}

export function noCounts(): Counts {
  return { requests: 0, refused: 0, failed: 0 }
}

/** The caller of a request, as a token proved it. */
export type Caller = { kind: 'member'; actor: Actor; deviceId: string | undefined } | { kind: 'service' }

export type TendEnv = { Variables: { kernel: Kernel; caller: Caller; requestId: string } }
