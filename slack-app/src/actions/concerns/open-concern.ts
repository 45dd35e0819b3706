import { concernsCopy } from '@tend/shared/copy/concerns'
import { takeoutCopy } from '@tend/shared/copy/takeout'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener } from '../../action.ts'
import { ask, Troubled } from '../../core.ts'
import type { Modal } from '../../messages/blocks.ts'
import { elsewherePage, givenPage } from '../../messages/concerns/concern-pages.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'
import { restPage, supportPage } from '../../messages/told-pages.ts'
import type { Visit } from '../../visit.ts'

/**
 * Shows the words to a person who is entitled to them. Other people read one plain sentence, and everybody does once the concern is
 * withdrawn.
 */
export async function givenTo(person: ActingMember, id: string, said?: string, page = 0): Promise<Modal> {
  const { language } = person
  const { given } = concernsCopy[language]
  if (person.circle.wordsNeverThroughSlack) return said ? sentencePage(person.language, said) : elsewherePage(person)
  const opened = await ask(person.api.v1['given-concerns'][':id'].open.$post({ param: { id } }))
  if (opened.ok) return givenPage(person, opened.value, said, page)
  const { code } = opened.trouble
  if (code === 'not_through_slack') return said ? sentencePage(language, said) : elsewherePage(person)
  if (code === 'withdrawn') return sentencePage(language, given.withdrawn)
  if (code === 'not_found') return (await toldOf(person, id)) ?? sentencePage(language, given.nothing)
  return sentencePage(language, troubleIn(language, code))
}

/**
 * A notice has one text for every reason, so it may also be about support or a rest. A person who was not told of it does not find it here
 * either.
 */
async function toldOf(person: ActingMember, id: string): Promise<Modal | undefined> {
  const support = await ask(person.api.v1.supports[':id'].$get({ param: { id } }))
  if (support.ok) return supportPage(person, support.value)
  const rest = await ask(person.api.v1.rests[':id'].$get({ param: { id } }))
  if (rest.ok) return restPage(person, rest.value)
  const trouble = [support.trouble, rest.trouble].find(({ code }) => code !== 'not_found')
  // "Nothing is here" would not be true of a thing that could not be looked for.
  if (trouble) throw new Troubled(trouble)
  const me = await ask(person.api.v1.me.$get())
  const day = me.ok ? me.value.workspaceEndsOn : undefined
  return day ? sentencePage(person.language, takeoutCopy[person.language].workspaceEnds(day)) : undefined
}

const open = (visit: Visit, person: ActingMember) => givenTo(person, visit.value)

function listen(to: Listener): void {
  to.opens({ button: 'open_concern' }, open)
  to.turns('open_given', open)
  to.turns(/^(older|newer)_answers$/, (visit, person) => {
    const [id = '', page] = visit.value.split('/')
    return givenTo(person, id, undefined, Number(page) || 0)
  })
}

/** "Open" in a notice and in the list of what was given to a person. */
export const openConcern: Action = { name: 'open-concern', listen }
