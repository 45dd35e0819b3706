import { digestsCopy } from '@tend/shared/copy/digests'
import { ask } from '../core.ts'
import type { Listener } from '../listen.ts'
import { facilitates } from '../messages/menu-pages.ts'
import { sentencePage } from '../messages/plain-pages.ts'
import type { Action } from './registry.ts'

function listen(to: Listener): void {
  to.opens({ button: 'pause_digest' }, async (visit, person) => {
    const copy = digestsCopy[person.language]
    if (!facilitates(person)) return sentencePage(person.language, copy.onlyFacilitators)
    const json = { digestPaused: true }
    const paused = await ask(person.once(visit.key).v1.circles[':id'].$patch({ param: { id: person.circle.id }, json }))
    return sentencePage(person.language, paused.ok ? copy.paused : copy.onlyFacilitators)
  })
}

/** The button in every digest that stops them. */
export const pauseDigest: Action = { name: 'pause-digest', listen }
