import { pick } from '@tend/shared/copy/copy'
import { deliveriesCopy } from '@tend/shared/copy/deliveries'
import type { Language } from '@tend/shared/schema'
import { buttons, says } from '../blocks.ts'
import type { Message } from '../digests/digest.ts'

/**
 * Says that something is there, in the same words for every reason. The button carries a random id, and opens nothing for a person who is
 * not entitled.
 */
export function noticeMessage(language: Language, concernId: string): Message {
  const copy = pick(deliveriesCopy, language)
  return { text: copy.notice, blocks: [...says(copy.notice), ...buttons({ id: 'open_concern', label: copy.noticeOpen, value: concernId })] }
}
