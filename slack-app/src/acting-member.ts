import type { Client, SlackPerson } from '@tend/server/client'
import type { CircleView, MeView } from '@tend/shared/members/schema'
import type { Language } from '@tend/shared/schema'
import { utcDay } from '@tend/shared/zone'
import type * as v from 'valibot'
import { type Core, need, Troubled } from './core.ts'
import { plainName } from './escape.ts'
import type { Web } from './web.ts'

/** Names and roles in a Slack workspace change seldom. Five minutes keep one page of a form from asking twice. */
const KEPT_MS = 5 * 60_000
const PEOPLE_KEPT = 2000

/** A person who acts in Slack, with their circle and the client that acts for them. */
export type ActingMember = {
  slackUser: string
  me: v.InferOutput<typeof MeView>
  circle: v.InferOutput<typeof CircleView>
  language: Language
  now: Date
  /** The UTC day. */
  today: string
  /** The client for reads. */
  api: Client
  /** The client for writes: each is done once for each key. */
  once(key: string): Client
}

type Profile = { display_name?: string; real_name?: string }
/** What Slack says of a person, as far as Tend reads it. */
export type SlackUser = {
  id?: string
  team_id?: string
  name?: string
  real_name?: string
  deleted?: boolean
  is_bot?: boolean
  is_admin?: boolean
  is_owner?: boolean
  is_primary_owner?: boolean
  is_restricted?: boolean
  is_ultra_restricted?: boolean
  is_stranger?: boolean
  profile?: Profile
  /** On Enterprise Grid: the workspaces this person is in. `team_id` is then missing, or names one of them. */
  enterprise_user?: { teams?: string[]; is_admin?: boolean; is_owner?: boolean }
  /** A locale such as es-ES. */
  locale?: string
}

function isOf(team: string, { team_id: home, enterprise_user: grid }: SlackUser): boolean {
  return grid?.teams ? grid.teams.includes(team) : home === undefined || home === team
}

/**
 * Gives who a person is to Slack: what `users.info` (scope `users:read`) says, as the actor token carries it. Gives undefined for people of
 * other workspaces and for bots.
 */
export function slackPersonOf(team: string, id: string, user: SlackUser): SlackPerson | undefined {
  if (user.is_stranger || user.is_bot || user.deleted || !isOf(team, user)) return undefined
  const name = plainName(user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || '') || id
  const guest = Boolean(user.is_restricted || user.is_ultra_restricted)
  const { enterprise_user: grid } = user
  const admin = Boolean(user.is_admin || user.is_owner || user.is_primary_owner || grid?.is_admin || grid?.is_owner)
  return { team, user: id, name: [...name].slice(0, 80).join(''), guest, admin }
}

type KeptPerson = { until: number; person: SlackPerson | undefined }

/** Gives the person in the circle `id` instead: what they press says which one. Throws `Troubled` when that circle is not theirs. */
export async function inCircle(person: ActingMember, id: string): Promise<ActingMember> {
  if (id === person.circle.id) return person
  if (!person.me.circles.some((one) => one.id === id)) throw new Troubled({ code: 'not_found', path: '' })
  return { ...person, circle: await need(person.api.v1.circles[':id'].$get({ param: { id } })) }
}

/** Whether this person may change the circle's settings. */
export const facilitates = (person: ActingMember): boolean => person.circle.myRoles.includes('facilitator')

/** The people of this workspace: who they are to Slack, and who they are in Tend. */
export class People {
  private readonly kept = new Map<string, KeptPerson>()
  private readonly languages = new Map<string, Language>()
  private readonly web: Web
  private readonly core: Core
  private readonly now: () => Date

  constructor(web: Web, core: Core, now: () => Date) {
    this.web = web
    this.core = core
    this.now = now
  }

  /** The language that a person used last, or that of their Slack. It is English until one of them is known. */
  languageOf(user: string): Language {
    return this.languages.get(user) ?? 'en'
  }

  /**
   * Gives a person with their circle. Throws `Troubled` when they are of another workspace, or when Slack or the server cannot be reached.
   */
  async of(team: string, user: string): Promise<ActingMember> {
    const slackPerson = await this.slackPerson(team, user)
    if (!slackPerson) throw new Troubled({ code: 'not_found', path: '' })
    const api = this.core.clientFor(slackPerson)
    const me = await need(api.v1.me.$get())
    const own = me.circles[0]
    if (!own) throw new Troubled({ code: 'not_found', path: '' })
    const circle = await need(api.v1.circles[':id'].$get({ param: { id: own.id } }))
    this.languages.set(user, me.language)
    const now = this.now()
    const once = (key: string) => this.core.clientFor(slackPerson, { 'idempotency-key': key })
    return { slackUser: user, me, circle, language: me.language, now, today: utcDay(now), api, once }
  }

  /** Whether a person is of this workspace; undefined when Slack does not say. */
  async belongs(team: string, user: string): Promise<boolean | undefined> {
    return this.slackPerson(team, user).then(
      (person) => person !== undefined,
      () => undefined,
    )
  }

  /** Forgets who a person is to Slack, as that has changed. Slack is asked again when they next act. */
  forget(user: string): void {
    this.kept.delete(user)
  }

  private async slackPerson(team: string, user: string): Promise<SlackPerson | undefined> {
    const at = this.now().getTime()
    const kept = this.kept.get(user)
    if (kept && kept.until > at) return kept.person
    try {
      const { user: found } = await this.web.users.info({ user, include_locale: true })
      const person = slackPersonOf(team, user, (found ?? {}) as SlackUser)
      const locale = found?.locale ?? ''
      if (!this.languages.has(user) && locale !== '') this.languages.set(user, /^es\b/i.test(locale) ? 'es' : 'en')
      if (this.kept.size >= PEOPLE_KEPT) this.kept.clear()
      this.kept.set(user, { until: at + KEPT_MS, person })
      return person
    } catch {
      // An old name is better than no way to raise something. Without any name, nothing is guessed about guests and owners.
      if (kept) return kept.person
      throw new Troubled({ code: 'unreachable', path: '' })
    }
  }
}
