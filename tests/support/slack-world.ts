import { createClient, wholeLists } from '@tend/server/client'
import { signPerson, signService } from '@tend/server/http/actor-token'
import { createSlackApp, type SlackApp } from '../../slack-app/src/app.ts'
import type { Core } from '../../slack-app/src/core.ts'
import { type TestOptions, type TestServer, testServer } from './server.ts'
import { SlackDriver } from './slack-driver.ts'
import type { PersonSeed } from './slack-payloads.ts'
import type { SlackPerson } from './slack-person.ts'

/** The real server, the real Slack app and a driven Slack, in one process. */
export type SlackWorld = {
  server: TestServer
  slack: SlackDriver
  app: SlackApp
  circleId: string
  /** Lines that the Slack app logged. */
  lines: string[]
  /** How Slack stood to the app, as it told the process that started it. */
  told: string[]
  core: Core
  person(name: string): SlackPerson
  /** The member id of a person who has used Tend in Slack. */
  memberId(name: string): Promise<string>
  /** The Slack app ends and starts again, as with a new token. */
  start(): Promise<void>
  stop(): Promise<void>
}

type Options = TestOptions & {
  people?: PersonSeed[]
  mode?: 'http' | 'socket'
  everyMs?: number
  againMs?: number
  scopes?: readonly string[]
}

/** Makes it as main.ts does: the server's own API as transport, a signed token for each request. */
export function coreOf(server: TestServer): Core {
  const { kernel, api } = server
  return {
    clientFor: (who, extra = {}) =>
      createClient(
        'http://localhost',
        wholeLists((input, init) => api.request(input instanceof Request ? input : String(input), init)),
        async () => {
          const now = kernel.clock()
          const token = who === 'service' ? await signService(kernel.coreSecret, now) : await signPerson(kernel.coreSecret, who, now)
          return { ...extra, authorization: `Bearer ${token}` }
        },
      ),
  }
}

export async function slackWorld(options: Options = {}): Promise<SlackWorld> {
  const server = await testServer({ jobs: true, ...options })
  const slack = await SlackDriver.start({
    ...(options.people ? { people: options.people } : {}),
    ...(options.scopes ? { scopes: options.scopes } : {}),
  })
  const lines: string[] = []
  const told: string[] = []
  const note = (event: string, fields: object = {}) => void lines.push(JSON.stringify({ event, ...fields }))
  const core = coreOf(server)
  const socket = options.mode === 'socket'
  const settings = {
    botToken: slack.botToken,
    appToken: socket ? slack.appToken : undefined,
    signingSecret: socket ? undefined : slack.signingSecret,
    apiUrl: slack.apiUrl,
  }
  const make = () =>
    createSlackApp({
      settings,
      core,
      log: { info: note, warn: note, error: note },
      now: () => server.now(),
      overLimit: 'refuse',
      everyMs: options.everyMs ?? 50,
      ...(options.againMs === undefined ? {} : { againMs: options.againMs }),
      tell: (state) => {
        told.push(state)
        server.kernel.slack = { ...server.kernel.slack, state }
      },
    })
  let app = make()
  const start = async () => {
    server.kernel.slack = { ...server.kernel.slack, state: 'connected', door: app.handle }
    await app.start()
  }
  await start()
  if (socket) slack.throughSocket()
  else slack.throughHttp({ url: 'http://localhost/slack/events', fetch: async (request) => server.api.request(request) })
  return {
    server,
    slack,
    app,
    lines,
    told,
    core,
    circleId: server.home.circleId,
    person: (name) => slack.person(name),
    memberId: async (name) => {
      const { seed, id } = slack.person(name)
      const client = core.clientFor({
        team: 'T000000001',
        user: id,
        name: seed.realName ?? name,
        guest: seed.guest ?? false,
        admin: Boolean(seed.admin || seed.owner),
      })
      return ((await (await client.v1.me.$get()).json()) as { id: string }).id
    },
    start: async () => {
      await app.stop()
      app = make()
      await start()
    },
    stop: async () => {
      await app.stop()
      await slack.close()
      await server.stop()
    },
  }
}

/** Lets people in Slack in, makes some of them stewards, and gives the circle its contacts: from then on it can receive. */
export async function readyCircleInSlack(world: SlackWorld, stewards: readonly string[], facilitator?: string): Promise<void> {
  const { server, circleId } = world
  for (const name of stewards) await appoint(world, await world.memberId(name), 'steward')
  if (facilitator) await appoint(world, await world.memberId(facilitator), 'facilitator')
  await server.work(async ({ trx, keys, workspaceId }) => {
    const { record_key } = await trx.selectFrom('circle').select('record_key').where('id', '=', circleId).executeTakeFirstOrThrow()
    const contacts = { outside_contact: 'The mediation house, 555 0100', emergency_contact: 'The night line, 555 0199' }
    const { record_key: _, ...sealed } = keys.seal('circle', circleId, contacts, record_key)
    await trx.updateTable('circle').set(sealed).where('workspace_id', '=', workspaceId).where('id', '=', circleId).execute()
  })
}

/** Changes the circle's row past the API, for switches that a test needs in a certain position. */
export async function setCircle(world: SlackWorld, set: { words_never_through_slack?: boolean }): Promise<void> {
  await world.server.work(async ({ trx, workspaceId }) => {
    await trx.updateTable('circle').set(set).where('workspace_id', '=', workspaceId).where('id', '=', world.circleId).execute()
  })
}

async function appoint({ server, circleId }: SlackWorld, memberId: string, role: 'steward' | 'facilitator'): Promise<void> {
  await server.work(async ({ trx, workspaceId, today }) => {
    const term = { until_day: role === 'steward' ? '2099-01-01' : null, appointed_by: memberId, appointed_on: today }
    await trx
      .insertInto('appointment')
      .values({ workspace_id: workspaceId, circle_id: circleId, member_id: memberId, role, ...term })
      .execute()
  })
}
