import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { type Modal, modal, picksChannel, says } from '../blocks.ts'

/** Asks for the channel of the weekly digest. */
export function channelPage(person: ActingMember): Modal {
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
