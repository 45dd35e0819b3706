/** What Slack sends for one field of a modal. The kind of the field decides which of these it holds. */
type Value = {
  value?: string | null
  selected_option?: { value: string } | null
  selected_options?: { value: string }[]
  selected_date?: string | null
  selected_conversation?: string | null
}

/** Everything on the page that was open, as typed and chosen when it was sent. A field's block and action share one name. */
export type Fields = {
  has(name: string): boolean
  text(name: string): string
  one(name: string): string | null
  many(name: string): string[]
  day(name: string): string | null
  conversation(name: string): string | null
}

/** Reads the fields from a view's `state.values`. A missing field has an empty text, and nothing chosen. */
export function fieldsOf(values: unknown): Fields {
  const all = (values ?? {}) as Record<string, Record<string, Value> | undefined>
  const at = (name: string): Value => all[name]?.[name] ?? {}
  return {
    has: (name) => all[name] !== undefined,
    text: (name) => at(name).value ?? '',
    one: (name) => at(name).selected_option?.value ?? null,
    many: (name) => (at(name).selected_options ?? []).map(({ value }) => value),
    day: (name) => at(name).selected_date ?? null,
    conversation: (name) => at(name).selected_conversation ?? null,
  }
}
