import { randomUUID } from 'node:crypto'
import type { App, types } from '@slack/bolt'
import { slackCopy } from '@tend/shared/copy/slack'
import type { Language } from '@tend/shared/schema'
import type { ActingMember, People } from './acting-member.ts'
import type { Listener, Opens, Pattern, Submitted, Turned } from './action.ts'
import { type CallTrouble, type Core, Troubled } from './core.ts'
import { errorFields, type SlackLog } from './log.ts'
import type { Home, Modal } from './messages/blocks.ts'
import { homeWithout } from './messages/home.ts'
import { loadingPage, sentencePage } from './messages/plain-pages.ts'
import { type ShownModal, samePage } from './messages/same-page.ts'
import { type OverLimit, within } from './outgoing.ts'
import { outcomeOfFailure } from './post.ts'
import { installationOf, type Visit, visitOf } from './visit.ts'
import type { Web } from './web.ts'

/** Slack waits 3 s for an answer to a submission. What takes longer than this, in ms, keeps the page open instead. */
const SUBMISSION_MS = 2200

/** Slack finds a modal by its own id, or by the name we gave it. */
type Place = { id: string; hash?: string } | { external_id: string }

/**
 * Registers the handlers of the actions with Bolt. Acknowledging, loading states, time limits and plain sentences for troubles are here,
 * the same for all.
 */
export class BoltListener implements Listener {
  private readonly known: { kind: string; id: Pattern }[] = []
  readonly app: App
  readonly web: Web
  readonly people: People
  readonly core: Core
  readonly removed: () => void
  readonly log: SlackLog
  private readonly overLimit: OverLimit

  constructor(parts: { app: App; web: Web; people: People; core: Core; log: SlackLog; overLimit: OverLimit; removed: () => void }) {
    this.app = parts.app
    this.web = parts.web
    this.people = parts.people
    this.core = parts.core
    this.removed = parts.removed
    this.log = parts.log
    this.overLimit = parts.overLimit
  }

  opens(by: Opens, page: (visit: Visit, person: ActingMember) => Promise<Modal>): void {
    const run = async ({ ack, body }: { ack: () => Promise<void>; body: unknown }) => {
      await ack()
      await this.openNow(visitOf(body), page)
    }
    if ('shortcut' in by) {
      this.known.push({ kind: 'shortcut', id: by.shortcut })
      this.app.shortcut(by.shortcut, run)
    } else if ('command' in by) {
      this.known.push({ kind: 'command', id: by.command })
      this.app.command(by.command, ({ ack, body }) => run({ ack: () => ack(), body }))
    } else {
      this.known.push({ kind: 'action', id: by.button })
      this.app.action(by.button, ({ ack, body }) => run({ ack: () => ack(), body }))
    }
  }

  turns(id: Pattern, page: (visit: Visit, person: ActingMember) => Promise<Turned>): void {
    this.known.push({ kind: 'action', id })
    this.app.action(id, async ({ ack, body }) => {
      await ack()
      const visit = visitOf(body)
      const shown = visit.view
      if (!shown) return this.openNow(visit, async (_, person) => sentencePage(person.language, slackCopy[person.language].old))
      const next = await this.attempt(visit, page)
      const view = 'ok' in next ? next.ok : { notice: next.sentence }
      if (view) await this.update(shown, 'notice' in view ? samePage(shown, view.notice) : view)
    })
  }

  submits(id: Pattern, handle: (visit: Visit, person: ActingMember) => Promise<Submitted>): void {
    this.known.push({ kind: 'view', id })
    this.app.view({ callback_id: id, type: 'view_submission' }, async ({ ack, body }) => {
      const visit = visitOf(body)
      const next = await this.attempt(visit, handle, SUBMISSION_MS)
      const result = 'ok' in next ? next.ok : { notice: next.sentence }
      if (result === 'done') return ack()
      if ('errors' in result) return ack({ response_action: 'errors', errors: result.errors })
      const view = 'notice' in result ? samePage(visit.view as ShownModal, result.notice) : result.view
      return ack({ response_action: 'update', view: this.ready(view) })
    })
  }

  offers(id: string, handle: (visit: Visit, person: ActingMember) => Promise<types.PlainTextOption[]>): void {
    this.known.push({ kind: 'options', id })
    this.app.options(id, async ({ ack, body }) => {
      const next = await this.attempt(visitOf(body), handle, SUBMISSION_MS)
      await ack({ options: 'ok' in next ? next.ok : [] })
    })
  }

  home(page: (person: ActingMember) => Promise<Home>): void {
    this.app.event('app_home_opened', async ({ event, body }) => {
      if (event.tab !== 'home') return
      const visit = { ...visitOf(body), user: event.user }
      const next = await this.attempt(visit, (_, person) => page(person))
      const view = 'ok' in next ? next.ok : homeWithout(next.sentence)
      await this.quietly(() => this.web.views.publish({ user_id: visit.user, view }))
    })
  }

  event(type: string, note: (event: object, of: { team: string; id: string }) => Promise<void>): void {
    this.app.event(type, async ({ event, body }) => note(event, { team: installationOf(body).team, id: body.event_id }))
  }

  /** Answers what no action answers: buttons of old messages, pages of older versions. It is called last. */
  answersTheRest(): void {
    const unknown = (kind: string, id: string) =>
      !this.known.some((one) => one.kind === kind && (typeof one.id === 'string' ? one.id === id : one.id.test(id)))
    const old = async (body: unknown) =>
      this.openNow(visitOf(body), async (_, { language }) => sentencePage(language, slackCopy[language].old))
    this.app.action(/.*/, async ({ ack, body, payload }) => {
      if (!unknown('action', 'action_id' in payload ? String(payload.action_id) : '')) return
      await ack()
      const visit = visitOf(body)
      if (visit.view) await this.update(visit.view, samePage(visit.view, slackCopy[this.people.languageOf(visit.user)].old))
      else await old(body)
    })
    this.app.shortcut(/.*/, async ({ ack, body, payload }) => {
      if (!unknown('shortcut', payload.callback_id)) return
      await ack()
      await old(body)
    })
    this.app.view({ callback_id: /.*/, type: 'view_submission' }, async ({ ack, body, view }) => {
      if (!unknown('view', view.callback_id)) return
      const language = this.people.languageOf(body.user.id)
      await ack({ response_action: 'update', view: this.ready(sentencePage(language, slackCopy[language].old)) })
    })
    this.app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack }) => ack())
    this.app.command(/.*/, async ({ ack, body }) => {
      if (unknown('command', body.command)) await ack(slackCopy[this.people.languageOf(body.user_id)].old)
    })
    this.app.options(/.*/, async ({ ack, payload }) => {
      if (unknown('options', payload.action_id)) await ack({ options: [] })
    })
  }

  private async openNow(visit: Visit, page: (visit: Visit, person: ActingMember) => Promise<Modal>): Promise<void> {
    const filling = this.attempt(visit, page)
    const shown = await this.open(visit.trigger)
    const next = await filling
    if (shown) await this.update(shown, 'ok' in next ? next.ok : sentencePage(next.language, next.sentence))
  }

  /** Opens a modal that says nothing yet. Gives nothing when Slack opened none. */
  private async open(trigger_id: string): Promise<Place | undefined> {
    const external_id = randomUUID()
    try {
      const { view } = await this.web.views.open({ trigger_id, view: { ...this.ready(loadingPage()), external_id } })
      return view as ShownModal | undefined
    } catch (error) {
      this.log.warn('slack.call_failed', errorFields(error))
      // The modal may stand there although Slack's answer was lost. The name we gave it finds it, so that it does not say "One moment" for
      // ever.
      return outcomeOfFailure(error).outcome === 'uncertain' ? { external_id } : undefined
    }
  }

  /** The hash keeps a slow answer from overwriting a page that has moved on since. */
  private async update(place: Place, view: Modal): Promise<void> {
    // Slack's views carry a name too, an empty one, so an id comes first.
    const to = 'id' in place ? { view_id: place.id, ...(place.hash ? { hash: place.hash } : {}) } : { external_id: place.external_id }
    await this.quietly(() => this.web.views.update({ ...to, view: this.ready(view) }))
  }

  private ready(view: Modal): Modal {
    return within({ ...view, private_metadata: view.private_metadata || randomUUID() }, this.overLimit, this.log)
  }

  private async attempt<T>(
    visit: Visit,
    run: (visit: Visit, person: ActingMember) => Promise<T>,
    ms?: number,
  ): Promise<{ ok: T } | { sentence: string; language: Language }> {
    let timer: NodeJS.Timeout | undefined
    try {
      const work = this.people.of(visit.team, visit.user).then((person) => run(visit, person))
      const late = new Promise<never>((_, fail) => {
        if (ms) timer = setTimeout(() => fail(new Troubled({ code: 'unreachable', path: '' })), ms)
      })
      return { ok: await Promise.race([work, late]) }
    } catch (error) {
      const trouble: CallTrouble = error instanceof Troubled ? error.trouble : { code: 'internal', path: '' }
      if (trouble.code === 'internal') this.log.error('slack.action_failed', errorFields(error))
      // By now Slack may have said which language is theirs.
      const language = this.people.languageOf(visit.user)
      const { troubles } = slackCopy[language]
      return { sentence: troubles[trouble.code as keyof typeof troubles] ?? troubles.internal, language }
    } finally {
      clearTimeout(timer)
    }
  }

  private async quietly<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call()
    } catch (error) {
      this.log.warn('slack.call_failed', errorFields(error))
      return undefined
    }
  }
}
