import { randomBytes } from 'node:crypto'
import { type Api, createApi } from '@tend/server/api'
import { type Client, createClient } from '@tend/server/client'
import { type Connected, connect, type DatabaseLocation } from '@tend/server/data/database'
import { createWorkspace } from '@tend/server/first-start'
import { signPerson, signService } from '@tend/server/http/actor-token'
import { createRateLimits, type Limit, type LimitName } from '@tend/server/http/rate-limit'
import { connectJobs } from '@tend/server/jobs/queues'
import { type Kernel, noCounts, noSlack, realIds } from '@tend/server/kernel'
import { createKeyring, directoryHash } from '@tend/server/keys/seal'
import { createLog } from '@tend/server/log'
import { insertMember } from '@tend/server/members/joining'
import { theClock, type Work, workAs } from '@tend/server/work'
import type { Language } from '@tend/shared/schema'
import pg from 'pg'
import { dropDatabase, freshDatabase } from './cluster.ts'

/** Limits so high that no test meets them by chance. */
const GENEROUS: Limit = { burst: 1_000_000, perMinute: 1_000_000 }

export type TestMember = { id: string; token: string; deviceId: string; name: string }
type NewMember = {
  roles?: readonly ('facilitator' | 'steward')[]
  guest?: boolean
  slackUser?: string
  language?: Language
  slackAdmin?: boolean
}
type Group = { workspaceId: string; circleId: string }

export type TestServer = Awaited<ReturnType<typeof testServer>>

export type TestOptions = {
  limits?: Partial<Record<LimitName, Limit>>
  publicUrl?: string
  operator?: string
  jobs?: boolean
  now?: string
  /** The database to use outside of Vitest (the bench), which is ready. */
  place?: DatabaseLocation
}

/**
 * The real API on a database of its own, with a clock that stands until it is moved. Ask for it in `beforeAll` and `stop` it in `afterAll`.
 * `server.home` is the first workspace with its circle. `server.workspace()` makes another.
 */
export async function testServer(options: TestOptions = {}) {
  const place = options.place ?? (await freshDatabase((await import('vitest')).inject('socket')))
  const lines: string[] = []
  let made = 0
  let now = new Date(options.now ?? '2026-11-23T10:00:00Z')
  const clock = () => new Date(now)
  const log = createLog('info', (line) => lines.push(line), clock)
  const app = connect(place, 'tend_app', 6, () => {})
  const dispatch = connect(place, 'tend_dispatch', 3, () => {})
  const jobs = options.jobs ? await connectJobs(place, log) : undefined
  const setupSecret = randomBytes(15).toString('base64url')
  const generous = { device: GENEROUS, workspace: GENEROUS, guess: GENEROUS }
  const kernel: Kernel = {
    ...realIds,
    db: app.db,
    dispatch: dispatch.db,
    lookUps: dispatch.pool,
    jobs,
    keyring: createKeyring(randomBytes(32)),
    log,
    clock,
    limits: createRateLimits(clock, { ...generous, ...options.limits }),
    coreSecret: randomBytes(32).toString('base64url'),
    setupHash: directoryHash(setupSecret),
    operator: options.operator,
    publicUrl: options.publicUrl,
    names: new Map(),
    counts: noCounts(),
    slack: noSlack(),
  }
  const api: Api = createApi(kernel)
  const home = await createWorkspace(kernel.db, kernel.keyring, now)
  return {
    api,
    kernel,
    place,
    home,
    setupSecret,
    /** Every line that the server logged. */
    lines,
    now: () => clock(),
    setNow: (instant: string | Date) => {
      now = new Date(instant)
    },
    /** Moves the clock on. */
    pass: (time: { minutes?: number; hours?: number; days?: number }) => {
      now = new Date(now.getTime() + ((time.days ?? 0) * 1440 + (time.hours ?? 0) * 60 + (time.minutes ?? 0)) * 60_000)
    },
    // It is later by its id too: with a clock that stands, the home workspace would be the first one only by chance.
    workspace: (): Promise<Group> => createWorkspace(kernel.db, kernel.keyring, new Date(now.getTime() + ++made)),
    /** Another circle in a workspace. */
    circle: (group: Group = home) => addCircle(kernel, group),
    /** A person with a paired device, in a circle (the home circle unless said), with roles. */
    member: (name: string, given: NewMember & Partial<Group> = {}) => addMember(kernel, name, { ...home, ...given }),
    ...clientsOf(api, kernel),
    /** Runs work as the clock in a workspace, past the API: for arranging and for looking at rows. */
    work: <T>(run: (work: Work) => Promise<T>, workspaceId = home.workspaceId): Promise<T> => workAs(kernel, theClock(workspaceId), run),
    /** A connection without row security: for looking at what is really stored. */
    superuser: () => superuser(place),
    stop: async () => {
      await jobs?.stop({ graceful: false, close: true })
      await Promise.all([app, dispatch].map((connected: Connected) => connected.db.destroy()))
      if (!options.place) await dropDatabase(place)
    },
  }
}

/** The typed clients that ask this API. */
function clientsOf(api: Api, { coreSecret, clock }: Kernel) {
  return {
    /** The typed client of a person with a device. */
    as: (member: Pick<TestMember, 'token'>, headers: Record<string, string> = {}): Client =>
      clientOf(api, () => ({ authorization: `Bearer ${member.token}`, ...headers })),
    /** The typed client of a person in Slack, with a token signed for each request. */
    asSlack: (person: { team: string; user: string; name?: string; guest?: boolean; admin?: boolean }): Client =>
      clientOf(api, async () => {
        const full = { name: 'Somebody', guest: false, admin: false, ...person }
        return { authorization: `Bearer ${await signPerson(coreSecret, full, clock())}` }
      }),
    /** The typed client of the Slack app itself. */
    asService: (): Client => clientOf(api, async () => ({ authorization: `Bearer ${await signService(coreSecret, clock())}` })),
    /** The typed client of a person without any token. */
    asStranger: (): Client => clientOf(api, () => ({})),
  }
}

function clientOf(api: Api, headers: () => Record<string, string> | Promise<Record<string, string>>): Client {
  return createClient('http://localhost', (input, init) => api.request(input instanceof Request ? input : String(input), init), headers)
}

async function superuser(place: DatabaseLocation): Promise<pg.Client> {
  if (place.kind !== 'socket') throw new Error('Tests run on a socket.')
  const client = new pg.Client({ host: place.socket, user: 'postgres', database: place.database })
  await client.connect()
  return client
}

async function addCircle(kernel: Kernel, group: Group): Promise<Group> {
  const circleId = kernel.id()
  await workAs(kernel, theClock(group.workspaceId), async ({ trx, keys }) => {
    const like = await trx
      .selectFrom('circle')
      .selectAll()
      .where('workspace_id', '=', group.workspaceId)
      .where('id', '=', group.circleId)
      .executeTakeFirstOrThrow()
    const { record_key, name_sealed } = keys.seal('circle', circleId, { name: 'Another circle' })
    const fresh = {
      id: circleId,
      record_key,
      name_sealed: name_sealed as Buffer,
      outside_contact_sealed: null,
      emergency_contact_sealed: null,
    }
    await trx
      .insertInto('circle')
      .values({ ...like, ...fresh })
      .execute()
  })
  return { workspaceId: group.workspaceId, circleId }
}

async function addMember(kernel: Kernel, name: string, given: NewMember & Group): Promise<TestMember> {
  const { workspaceId, circleId } = given
  const id = kernel.id()
  const deviceId = kernel.id()
  const token = `tnd_${randomBytes(32).toString('base64url')}`
  await workAs(kernel, theClock(workspaceId), async (work) => {
    const { guest = false, slackAdmin = false, slackUser = null, language = 'en' } = given
    await insertMember(work, { id, displayName: name, language, guest, slackAdmin, slackUser }, circleId)
    for (const role of given.roles ?? [])
      await work.trx
        .insertInto('appointment')
        .values({
          workspace_id: workspaceId,
          circle_id: circleId,
          member_id: id,
          role,
          until_day: role === 'steward' ? '2099-01-01' : null,
          appointed_by: id,
          appointed_on: work.today,
        })
        .execute()
    const token_hash = directoryHash(token)
    await work.trx
      .insertInto('device')
      .values({ workspace_id: workspaceId, id: deviceId, member_id: id, token_hash, paired_on: work.today, revoked_on: null })
      .execute()
    await work.trx
      .insertInto('directory')
      .values({ kind: 'device', key_hash: token_hash, workspace_id: workspaceId, subject: deviceId })
      .execute()
  })
  return { id, token, deviceId, name }
}
