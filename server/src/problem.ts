/** What can keep Tend from starting; each has its own sentence in `shared/src/copy/terminal.ts`. */
export type ProblemCode =
  | 'bad_setting'
  | 'port_taken'
  | 'address_unusable'
  | 'folder_not_writable'
  | 'folder_not_reachable'
  | 'folder_held'
  | 'socket_folder_unsafe'
  | 'copy_unsafe'
  | 'wrong_key'
  | 'key_unreadable'
  | 'key_missing'
  | 'wrong_postgres_major'
  | 'no_postgres_for_this_machine'
  | 'postgres_did_not_start'
  | 'database_unreachable'
  | 'database_too_old'
  | 'core_secret_missing'

/** An expected reason not to start: shown as one sentence, with exit code 1. Anything else that is thrown at start is a bug. */
export class StartProblem extends Error {
  readonly code: ProblemCode
  readonly facts: Readonly<Record<string, string>>

  constructor(code: ProblemCode, facts: Record<string, string> = {}) {
    super(code)
    this.name = 'StartProblem'
    this.code = code
    this.facts = facts
  }
}
