import { addDays } from '@tend/shared/zone'
import fc from 'fast-check'

/** As much of JSON Schema as our own schemas are made of. */
export type Shape = {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** Every word that we send holds this, so that one look tells whether any of it came back. */
export const mark = 'qz7mark'

/** Where ids come from: things that are there. */
export type Ids = readonly string[]

const anyId = (known: Ids) => fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, fc.uuid())
const day = fc.integer({ min: -40, max: 400 }).map((days) => addDays('2026-11-23', days))

function text({ format, minLength = 0, maxLength = 200 }: Shape, known: Ids): fc.Arbitrary<unknown> {
  if (format === 'uuid') return anyId(known)
  if (format === 'date') return day
  if (format === 'date-time') return day.map((one) => `${one}T10:00:00.000Z`)
  const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((tail) => `${mark} ${tail}`.slice(0, maxLength).padEnd(minLength, 'x'))
  // A check of a text by its form finds an id, a day, a zone or a time in it now and then.
  return fc.oneof(
    { weight: 6, arbitrary: words },
    anyId(known),
    day,
    fc.constantFrom('Europe/Madrid', 'en', 'es', '2026-12-01T10:00:00Z', ''),
  )
}

/** Gives values that fit a schema as far as JSON Schema says. They may still break what only Valibot knows. */
export function fitting(shape: Shape, known: Ids): fc.Arbitrary<unknown> {
  const either = shape.anyOf ?? shape.oneOf
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (either) return fc.oneof(...either.map((one) => fitting(one, known)))
  if (shape.allOf) return fc.tuple(...shape.allOf.map((one) => fitting(one, known))).map((all) => Object.assign({}, ...all))
  if (shape.type === 'array')
    return fc.array(fitting(shape.items ?? {}, known), { minLength: shape.minItems ?? 0, maxLength: Math.min(shape.maxItems ?? 3, 3) })
  if (shape.type === 'object' || shape.properties) return object(shape, known)
  if (shape.type === 'string') return text(shape, known)
  if (shape.type === 'integer' || shape.type === 'number') return fc.integer({ min: shape.minimum ?? -5, max: shape.maximum ?? 100 })
  if (shape.type === 'boolean') return fc.boolean()
  if (shape.type === 'null') return fc.constant(null)
  return fc.jsonValue({ maxDepth: 2 })
}

function object({ properties = {}, required = [] }: Shape, known: Ids): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, fitting(shape, known)]))
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) })
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, '', '\u0000', '\ud800', `${mark}\u0000`, '__proto__', [], {}, [[]], 0.5),
  fc.string({ unit: 'binary', maxLength: 30 }).map((tail) => `${mark}${tail}`),
  fc.constant(`${mark} `.repeat(500)),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Gives values that fit, with some of their fields odd, missing or unknown. */
export function broken(shape: Shape, known: Ids): fc.Arbitrary<unknown> {
  const names = Object.keys(shape.properties ?? {})
  const field =
    names.length > 0
      ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, fc.constant(`${mark}Field`))
      : fc.constant(`${mark}Field`)
  const nearly = fc
    .tuple(
      fitting(shape, known),
      fc.dictionary(field, odd, { minKeys: 1, maxKeys: 2 }),
      fc.subarray(names, { maxLength: Math.min(1, names.length) }),
    )
    .map(([body, set, drop]) => {
      if (typeof body !== 'object' || body === null) return body
      const changed: Record<string, unknown> = { ...body, ...set }
      for (const name of drop) delete changed[name]
      return changed
    })
  return fc.oneof({ weight: 5, arbitrary: nearly }, odd)
}
