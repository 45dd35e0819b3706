import { slackCopy } from '@tend/shared/copy/slack'
import type { Person } from '../../person.ts'
import { type Modal, modal, picksChannel, says } from '../blocks.ts'

/** Where the weekly digest goes. */
export function channelPage(person: Person): Modal {
  const { channel, close } = slackCopy[person.language]
  const { question, hint } = channel
  return modal({
    callback: 'choose_channel',
    title: channel.title,
    close,
    submit: channel.save,
    blocks: [...says(channel.explain), picksChannel({ name: 'channel', label: question, hint, initial: person.circle.slackChannel })],
  })
}
