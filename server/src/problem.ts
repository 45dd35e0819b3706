import type { ProblemCode } from '@tend/shared/copy/terminal'

/** An expected reason not to start. It is shown as one sentence, with exit code 1. Everything else that is thrown at start is a bug. */
export class StartProblem extends Error {
  readonly code: ProblemCode
  /** The facts that the sentence names: paths, ports and process ids, never a secret. */
  readonly facts: Readonly<Record<string, string>>

  constructor(code: ProblemCode, facts: Record<string, string> = {}) {
    super(code)
    this.name = 'StartProblem'
    this.code = code
    this.facts = facts
  }
}
