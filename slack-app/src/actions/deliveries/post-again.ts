import { deliveriesCopy } from '@tend/shared/copy/deliveries'
import type { Action, Listener } from '../../action.ts'
import { need } from '../../core.ts'
import { sentencePage } from '../../messages/plain-pages.ts'

function listen(to: Listener): void {
  to.opens({ button: 'post_again' }, async (visit, person) => {
    const param = { id: person.circle.id, deliveryId: visit.value }
    await need(person.once(visit.key).v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param }))
    return sentencePage(person.language, deliveriesCopy[person.language].postedAgain)
  })
}

/** A facilitator posts a digest again whose outcome nobody knows. */
export const postAgain: Action = { name: 'post-again', listen }
