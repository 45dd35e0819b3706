import { concernsCopy } from '@tend/shared/copy/concerns'
import type { Action, Listener } from '../../action.ts'
import { ask } from '../../core.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'
import { givenTo } from './open-concern.ts'

function listen(to: Listener): void {
  to.turns('hear_concern', async (visit, person) => {
    const { given } = concernsCopy[person.language]
    const heard = await ask(person.once(visit.key).v1['given-concerns'][':id'].hear.$post({ param: { id: visit.value } }))
    if (heard.ok) return givenTo(person, visit.value, given.hearDone)
    const { code } = heard.trouble
    if (code === 'withdrawn') return sentencePage(person.language, given.withdrawn)
    return code === 'not_found' ? sentencePage(person.language, given.nothing) : { notice: troubleIn(person.language, code) }
  })
}

/** "I have heard this": the person who raised it sees so in My concerns. Nothing is sent to them. */
export const hearConcern: Action = { name: 'hear-concern', listen }
