import { slackCopy } from '@tend/shared/copy/slack'
import { type ActingMember, facilitates } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask } from '../../core.ts'
import { channelPage } from '../../messages/digests/channel-page.ts'
import { sentencePage, troubleIn } from '../../messages/plain-pages.ts'
import type { Visit } from '../../visit.ts'

async function choose(visit: Visit, person: ActingMember): Promise<Submitted> {
  const { channel } = slackCopy[person.language]
  const json = { slackChannel: visit.fields.conversation('channel') }
  const saved = await ask(person.once(visit.key).v1.circles[':id'].$patch({ param: { id: person.circle.id }, json }))
  if (saved.ok) return { view: sentencePage(person.language, channel.saved('@Tend')) }
  const { code } = saved.trouble
  return {
    errors: { channel: code === 'not_found' ? channel.onlyFacilitators : troubleIn(person.language, code) },
  }
}

function listen(to: Listener): void {
  to.turns('choose_channel', async (_, person) =>
    facilitates(person) ? channelPage(person) : sentencePage(person.language, slackCopy[person.language].channel.onlyFacilitators),
  )
  to.submits('choose_channel', choose)
}

/** Facilitators choose the channel of the weekly digest. */
export const chooseChannel: Action = { name: 'choose-channel', listen }
