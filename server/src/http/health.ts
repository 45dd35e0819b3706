import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Kernel, TendEnv } from '../kernel.ts'
import { bearerOf, readActorToken } from './actor-token.ts'
import { notFound, respondRefusal } from './errors.ts'
import { fromThisMachine } from './host.ts'
import { hide } from './validate.ts'

/** How long the database may take (ms) before this process counts as not ready. */
const PATIENCE_MS = 2000

/** Whether the database answers in good time. */
export async function databaseAnswers(kernel: Kernel): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const answer = sql`select 1`.execute(kernel.dispatch).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** The figures are numbers only: no route, no id and no name stands beside them. */
function figures(kernel: Kernel): Record<string, number> {
  const { heapUsed, rss } = process.memoryUsage()
  return {
    tend_up_seconds: Math.round(process.uptime()),
    tend_memory_bytes: rss,
    tend_heap_bytes: heapUsed,
    ...Object.fromEntries(Object.entries(kernel.counts).map(([name, count]) => [`tend_${name}_total`, count])),
  }
}

async function isService({ coreSecret, clock }: Kernel, header: string | undefined): Promise<boolean> {
  const token = bearerOf(header)
  return token !== undefined && (await readActorToken(coreSecret, token, clock())) === 'service'
}

/** Tells the people who keep Tend running whether it is live, whether it is ready, and how it is doing. */
export const healthRoutes = new Hono<TendEnv>()
  .get('/health', hide(), async (c) => {
    const ready = await databaseAnswers(c.get('kernel'))
    return c.json({ live: true, ready }, ready ? 200 : 503)
  })
  .get('/metrics', hide(), async (c) => {
    const kernel = c.get('kernel')
    if (!fromThisMachine(c) && !(await isService(kernel, c.req.header('authorization')))) return respondRefusal(c, notFound)
    const lines = Object.entries(figures(kernel)).map(([name, value]) => `${name} ${value}`)
    return c.text(`${lines.join('\n')}\n`, 200, { 'content-type': 'text/plain; version=0.0.4' })
  })
