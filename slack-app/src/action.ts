import type { types } from '@slack/bolt'
import type { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember, People } from './acting-member.ts'
import type { Core } from './core.ts'
import type { Home, Modal } from './messages/blocks.ts'
import type { Visit } from './visit.ts'
import type { Web } from './web.ts'

/** One thing that people can do in Slack: what the manifest must say for it, and what answers when they do it. */
export type Action = {
  /** The name of its file, without the ending. */
  name: string
  shortcuts?: { id: string; type: 'global' | 'message'; copy: keyof (typeof slackCopy)['en']['shortcuts'] }[]
  commands?: string[]
  events?: string[]
  listen(to: Listener): void
}

/** What a person opens a modal with. */
export type Opens = { shortcut: string } | { command: string } | { button: string }

/** The ids that one handler answers: a single id, or all that a pattern matches. */
export type Pattern = string | RegExp

/** What a press in a modal leads to: another page, the same page with a sentence, or nothing. */
export type Turned = Modal | { notice: string } | undefined

/**
 * What a submission leads to: refusals beside their fields, another page in place, the same page with a sentence, or the end of the form.
 */
export type Submitted = { errors: Record<string, string> } | { view: Modal } | { notice: string } | 'done'

/**
 * What an action registers its handlers with. The app acknowledges, shows that it works, keeps Slack's time limits and says troubles in
 * plain sentences.
 */
export interface Listener {
  /** Answers a shortcut, a command, or a button outside a modal: a modal opens at once and fills when its words are there. */
  opens(by: Opens, page: (visit: Visit, person: ActingMember) => Promise<Modal>): void
  /** Answers a press inside a modal: the same modal turns to another page. Without a page it stays as it is. */
  turns(id: Pattern, page: (visit: Visit, person: ActingMember) => Promise<Turned>): void
  /** Answers a form that is sent. When something goes wrong, the page stays open with everything on it. */
  submits(id: Pattern, handle: (visit: Visit, person: ActingMember) => Promise<Submitted>): void
  /** Answers a menu in which the app searches, not Slack. */
  offers(id: string, handle: (visit: Visit, person: ActingMember) => Promise<types.PlainTextOption[]>): void
  /** Answers the opening of the app's Home. */
  home(page: (person: ActingMember) => Promise<Home>): void
  /** Answers an event that Slack tells by itself, about this team. Slack has its answer already. */
  event(type: string, note: (event: object, of: { team: string; id: string }) => Promise<void>): void
  readonly web: Web
  readonly people: People
  readonly core: Core
  /** Stops everything that needs a token, as Slack took the token back with the app. */
  readonly removed: () => void
}
