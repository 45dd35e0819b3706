import { describe, expect, it } from 'vitest'
import { fitted, MESSAGE_SIZE, problems } from '../src/limits.ts'
import { buttons, choosesAny, heading, modal, picks, quiet, says, strong, text, ticks, writes } from '../src/messages/blocks.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const view = (over: object) => ({ type: 'modal', title: plain(4), blocks: [{ type: 'section', text: plain(4) }], ...over })
const one = (block: object) => view({ blocks: [block] })
const input = (element: object, over: object = {}) => one({ type: 'input', label: plain(4), element, ...over })
const options = (count: number, over: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ text: plain(4), value: String(index), ...over }))

/** Each of Slack's numbers: a payload right at the limit, and one past it. */
const edges: [name: string, make: (length: number) => object, max: number][] = [
  ['modal title', (n) => view({ title: plain(n) }), 24],
  ['submit', (n) => view({ submit: plain(n) }), 24],
  ['close', (n) => view({ close: plain(n) }), 24],
  ['modal blocks', (n) => view({ blocks: Array.from({ length: n }, () => ({ type: 'divider' })) }), 100],
  ['home blocks', (n) => ({ type: 'home', blocks: Array.from({ length: n }, () => ({ type: 'divider' })) }), 100],
  ['message blocks', (n) => ({ text: 'x', blocks: Array.from({ length: n }, () => ({ type: 'divider' })) }), 50],
  ['private metadata', (n) => view({ private_metadata: 'x'.repeat(n) }), 3000],
  ['callback id', (n) => view({ callback_id: 'x'.repeat(n) }), 255],
  ['block id', (n) => one({ type: 'divider', block_id: 'x'.repeat(n) }), 255],
  ['section text', (n) => one({ type: 'section', text: plain(n) }), 3000],
  ['section fields', (n) => one({ type: 'section', fields: Array.from({ length: n }, () => plain(3)) }), 10],
  ['one field', (n) => one({ type: 'section', fields: [plain(n)] }), 2000],
  ['header', (n) => one({ type: 'header', text: plain(n) }), 150],
  ['context', (n) => one({ type: 'context', elements: Array.from({ length: n }, () => plain(3)) }), 10],
  ['actions', (n) => one({ type: 'actions', elements: Array.from({ length: n }, () => ({ type: 'button', text: plain(3) })) }), 25],
  ['button text', (n) => one({ type: 'actions', elements: [{ type: 'button', text: plain(n) }] }), 75],
  ['button value', (n) => one({ type: 'actions', elements: [{ type: 'button', text: plain(3), value: 'x'.repeat(n) }] }), 2000],
  ['action id', (n) => one({ type: 'actions', elements: [{ type: 'button', text: plain(3), action_id: 'x'.repeat(n) }] }), 255],
  ['select options', (n) => input({ type: 'static_select', options: options(n) }), 100],
  ['radio options', (n) => input({ type: 'radio_buttons', options: options(n) }), 10],
  ['checkboxes', (n) => input({ type: 'checkboxes', options: options(n) }), 10],
  ['option text', (n) => input({ type: 'checkboxes', options: options(1, { text: plain(n) }) }), 75],
  ['option value', (n) => input({ type: 'checkboxes', options: options(1, { value: 'x'.repeat(n) }) }), 75],
  ['option description', (n) => input({ type: 'checkboxes', options: options(1, { description: plain(n) }) }), 75],
  ['input label', (n) => input({ type: 'plain_text_input' }, { label: plain(n) }), 2000],
  ['input hint', (n) => input({ type: 'plain_text_input' }, { hint: plain(n) }), 2000],
  ['placeholder', (n) => input({ type: 'plain_text_input', placeholder: plain(n) }), 150],
  ['initial value', (n) => input({ type: 'plain_text_input', initial_value: 'x'.repeat(n) }), 3000],
  ['confirm title', (n) => confirm({ title: plain(n) }), 100],
  ['confirm text', (n) => confirm({ text: plain(n) }), 300],
  ['confirm yes', (n) => confirm({ confirm: plain(n) }), 30],
  ['confirm no', (n) => confirm({ deny: plain(n) }), 30],
]

function confirm(over: object): object {
  const asked = { title: plain(3), text: plain(3), confirm: plain(3), deny: plain(3), ...over }
  return one({ type: 'actions', elements: [{ type: 'button', text: plain(3), confirm: asked }] })
}

describe('Slack’s limits', () => {
  it.each(edges)('%s: takes what is right at the limit, refuses one more', (_, make, max) => {
    expect(problems(make(max))).toEqual([])
    expect(problems(make(max + 1)).length).toBeGreaterThan(0)
  })

  it.each(edges.filter(([name]) => !/callback|block id|action id/.test(name)))(
    '%s: is cut to what Slack takes in production',
    (_, make, max) => {
      expect(problems(fitted(make(max + 7)))).toEqual([])
    },
  )

  it('refuses empty texts, empty menus and two blocks of one name', () => {
    expect(problems(one({ type: 'section', text: plain(0) }))).toHaveLength(2)
    expect(problems(input({ type: 'static_select', options: [] }))).toHaveLength(1)
    expect(problems(input({ type: 'checkboxes', options: options(2), initial_options: [] }))).toHaveLength(1)
    const twice = { type: 'divider', block_id: 'same' }
    expect(problems(view({ blocks: [twice, twice] }))).toHaveLength(1)
  })

  it('keeps a message below the size at which Slack refuses its blocks', () => {
    const long = { text: 'x', blocks: Array.from({ length: 6 }, () => ({ type: 'section', text: plain(2900) })) }
    expect(problems(long)).toHaveLength(1)
    expect(JSON.stringify(fitted(long).blocks).length).toBeLessThanOrEqual(MESSAGE_SIZE)
  })

  it('says where and why, and never quotes what somebody wrote', () => {
    const found = problems(one({ type: 'section', text: { type: 'plain_text', text: 'SECRETMARK'.repeat(400) } }))
    expect(found[0]).toEqual({ where: 'modal.blocks[0].text.text', why: 'section: 4000 characters, at most 3000' })
    expect(JSON.stringify(found)).not.toContain('SECRETMARK')
  })

  it('cuts without breaking an entity or a character in two', () => {
    const title = (raw: string) => (fitted(view({ title: { type: 'plain_text', text: raw } })) as { title: { text: string } }).title.text
    expect(title(`${'x'.repeat(20)}&amp;more`)).toBe(`${'x'.repeat(20)}…`)
    expect(title(`${'x'.repeat(22)}😀more`)).not.toMatch(/\p{Surrogate}/u)
  })
})

describe('a field that is filled again', () => {
  it('is filled whole or not at all', () => {
    const filled = (initial: string) =>
      (writes({ name: 'w', label: 'x', max: 3000, initial }) as { element: { initial_value?: string } }).element
    expect(filled('🫠'.repeat(1500)).initial_value).toBe('🫠'.repeat(1500))
    expect(filled('🫠'.repeat(1501)).initial_value).toBeUndefined()
    const over = fitted(input({ type: 'plain_text_input', action_id: 'w', initial_value: `x${'🫠'.repeat(1500)}` }))
    expect(JSON.stringify(over)).not.toContain('initial_value')
  })
})

describe('blocks built from anybody’s words', () => {
  const hard = ['x'.repeat(5000), '🫠'.repeat(3000), '&<>'.repeat(1000), 'שלום '.repeat(600), '<!channel> <@U1>']
  it.each(hard.map((words) => [words.slice(0, 12), words]))('keep within the limits: %s', (_, words) => {
    const many = Array.from({ length: 100 }, (__, index) => ({ value: String(index), label: `${words} ${index}` }))
    const page = modal({
      callback: 'page',
      title: words,
      close: words,
      submit: words,
      blocks: [
        heading(words),
        ...says(words),
        ...quiet(words.slice(0, 400), words.slice(0, 400)),
        ...buttons({ id: 'a', label: words, spoken: words, confirm: { title: words, text: words, yes: words, no: words } }),
        writes({ name: 'w', label: words.slice(0, 600), max: 3000, initial: words, placeholder: words }),
        picks({ name: 'p', label: 'x', options: [{ value: '1', label: words, description: words }], initial: '1' }),
        ticks({ name: 't', label: 'x', options: [{ value: '1', label: words }] }),
        choosesAny({ name: 'c', label: 'x', options: many, max: 50 }),
      ],
    })
    expect(problems(page)).toEqual([])
    expect(JSON.stringify(page.blocks.filter(({ type }) => type !== 'input'))).not.toMatch(/<[@!]/)
  })

  const menu = (count: number, max: number) => {
    const values = Array.from({ length: count }, (_, index) => String(index))
    return choosesAny({ name: 'c', label: 'x', options: values.map((value) => ({ value, label: 'y' })), initial: values, max })
  }

  it('turns a menu of more than a hundred into one that is searched', () => {
    expect(JSON.stringify(menu(100, 50))).toContain('multi_static_select')
    expect(JSON.stringify(menu(101, 50))).toContain('multi_external_select')
  })

  it('lets nobody choose more than is taken in the end, nor more than Slack shows again to whoever comes back', () => {
    expect(menu(101, 50)).toMatchObject({ element: { max_selected_items: 50, initial_options: { length: 50 } } })
    expect(menu(300, 200)).toMatchObject({ element: { max_selected_items: 100, initial_options: { length: 100 } } })
  })

  it('shows a title in bold without letting it mark up, mention or link anything', () => {
    expect(strong('*Who* <!channel> _carries_ `this`')).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: '*∗Who∗ &lt;!channel&gt; ˍcarriesˍ ˋthisˋ*', verbatim: true },
    })
  })

  it('never makes a text of markup', () => {
    expect(text('*bold* _x_ :wave:', 75)).toEqual({ type: 'plain_text', text: '*bold* _x_ :wave:', emoji: false })
  })
})
