import { concernsCopy } from '@tend/shared/copy/concerns'
import type { Action, Listener } from '../../action.ts'
import { ask } from '../../core.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'

function listen(to: Listener): void {
  to.turns('step_back', async (visit, person) => {
    const { given } = concernsCopy[person.language]
    const stepped = await ask(person.once(visit.key).v1['given-concerns'][':id']['step-back'].$post({ param: { id: visit.value } }))
    if (stepped.ok) return sentencePage(person.language, given.stepBackDone)
    const { code } = stepped.trouble
    if (code === 'withdrawn') return sentencePage(person.language, given.withdrawn)
    return code === 'not_found' ? sentencePage(person.language, given.nothing) : { notice: troubleIn(person.language, code) }
  })
}

/** A steward steps back from a concern that was given to them: one click, and no reason is asked. */
export const stepBack: Action = { name: 'step-back', listen }
