import type { OperateProblemCode } from '@tend/shared/copy/operate'

/** An expected reason why a command does nothing. It is shown as one sentence, with exit code 1. */
export class OperateProblem extends Error {
  readonly code: OperateProblemCode
  /** The facts that the sentence names: files, days and ids, never a secret. */
  readonly facts: Readonly<Record<string, string>>

  constructor(code: OperateProblemCode, facts: Record<string, string> = {}) {
    super(code)
    this.name = 'OperateProblem'
    this.code = code
    this.facts = facts
  }
}
