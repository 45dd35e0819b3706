import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { agreementRoutes } from './agreements/routes.ts'
import { backburnerRoutes } from './backburner/routes.ts'
import { concernRoutes } from './concerns/routes.ts'
import { deliveryRoutes, outboxRoutes } from './deliveries/routes.ts'
import { digestRoutes } from './digests/routes.ts'
import { jsonBody } from './http/body.ts'
import { onError, onNotFound, respond } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { hostAllowed } from './http/host.ts'
import type { Kernel, TendEnv } from './kernel.ts'
import { authenticate } from './members/authenticate.ts'
import { circleRoutes } from './members/circle-routes.ts'
import { memberRoutes, openMemberRoutes } from './members/routes.ts'
import { takeoutRoutes } from './members/takeout-routes.ts'
import { referenceRoutes } from './pages/reference.ts'
import { pageRoutes } from './pages/routes.ts'
import { promptRoutes } from './prompts/routes.ts'
import { repairRoutes } from './repairs/routes.ts'
import { resourceRoutes } from './resources/routes.ts'
import { restRoutes } from './rests/routes.ts'
import { reflectionRoutes } from './rounds/reflection-routes.ts'
import { roundRoutes } from './rounds/routes.ts'
import { supportRoutes } from './supports/routes.ts'

const EXTENSIONS = /^(chrome|moz)-extension:\/\//

/** Raising is not counted against the workspace: a rush by others must never keep a person from raising something. */
const RAISING = 'POST /v1/concerns'

/**
 * The routes of concerns, of refused ones and drafts too, and of everything that may follow one: support, rest, a person's part and needs,
 * answers, reflections, and deliveries, because a notice follows a concern.
 */
const OF_CONCERNS =
  /^\/v1\/((given-)?concern|support|rest|reflection|deliver|circles\/:id\/(supports|rests)|repairs\/:id\/(my-part|needs)|rounds\/:id\/answer)/

const perRequest = (kernel: Kernel) =>
  createMiddleware<TendEnv>(async (c, next) => {
    const started = performance.now()
    c.set('kernel', kernel)
    c.set('requestId', kernel.randomId())
    await next()
    c.header('x-request-id', c.get('requestId'))
    c.header('x-content-type-options', 'nosniff')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    const status = c.res.status
    kernel.counts.requests++
    if (status >= 500) kernel.counts.failed++
    else if (status >= 400) kernel.counts.refused++
    const route = routePath(c, -1)
    // A log line has an hour, and few people write about concerns: one line could tell when a person raised something. Such requests are
    // counted, and only a failure on our side is logged.
    if (OF_CONCERNS.test(route) && status < 500) return
    kernel.log.info('request.answered', { route, method: c.req.method, status, ms: Math.round(performance.now() - started) })
  })

const ownHostOnly = createMiddleware<TendEnv>(async (c, next) => {
  if (!hostAllowed(c.req.header('host') ?? new URL(c.req.url).host, c.get('kernel').publicUrl))
    return respond(c, 'foreign_host', 'This server does not answer to that name.')
  return next()
})

const known = createMiddleware<TendEnv>(async (c, next) => {
  const caller = await authenticate(c.get('kernel'), c.req.header('authorization'))
  if (caller === 'unauthorised') return respond(c, caller, 'This needs a token that is known here.')
  if (caller === 'device_revoked') return respond(c, caller, 'This device was unpaired: pair it again to go on.')
  c.set('caller', caller)
  return next()
})

const limited = createMiddleware<TendEnv>(async (c, next) => {
  const caller = c.get('caller')
  if (caller.kind === 'service') return next()
  const { limits } = c.get('kernel')
  const { memberId, workspaceId } = caller.actor
  const wait =
    limits.take('device', caller.deviceId ?? memberId) ||
    (`${c.req.method} ${c.req.path}` === RAISING ? 0 : limits.take('workspace', workspaceId))
  if (wait > 0)
    return respond(c, 'too_many', 'That is a lot at once. Nothing is lost; try again shortly.', '', { 'retry-after': String(wait) })
  return next()
})

const extensionsOnly = cors({
  origin: (origin) => (EXTENSIONS.test(origin) ? origin : null),
  exposeHeaders: ['etag', 'retry-after'],
  maxAge: 600,
})

/** Makes the whole API as one app. What a route does stands beside its path, in its feature. */
export function createApi(kernel: Kernel) {
  const app = new Hono<TendEnv>()
  app.onError(onError)
  app.notFound(onNotFound)
  app.use(perRequest(kernel), ownHostOnly)
  app.use('/v1/*', extensionsOnly, jsonBody)
  const open = new Hono<TendEnv>().route('/', openMemberRoutes)
  const forMembers = new Hono<TendEnv>()
    .use(known, limited)
    .route('/', memberRoutes)
    .route('/', circleRoutes)
    .route('/', takeoutRoutes)
    .route('/', concernRoutes)
    .route('/', backburnerRoutes)
    .route('/', repairRoutes)
    .route('/', supportRoutes)
    .route('/', restRoutes)
    .route('/', agreementRoutes)
    .route('/', resourceRoutes)
    .route('/', roundRoutes)
    .route('/', reflectionRoutes)
    .route('/', promptRoutes)
    .route('/', digestRoutes)
    .route('/', deliveryRoutes)
    .route('/', outboxRoutes)
  app.all('/slack/*', (c) => kernel.slack.door?.(c.req.raw) ?? onNotFound(c))
  app.route('/', healthRoutes).route('/', pageRoutes)
  app.route('/', referenceRoutes(app, openMemberRoutes.routes))
  return app.route('/v1', open).route('/v1', forMembers)
}

export type Api = ReturnType<typeof createApi>
