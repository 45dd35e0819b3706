import { slackCopy } from '@tend/shared/copy/slack'
import type { Language } from '@tend/shared/schema'
import { type Modal, modal, says } from './blocks.ts'

/** The page that opens at once, before anybody's language or words are known. It stands in both languages and says nothing. */
export function loadingPage(): Modal {
  return modal({ callback: 'loading', title: 'Tend', close: 'OK', blocks: says(slackCopy.en.moment) })
}

/** Says in one plain sentence why something could not be done. A trouble without a sentence of its own is our fault. */
export function troubleIn(language: Language, code: string): string {
  const { troubles } = slackCopy[language]
  return code in troubles ? troubles[code as keyof typeof troubles] : troubles.internal
}

/** One plain sentence and a way out. */
export function sentencePage(language: Language, sentence: string): Modal {
  const copy = slackCopy[language]
  return modal({ callback: 'sentence', title: 'Tend', close: copy.close, blocks: says(sentence) })
}
