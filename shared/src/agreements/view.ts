import { asksAgain } from './due.ts'
import type { AgreementView } from './schema.ts'
import type { Agreement } from './state.ts'

/** What every member of the circle reads, alone or together. None of it belongs to one person. `today` is a day of the circle. */
export function viewAgreement(agreement: Agreement, today: string): AgreementView {
  const { id, circleId, words, state, agreedOn, lookAgainOn, earlier } = agreement
  return {
    id,
    circleId,
    words,
    state,
    agreedOn,
    lookAgainOn,
    asking: asksAgain(agreement, today),
    reason: agreement.state === 'dropped' ? agreement.reason : null,
    earlier: earlier.map((one) => ({ ...one })),
  }
}
