/** Slack checks these only when a call arrives, and then refuses the whole call. Its types check none of them. Lengths are UTF-16 units. */
type Rule = { at: string; max: number; min?: number; whole?: boolean }
type Node = { [key: string]: unknown }

/** What Slack would refuse: the place in the payload, and the reason in words for a developer. The text itself is never quoted. */
export type Problem = { where: string; why: string }

/** The blocks and texts of a message together. Beyond about this size Slack answers `msg_blocks_too_long`. */
export const MESSAGE_SIZE = 13_000
/** A view as JSON. Beyond this size Slack answers `view_too_large`. */
const VIEW_SIZE = 250_000

const ids: Rule[] = [
  { at: 'block_id', max: 255, min: 1 },
  { at: 'action_id', max: 255, min: 1 },
]
const placeholder: Rule = { at: 'placeholder.text', max: 150, min: 1 }
const options: Rule = { at: 'options', max: 100, min: 1 }
const chosen: Rule = { at: 'initial_options', max: 100, min: 1 }

const rules: { [type: string]: Rule[] } = {
  modal: [
    { at: 'title.text', max: 24, min: 1 },
    { at: 'submit.text', max: 24, min: 1 },
    { at: 'close.text', max: 24, min: 1 },
    { at: 'blocks', max: 100, min: 1 },
    { at: 'private_metadata', max: 3000 },
    { at: 'callback_id', max: 255 },
    { at: 'external_id', max: 255 },
  ],
  home: [
    { at: 'blocks', max: 100, min: 1 },
    { at: 'private_metadata', max: 3000 },
  ],
  message: [
    { at: 'blocks', max: 50, min: 1 },
    { at: 'text', max: 4000, min: 1 },
  ],
  section: [
    { at: 'text.text', max: 3000, min: 1 },
    { at: 'fields', max: 10, min: 1 },
  ],
  field: [{ at: 'text', max: 2000, min: 1 }],
  header: [{ at: 'text.text', max: 150, min: 1 }],
  context: [{ at: 'elements', max: 10, min: 1 }],
  plain_text: [{ at: 'text', max: 3000, min: 1 }],
  mrkdwn: [{ at: 'text', max: 3000, min: 1 }],
  actions: [{ at: 'elements', max: 25, min: 1 }],
  button: [
    { at: 'text.text', max: 75, min: 1 },
    { at: 'value', max: 2000, min: 1 },
    { at: 'url', max: 3000 },
    { at: 'accessibility_label', max: 75 },
  ],
  static_select: [options, placeholder],
  multi_static_select: [options, chosen, placeholder],
  external_select: [placeholder],
  multi_external_select: [chosen, placeholder],
  conversations_select: [placeholder],
  datepicker: [placeholder],
  radio_buttons: [{ ...options, max: 10 }],
  checkboxes: [{ ...options, max: 10 }, chosen],
  overflow: [{ ...options, max: 5 }],
  option: [
    { at: 'text.text', max: 75, min: 1 },
    { at: 'value', max: 75, min: 1 },
    { at: 'description.text', max: 75, min: 1 },
  ],
  input: [
    { at: 'label.text', max: 2000, min: 1 },
    { at: 'hint.text', max: 2000, min: 1 },
  ],
  plain_text_input: [placeholder, { at: 'initial_value', max: 3000, whole: true }],
  confirm: [
    { at: 'title.text', max: 100, min: 1 },
    { at: 'text.text', max: 300, min: 1 },
    { at: 'confirm.text', max: 30, min: 1 },
    { at: 'deny.text', max: 30, min: 1 },
  ],
}

/** Objects that carry no `type` of their own are known by the key they hang on. */
const byKey: { [key: string]: string } = {
  options: 'option',
  initial_options: 'option',
  initial_option: 'option',
  confirm: 'confirm',
  fields: 'field',
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

function read(node: Node, at: string): unknown {
  return at.split('.').reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), node)
}

function kindOf(node: Node, key: string): string | undefined {
  // The `confirm` of a confirmation is a text, and a field is a text with a smaller limit.
  if (key === 'confirm' && typeof node.text === 'string') return 'plain_text'
  if (byKey[key]) return byKey[key]
  return typeof node.type === 'string' ? node.type : undefined
}

type OnNode = (node: Node, kind: string, where: string) => void

function walk(value: unknown, key: string, where: string, onNode: OnNode): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, key, `${where}[${index}]`, onNode)
    return
  }
  if (!isNode(value)) return
  const kind = kindOf(value, key)
  if (kind) onNode(value, kind, where)
  for (const [inner, child] of Object.entries(value)) if (inner !== 'state') walk(child, inner, `${where}.${inner}`, onNode)
}

function broken(node: Node, kind: string, where: string): Problem[] {
  return [...(rules[kind] ?? []), ...ids].flatMap(({ at, max, min = 0 }) => {
    const value = read(node, at)
    if (typeof value !== 'string' && !Array.isArray(value)) return []
    const unit = Array.isArray(value) ? 'items' : 'characters'
    if (value.length > max) return [{ where: `${where}.${at}`, why: `${kind}: ${value.length} ${unit}, at most ${max}` }]
    return value.length < min ? [{ where: `${where}.${at}`, why: `${kind}: empty` }] : []
  })
}

function repeated(payload: Node, name: string): Problem[] {
  const seen = new Set<unknown>()
  return (Array.isArray(payload.blocks) ? payload.blocks : []).flatMap((block: unknown) => {
    const id = isNode(block) ? block.block_id : undefined
    if (id === undefined) return []
    if (seen.has(id)) return [{ where: `${name}.blocks`, why: 'two blocks with one block_id' }]
    seen.add(id)
    return []
  })
}

/** Lists everything in a payload (a modal, the Home or a message) that Slack would refuse. The list is empty when the payload may go. */
export function problems(payload: object): Problem[] {
  const root = { ...payload } as Node
  const name = typeof root.type === 'string' ? root.type : 'message'
  const found: Problem[] = []
  walk({ ...root, type: name }, '', name, (node, kind, where) => found.push(...broken(node, kind, where)))
  const size = JSON.stringify(root.blocks ?? []).length
  if (name === 'message' && size > MESSAGE_SIZE)
    found.push({ where: 'message', why: `blocks of ${size} characters, at most ${MESSAGE_SIZE}` })
  if (name !== 'message' && JSON.stringify(root).length > VIEW_SIZE) found.push({ where: name, why: 'larger than Slack takes' })
  return [...found, ...repeated(root, name)]
}

/** Cuts a text to `max`, never within an entity or a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max - 1).replace(/&[a-z]{0,3}$|[\uD800-\uDBFF]$/, '')}…`
}

function cutWhereNeeded(node: Node, kind: string): void {
  for (const { at, max, whole } of rules[kind] ?? []) {
    const keys = at.split('.')
    const last = keys.pop() ?? ''
    const holder = keys.length ? read(node, keys.join('.')) : node
    if (!isNode(holder)) continue
    const value = holder[last]
    // Half of what a person wrote, put back into its field, would be sent in place of the whole.
    if (whole && typeof value === 'string' && value.length > max) delete holder[last]
    else if (typeof value === 'string' && value.length > max) holder[last] = cut(value, max)
    if (Array.isArray(value) && value.length > max) holder[last] = value.slice(0, max)
  }
}

/**
 * Cuts the payload to what Slack takes: the last resort in production, so that a forgotten long name loses its end rather than the whole
 * page.
 */
export function fitted<Payload extends object>(payload: Payload): Payload {
  const copy = structuredClone(payload) as Node
  const name = typeof copy.type === 'string' ? copy.type : 'message'
  cutWhereNeeded(copy, name)
  walk(copy.blocks, 'blocks', name, (node, kind) => cutWhereNeeded(node, kind))
  if (name === 'message' && Array.isArray(copy.blocks))
    while (copy.blocks.length > 1 && JSON.stringify(copy.blocks).length > MESSAGE_SIZE) copy.blocks.pop()
  return copy as Payload
}
