import * as decide from '@tend/shared/deliveries/decide'
import { mayPostAgain, maySeeDeliveries } from '@tend/shared/deliveries/policy'
import { BeginDelivery, ClaimDeliveries, ClaimedDelivery, DeliveryView, ReportDelivery } from '@tend/shared/deliveries/schema'
import { viewDelivery } from '@tend/shared/deliveries/view'
import { ok, type Result } from '@tend/shared/result'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { cutPage, paged, WidePage } from '../http/cursor.ts'
import { notFound } from '../http/errors.ts'
import { describe, describeUnkeyed, IdAnswer, ids, items, validate } from '../http/validate.ts'
import type { Kernel, TendEnv } from '../kernel.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { saveOutcome } from './notice-store.ts'
import { claimDeliveries } from './outbox.ts'
import { type LoadedDelivery, loadDelivery, loadTroubled, saveDelivery, saveStep, toDelivery, workspaceOf } from './store.ts'

type Answer = { id: string }

/** Runs what a claimer says about a delivery it holds, in the delivery's workspace and on its locked row. */
async function onClaim(
  kernel: Kernel,
  id: string,
  run: (work: Work, loaded: LoadedDelivery) => Promise<Result<unknown>>,
): Promise<Result<Answer>> {
  const workspaceId = await workspaceOf(kernel, id)
  if (!workspaceId) return { ok: false, refusal: notFound }
  return workAs(kernel, theClock(workspaceId), async (work) => {
    const loaded = await loadDelivery(work, id)
    const done: Result<unknown> = loaded ? await run(work, loaded) : { ok: false, refusal: notFound }
    return done.ok ? ok({ id }) : done
  })
}

/** The outbox, for the Slack app: a delivery is claimed, begun and reported. */
export const outboxRoutes = new Hono<TendEnv>()
  .post(
    '/deliveries/claim',
    describeUnkeyed('Hands out what is due (the Slack app alone).', items(ClaimedDelivery)),
    validate('json', ClaimDeliveries),
    (c) => handle.service(c, async (kernel) => ok({ items: await claimDeliveries(kernel, c.req.valid('json').max) })),
  )
  .post(
    '/deliveries/:id/begin',
    describeUnkeyed('Right before the post; refused when the claim is lost (the Slack app alone).', IdAnswer),
    ids('id'),
    validate('json', BeginDelivery),
    (c) =>
      handle.service(c, (kernel) =>
        onClaim(kernel, c.req.valid('param').id, async (work, { row, delivery }) => {
          const begun = decide.begin(delivery, c.req.valid('json').attempt, work.now)
          if (begun.ok) await saveDelivery(work, row, begun.value)
          return begun
        }),
      ),
  )
  .post(
    '/deliveries/:id/report',
    describeUnkeyed('What came of the post (the Slack app alone).', IdAnswer),
    ids('id'),
    validate('json', ReportDelivery),
    (c) =>
      handle.service(c, (kernel) =>
        onClaim(kernel, c.req.valid('param').id, async (work, { row, delivery }) => {
          const step = decide.report(delivery, c.req.valid('json'), work.now)
          if (step.ok) await saveOutcome(work, row, step.value)
          return step
        }),
      ),
  )

/** Digests that are uncertain or were given up: facilitators see them and post them again. */
export const deliveryRoutes = new Hono<TendEnv>()
  .get(
    '/circles/:id/deliveries',
    describe('Digests whose arrival nobody can vouch for (facilitators).', paged(DeliveryView)),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'delivery.list',
        load: async (work, { id }) => {
          const cut = cutPage(work, `deliveries ${id}`, c.req.valid('query'), await loadTroubled(work, id), (row) => row.id)
          return cut && { id, ...cut }
        },
        allow: maySeeDeliveries,
        view: (_, { page, next }) => ({
          next,
          items: page.map((row) =>
            viewDelivery({ ...toDelivery(row), id: row.id, circleId: row.circle_id, week: row.week ?? '', day: row.day ?? '' }),
          ),
        }),
      }),
  )
  .post(
    '/circles/:id/deliveries/:deliveryId/post-again',
    describe('Posts a digest once more (facilitators).', IdAnswer),
    ids('id', 'deliveryId'),
    (c) =>
      handle.command(c, c.req.valid('param'), {
        name: 'delivery.post_again',
        load: (work, { deliveryId }) => loadDelivery(work, deliveryId),
        allow: (actor, loaded, { id }) => mayPostAgain(actor, loaded, id),
        decide: ({ row, delivery, circleId }, _, { now }) => {
          const step = decide.postAgain(delivery, new Date(now.getTime() + decide.digestTriedMs))
          if (!step.ok) return step
          return ok({ state: { id: row.id, step: step.value }, events: [{ kind: 'digest.posted_again', subject: row.id, circleId }] })
        },
        save: (work, { step }, { row }) => saveStep(work, row, step),
        answer: ({ id }) => ({ id }),
      }),
  )
