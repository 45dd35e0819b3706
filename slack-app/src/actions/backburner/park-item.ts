import { CircleSafeTitle, ParkItem } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { slackCopy } from '@tend/shared/copy/slack'
import * as v from 'valibot'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask } from '../../core.ts'
import { parkPage } from '../../messages/backburner/backburner-pages.ts'
import { sentencePage } from '../../messages/plain-pages.ts'
import type { Visit } from '../../visit.ts'

/** Gives the address of the message. Only its parker ever sees this. Nothing of the message itself is read. */
export function messageLink({ channel, message }: Visit): string | null {
  if (!message || !channel) return null
  if (message.permalink?.startsWith('https://')) return message.permalink
  const { domain, ts, thread } = message
  if (!/^[a-z0-9-]+$/i.test(domain)) return null
  const inThread = thread && thread !== ts ? `?thread_ts=${thread}&cid=${channel}` : ''
  return `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${inThread}`
}

/** Reads the form. Slack hands a title over with mentions as Slack writes them, and a title that names a person is refused. */
function inputOf({ fields }: Visit): ParkItem {
  const link = fields.text('link').trim()
  return {
    title: fields.text('title'),
    why: fields.text('why'),
    effect: fields.text('effect'),
    revisitOn: fields.day('revisitOn'),
    link: link === '' ? null : link,
  }
}

async function park(visit: Visit, person: ActingMember): Promise<Submitted> {
  const { fields, refused, parked } = backburnerCopy[person.language]
  const json = inputOf(visit)
  const checked = v.safeParse(ParkItem, json)
  const path = checked.success ? '' : String(checked.issues[0].path?.[0]?.key ?? '')
  const hint = v.is(CircleSafeTitle, json.title) ? refused.invalid : fields.titleHint
  if (visit.fields.has(path)) return { errors: { [path]: path === 'title' ? hint : refused.invalid } }
  const done = await ask(person.once(visit.key).v1.circles[':id'].backburner.$post({ param: { id: person.circle.id }, json }))
  if (done.ok) return { view: sentencePage(person.language, parked) }
  if (visit.fields.has(done.trouble.path)) return { errors: { [done.trouble.path]: refused.invalid } }
  const { troubles } = slackCopy[person.language]
  return { notice: troubles[done.trouble.code as keyof typeof troubles] ?? troubles.internal }
}

function listen(to: Listener): void {
  to.opens({ shortcut: 'park_item' }, async (visit, person) =>
    parkPage(person, person.circle.wordsNeverThroughSlack ? null : messageLink(visit)),
  )
  to.turns('park_here', async (_, person) => parkPage(person, null))
  to.submits('park_item', park)
}

/** "Put on back burner": on a message, or from the list. */
export const parkItem: Action = { name: 'park-item', shortcuts: [{ id: 'park_item', type: 'message', copy: 'park' }], listen }
