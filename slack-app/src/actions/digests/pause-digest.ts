import { digestsCopy } from '@tend/shared/copy/digests'
import { type ActingMember, facilitates, inCircle } from '../../acting-member.ts'
import type { Action, Listener } from '../../action.ts'
import { ask } from '../../core.ts'
import type { Modal } from '../../messages/blocks.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'
import type { Visit } from '../../visit.ts'

/** Pauses the digests of the circle whose digest holds the button. It need not be the first of the person's circles. */
async function pause(visit: Visit, person: ActingMember): Promise<Modal> {
  const { language, me } = person
  const copy = digestsCopy[language]
  const circleId = visit.value
  const isTheirs = me.circles.some(({ id }) => id === circleId) && facilitates(await inCircle(person, circleId))
  if (!isTheirs) return sentencePage(language, copy.onlyFacilitators)
  const json = { digestPaused: true }
  const paused = await ask(person.once(visit.key).v1.circles[':id'].$patch({ param: { id: circleId }, json }))
  if (paused.ok) return sentencePage(language, copy.paused)
  const { code } = paused.trouble
  return sentencePage(language, code === 'not_found' ? copy.onlyFacilitators : troubleIn(language, code))
}

function listen(to: Listener): void {
  to.opens({ button: 'pause_digest' }, pause)
}

/** The button in every digest that stops them. */
export const pauseDigest: Action = { name: 'pause-digest', listen }
