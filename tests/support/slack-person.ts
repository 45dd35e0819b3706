import { problems } from '../../slack-app/src/limits.ts'
import { type Block, type Element, type Option, type PersonSeed, type Sent, type SlackReach, TEAM, type View } from './slack-payloads.ts'
import { until } from './until.ts'

type Value = {
  type: string
  value?: string | null
  selected_option?: Option | null
  selected_options?: Option[]
  selected_date?: string | null
  selected_conversation?: string | null
}
type Values = Record<string, Record<string, Value>>

const elementsOf = (block: Block) =>
  [block.element, block.accessory, ...(block.elements ?? [])].filter((one): one is Element => !!one?.action_id)

function initial(element: Element): Value | undefined {
  const { type } = element
  if (type === 'plain_text_input') return { type, value: element.initial_value ?? null }
  if (type === 'radio_buttons' || /^(static|external)_select$/.test(type)) return { type, selected_option: element.initial_option ?? null }
  if (type === 'checkboxes' || /^multi_/.test(type)) return { type, selected_options: element.initial_options ?? [] }
  if (type === 'datepicker') return { type, selected_date: element.initial_date ?? null }
  if (type === 'conversations_select') return { type, selected_conversation: element.initial_conversation ?? null }
  return undefined
}

/** What Slack keeps of what was typed: by block and action, as long as both stay in the view. */
function valuesOf(view: View, before: Values): Values {
  const values: Values = {}
  for (const [index, block] of view.blocks.entries()) {
    block.block_id ??= `made-${index}`
    for (const element of elementsOf(block)) {
      const kept = before[block.block_id]?.[element.action_id ?? ''] ?? initial(element)
      if (kept) values[block.block_id] = { ...values[block.block_id], [element.action_id ?? '']: kept }
    }
  }
  return values
}

const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'text' || key === 'initial_value') && typeof inner === 'string'
      ? [inner]
      : key === 'options' || key === 'state'
        ? []
        : textsIn(inner),
  )
}

/** Everything that a person can read in some blocks (not what lies in a closed menu). */
export function readable(blocks: unknown): string {
  return decoded(textsIn(blocks).join('\n'))
}

/** A person at their Slack: what they see, type, press and send. */
export class SlackPerson {
  /** Open modals, the top one last. */
  readonly stack: View[] = []
  values: Values = {}
  errors: Record<string, string> = {}
  private slack: SlackReach
  readonly id: string
  readonly seed: PersonSeed

  constructor(slack: SlackReach, id: string, seed: PersonSeed) {
    this.slack = slack
    this.id = id
    this.seed = seed
  }

  /** Called by the driver: a modal of this person was opened or updated. */
  shown(view: View, before: View | undefined): void {
    const place = this.stack.findIndex(({ id }) => id === view.id)
    if (place >= 0) this.stack[place] = view
    else if (!before) this.stack.push(view)
    if (this.stack.at(-1)?.id === view.id) this.values = valuesOf(view, place >= 0 ? this.values : {})
  }

  get view(): View {
    const top = this.stack.at(-1)
    if (!top) throw new Error(`${this.seed.name} has no modal open`)
    return top
  }

  /** Waits until a modal opened after `before` shows a page that says something. */
  async opened(before: number): Promise<View> {
    await until('a modal has opened', () => this.stack.length > before && this.view.callback_id !== 'loading')
    return this.view
  }

  /** Waits until the open modal shows a page, known by the first part of its callback id. */
  async sees(callback: string): Promise<View> {
    await until(`the page ${callback} is open`, () => this.stack.at(-1)?.callback_id.split(':')[0] === callback)
    return this.view
  }

  /** What the open modal says. */
  get reads(): string {
    const { title, submit, close, blocks } = this.view
    return decoded([title?.text, readable(blocks), submit?.text, close?.text].filter(Boolean).join('\n'))
  }

  get home(): View {
    const home = this.slack.homes.get(this.id)
    if (!home) throw new Error(`${this.seed.name} has no Home yet`)
    return home
  }

  private get who() {
    const team = this.seed.team ?? TEAM
    return {
      team: { id: TEAM, domain: 'riverside' },
      user: { id: this.id, username: this.seed.name, name: this.seed.name, team_id: team },
      api_app_id: 'A0TEND',
      token: 'old',
      enterprise: null,
      is_enterprise_install: false,
    }
  }

  async shortcut(callback_id: string): Promise<Sent> {
    const body = {
      type: 'shortcut',
      ...this.who,
      action_ts: String(Date.now() / 1000),
      callback_id,
      trigger_id: await this.slack.trigger(this.id),
    }
    return this.slack.post({ kind: 'interactive', body })
  }

  async messageShortcut(
    callback_id: string,
    message: { channel: string; ts: string; text: string; user?: string; permalink?: string },
  ): Promise<Sent> {
    const permalink = message.permalink ? { permalink: message.permalink } : {}
    const said = { type: 'message', text: message.text, ts: message.ts, user: message.user ?? this.id, ...permalink }
    const body = {
      type: 'message_action',
      ...this.who,
      action_ts: String(Date.now() / 1000),
      callback_id,
      trigger_id: await this.slack.trigger(this.id),
      response_url: 'http://127.0.0.1:1/expired',
      message_ts: message.ts,
      channel: { id: message.channel, name: 'circle' },
      message: said,
    }
    return this.slack.post({ kind: 'interactive', body })
  }

  async command(text = '', channel = this.slack.channel('circle'), command = '/tend'): Promise<Sent> {
    const body = {
      token: 'old',
      // The workspace where it was written, which people of an Enterprise Grid choose.
      team_id: this.seed.grid ? TEAM : (this.seed.team ?? TEAM),
      team_domain: 'riverside',
      channel_id: channel,
      channel_name: 'circle',
      user_id: this.id,
      user_name: this.seed.name,
      command,
      text,
      api_app_id: 'A0TEND',
      is_enterprise_install: 'false',
      response_url: 'http://127.0.0.1:1/expired',
      trigger_id: await this.slack.trigger(this.id),
    }
    return this.slack.post({ kind: 'slash_commands', body })
  }

  async event(event: Record<string, unknown>, event_id = `Ev${Math.random().toString(36).slice(2)}`): Promise<Sent> {
    const body = {
      token: 'old',
      team_id: TEAM,
      api_app_id: 'A0TEND',
      type: 'event_callback',
      event_id,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [{ team_id: TEAM, user_id: 'U0TENDBOT01', is_bot: true, is_enterprise_install: false, enterprise_id: null }],
      event: { user: this.id, event_ts: String(Date.now() / 1000), ...event },
    }
    return this.slack.post({ kind: 'events_api', body })
  }

  async openHome(eventId?: string): Promise<Sent> {
    return this.event({ type: 'app_home_opened', channel: 'D0HOME', tab: 'home' }, eventId)
  }

  /** Opens the Home, waits until it is there, and gives what it says. */
  async homeReads(): Promise<string> {
    const published = () => this.slack.called('views.publish').filter(({ viewer, ok }) => viewer === this.id && ok).length
    const before = published()
    await this.openHome()
    await until('the Home is there', () => published() > before)
    return readable(this.home.blocks)
  }

  /** Types into a field, or picks a day or a conversation. */
  fill(actionId: string, text: string): void {
    const value = this.field(actionId)
    if (value.type === 'datepicker') value.selected_date = text || null
    else if (value.type === 'conversations_select') value.selected_conversation = text
    else value.value = text || null
  }

  /** Chooses options by value. A field that dispatches tells the app at once. */
  async choose(actionId: string, ...wanted: string[]): Promise<void> {
    const { block, element } = this.find(actionId)
    const options = element.options ?? wanted.map((value) => ({ text: { type: 'plain_text', text: value }, value }))
    const chosen = wanted.map((value) => {
      const option = options.find((one) => one.value === value)
      if (!option) throw new Error(`${actionId} has no option ${value}`)
      return option
    })
    const value = this.field(actionId)
    if (value.type === 'radio_buttons' || /^(static|external)_select$/.test(value.type)) value.selected_option = chosen[0] ?? null
    else value.selected_options = chosen
    if (block.dispatch_action || block.type !== 'input') await this.act(block, element, { ...value })
  }

  /** The values that a field offers. */
  options(actionId: string): string[] {
    return (this.find(actionId).element.options ?? []).map(({ value }) => value)
  }

  /** Asks for the options of a searchable menu. */
  async search(actionId: string, query: string): Promise<{ label: string; value: string }[]> {
    const { block } = this.find(actionId)
    const body = {
      type: 'block_suggestion',
      ...this.who,
      action_id: actionId,
      block_id: block.block_id,
      value: query,
      view: this.viewNow(),
      container: { type: 'view', view_id: this.view.id },
    }
    const sent = await this.slack.post({ kind: 'interactive', body })
    return (JSON.parse(sent.body).options as Option[]).map(({ text, value }) => ({ label: decoded(text.text), value }))
  }

  /** Presses a button: in the modal, or in the blocks of a message or the Home when given. */
  async press(actionId: string, place: { value?: string; blocks?: Block[]; channel?: string; home?: boolean } = {}): Promise<Sent> {
    const blocks = place.blocks ?? (place.home ? this.home.blocks : this.view.blocks)
    const found = blocks
      .flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
      .find(({ element }) => element.action_id === actionId && (place.value === undefined || element.value === place.value))
    if (!found) throw new Error(`no button ${actionId} ${place.value ?? ''}`)
    if (place.blocks) return this.act(found.block, found.element, { value: found.element.value }, { channel: place.channel ?? 'D0DM' })
    return this.act(found.block, found.element, { value: found.element.value }, place.home ? { home: true } : {})
  }

  private async act(block: Block, element: Element, said: object, place: { channel?: string; home?: boolean } = {}): Promise<Sent> {
    const inView = !place.channel
    const view = place.home ? this.home : inView ? this.view : undefined
    const body = {
      type: 'block_actions',
      ...this.who,
      trigger_id: await this.slack.trigger(this.id),
      container: view ? { type: 'view', view_id: view.id } : { type: 'message', message_ts: '1.2', channel_id: place.channel },
      ...(view
        ? { view: place.home ? view : this.viewNow() }
        : { channel: { id: place.channel, name: 'directmessage' }, message: { ts: '1.2' } }),
      actions: [
        {
          action_id: element.action_id,
          block_id: block.block_id ?? 'made',
          type: element.type,
          action_ts: String(Date.now() / 1000),
          ...said,
        },
      ],
    }
    return this.slack.post({ kind: 'interactive', body })
  }

  /**
   * Presses the modal's main button. Fields that must be filled are checked as Slack does. Refusals stand in `errors`, with the page still
   * open.
   */
  async submit(): Promise<Sent> {
    for (const block of this.view.blocks)
      if (block.type === 'input' && !block.optional && this.isEmpty(block)) throw new Error(`${block.block_id} must be filled`)
    const sent = await this.slack.post({ kind: 'interactive', body: this.submission() })
    this.errors = {}
    const answer = sent.body ? (JSON.parse(sent.body) as { response_action?: string; errors?: Record<string, string>; view?: View }) : {}
    await this.answered(answer)
    return sent
  }

  /** What Slack sends when the main button is pressed. */
  submission(): Record<string, unknown> {
    const { who } = this
    const team = this.seed.grid ? { ...who.team, id: who.user.team_id } : who.team
    return { type: 'view_submission', ...who, team, view: this.viewNow(), response_urls: [] }
  }

  private async answered(answer: { response_action?: string; errors?: Record<string, string>; view?: View }): Promise<void> {
    const { response_action: action } = answer
    if (action === 'errors') {
      this.errors = answer.errors ?? {}
      const inputs = this.view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id)
      for (const key of Object.keys(this.errors))
        if (!inputs.includes(key)) throw new Error(`errors name ${key}, which is no input of this page`)
    } else if (action === 'update' && answer.view) {
      this.slack.calls.push({
        method: 'response_action.update',
        args: { view: answer.view },
        viewer: this.id,
        ok: true,
        error: null,
        at: Date.now(),
      })
      const found = problems(answer.view)
      if (found.length > 0) throw new Error(`Slack would refuse this view: ${JSON.stringify(found)}`)
      const updated = await this.slack.ask('views.update', { view_id: this.view.id, view: answer.view }, this.slack.botToken)
      await this.slack.showView(updated.view as View)
    } else if (action === 'clear') this.stack.length = 0
    else this.stack.pop()
  }

  /** Closes the modal with Esc. */
  async dismiss(): Promise<void> {
    const view = this.stack.pop()
    const below = this.stack.at(-1)
    this.values = below ? valuesOf(below, {}) : {}
    if (view?.notify_on_close)
      await this.slack.post({ kind: 'interactive', body: { type: 'view_closed', ...this.who, view, is_cleared: false } })
  }

  private viewNow() {
    return {
      ...this.view,
      team_id: TEAM,
      app_id: 'A0TEND',
      app_installed_team_id: TEAM,
      bot_id: 'B0TEND00001',
      state: { values: this.values },
    }
  }

  private isEmpty(block: Block): boolean {
    const value = this.values[block.block_id ?? '']?.[block.element?.action_id ?? '']
    return (
      !value ||
      !(value.value || value.selected_option || value.selected_date || value.selected_conversation || value.selected_options?.length)
    )
  }

  private find(actionId: string): { block: Block; element: Element } {
    for (const block of this.view.blocks)
      for (const element of elementsOf(block)) if (element.action_id === actionId) return { block, element }
    throw new Error(`no field ${actionId} on this page`)
  }

  private field(actionId: string): Value {
    const { block } = this.find(actionId)
    const value = this.values[block.block_id ?? '']?.[actionId]
    if (!value) throw new Error(`${actionId} holds no value`)
    return value
  }
}
