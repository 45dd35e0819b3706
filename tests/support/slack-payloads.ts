export const TEAM = 'T000000001'

export type Option = { text: { text: string }; value: string; description?: { text: string } }
export type Element = {
  type: string
  action_id?: string
  value?: string
  options?: Option[]
  initial_value?: string
  initial_option?: Option
  initial_options?: Option[]
  initial_date?: string
  initial_conversation?: string
  text?: { text: string }
}
export type Block = {
  type: string
  block_id?: string
  optional?: boolean
  dispatch_action?: boolean
  element?: Element
  elements?: Element[]
  accessory?: Element
  text?: { text: string }
}
export type View = {
  id: string
  type: 'modal' | 'home'
  hash: string
  callback_id: string
  private_metadata: string
  root_view_id: string
  notify_on_close?: boolean
  title?: { text: string } | null
  submit?: { text: string } | null
  close?: { text: string } | null
  blocks: Block[]
}
export type Call = {
  method: string
  args: Record<string, unknown>
  ok: boolean
  error: string | null
  answer?: Record<string, unknown>
  /** The person on whose screen a view was. */
  viewer?: string
  at: number
}
export type Sent = { status: number; body: string; ms: number }
export type Payload = { kind: 'interactive' | 'slash_commands' | 'events_api'; body: Record<string, unknown> }
export type PersonSeed = {
  name: string
  realName?: string
  admin?: boolean
  owner?: boolean
  guest?: boolean
  /** The language of their Slack, such as es-ES. */
  locale?: string
  team?: string
  /** On Enterprise Grid: the workspaces this person is in. Their payloads name `team`, and Slack leaves it out of what it says of them. */
  grid?: string[]
}

/** What a person at their Slack reaches of it: their screens, their triggers, and the way their payloads take. */
export type SlackReach = {
  readonly calls: Call[]
  readonly homes: ReadonlyMap<string, View>
  readonly botToken: string
  channel(name: string): string
  trigger(user: string, viewId?: string): Promise<string>
  post(payload: Payload): Promise<Sent>
  called(method: string): Call[]
  ask(method: string, args: Record<string, unknown>, token: string): Promise<Record<string, unknown>>
  showView(view: View): Promise<void>
}
