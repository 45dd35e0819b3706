import { existsSync } from 'node:fs'
import path from 'node:path'
import { type ProblemCode, terminalCopy } from '@tend/shared/copy/terminal'
import type { Language } from '@tend/shared/schema'

const root = path.resolve(import.meta.dirname, '../..')

/** What is worth saying once Tend runs. */
export type Started = {
  address: string
  /** The address that others use, if the server has one. */
  publicUrl: string | undefined
  /** Whether other machines can reach the port. */
  listensToOthers: boolean
  /** Shown on the first start only. */
  setupSecret: string | undefined
  /** Where the data lies, when that is not the expected place. */
  movedTo: string | undefined
  /** The one-click link that makes the Slack app; nothing while Slack is connected. */
  slackLink: string | undefined
}

/** The few lines that a newcomer reads: where Tend is, how to load the extension, the set-up secret, how to add Slack, how to end it. */
export function greeting(language: Language, started: Started): string {
  const copy = terminalCopy[language]
  const extension = path.join(root, 'extension/.output/chrome-mv3')
  const lines = [
    copy.at(started.address),
    forOthers(language, started),
    existsSync(path.join(extension, 'manifest.json')) ? copy.extension(extension) : copy.noExtension,
    started.setupSecret === undefined ? undefined : copy.setupSecret(started.setupSecret),
    started.movedTo === undefined ? undefined : copy.movedData(started.movedTo),
    started.slackLink === undefined ? undefined : copy.addSlack(started.slackLink),
    copy.toEnd,
  ]
  return `\n${lines.filter((line) => line !== undefined).join('\n\n')}\n`
}

function forOthers(language: Language, { publicUrl, listensToOthers }: Started): string | undefined {
  const copy = terminalCopy[language]
  if (publicUrl !== undefined) return copy.othersAt(publicUrl)
  return listensToOthers ? copy.othersNeedName : undefined
}

/** Says each reason not to start in one sentence. */
export function problemSentence(language: Language, code: ProblemCode, facts: Readonly<Record<string, string>>): string {
  return terminalCopy[language].problems[code](facts)
}
