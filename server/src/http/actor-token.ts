import { sign, verify } from 'hono/jwt'
import * as v from 'valibot'

/** How long a token signed with CORE_SECRET may live, in seconds. */
const LIFETIME = 60

/** A person who acts in Slack, as Slack's signed request named them. */
export type SlackPerson = { team: string; user: string; name: string; guest: boolean; admin: boolean }

const Claims = v.variant('sub', [
  v.strictObject({ iss: v.literal('slack'), sub: v.literal('service'), exp: v.number() }),
  v.strictObject({
    iss: v.literal('slack'),
    sub: v.pipe(v.string(), v.regex(/^[UW][A-Z0-9]{1,40}$/)),
    team: v.pipe(v.string(), v.regex(/^[TE][A-Z0-9]{1,40}$/)),
    name: v.pipe(v.string(), v.maxLength(200)),
    guest: v.boolean(),
    admin: v.boolean(),
    exp: v.number(),
  }),
])

/** Signs a token that says: this Slack person asks. It is good for 60 seconds. */
export function signPerson(secret: string, person: SlackPerson, now: Date): Promise<string> {
  const { team, user, name, guest, admin } = person
  return sign({ iss: 'slack', sub: user, team, name: name.slice(0, 200), guest, admin, exp: expiry(now) }, secret, 'HS256')
}

/** Signs a token that says: the Slack app itself asks. It opens deliveries and the binding of a team, nothing else. */
export function signService(secret: string, now: Date): Promise<string> {
  return sign({ iss: 'slack', sub: 'service', exp: expiry(now) }, secret, 'HS256')
}

function expiry(now: Date): number {
  return Math.floor(now.getTime() / 1000) + LIFETIME
}

/** Reads the token of an `Authorization` header. `undefined` when the header has none of the form that ours have. */
export function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer ([A-Za-z0-9_.-]{20,2000})$/)?.[1]
}

/**
 * Reads whom a signed token names. `undefined` when the token is forged, stale, signed in another way, or would live longer than 60
 * seconds.
 */
export async function readActorToken(secret: string, token: string, now: Date): Promise<{ person: SlackPerson } | 'service' | undefined> {
  let claims: v.InferOutput<typeof Claims>
  try {
    // Expiry is checked below against our own clock.
    claims = v.parse(Claims, await verify(token, secret, { alg: 'HS256', exp: false, iat: false, nbf: false }))
  } catch {
    return undefined
  }
  const seconds = now.getTime() / 1000
  if (claims.exp <= seconds || claims.exp > seconds + LIFETIME + 1) return undefined
  if (claims.sub === 'service') return 'service'
  const { team, sub, name, guest, admin } = claims as Extract<typeof claims, { team: string }>
  return { person: { team, user: sub, name, guest, admin } }
}
