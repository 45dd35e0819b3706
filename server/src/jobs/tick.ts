import type { PgBoss } from 'pg-boss'
import { flagDueItems } from '../backburner/flagging.ts'
import { expireConcerns } from '../concerns/expire.ts'
import { lookAfterConcerns } from '../concerns/unopened.ts'
import { sweepDeliveries } from '../deliveries/outbox.ts'
import { planDueDigests } from '../digests/store.ts'
import { forgetAnswers } from '../http/idempotency.ts'
import type { Kernel } from '../kernel.ts'
import { type LogEvent, safeError } from '../log.ts'
import { forgetOldRests } from '../rests/forgetting.ts'
import { gatherDueRounds } from '../rounds/gather.ts'
import { lookAfterSupports } from '../supports/looking-after.ts'
import { forgetCodes, forgetDeliveries, forgetEvents } from './forget.ts'
import type { QueueName } from './queues.ts'

/** A thing that the clock does. Doing it twice, or in two processes together, is the same as doing it once. */
type Chore = { event: LogEvent; everyMinutes: number; run(kernel: Kernel): Promise<number> }

/** Everything the clock does, one line each. */
export const chores: readonly Chore[] = [
  { event: 'tick.digests', everyMinutes: 1, run: planDueDigests },
  { event: 'tick.deliveries', everyMinutes: 1, run: sweepDeliveries },
  { event: 'tick.supports', everyMinutes: 15, run: lookAfterSupports },
  { event: 'tick.rounds', everyMinutes: 15, run: gatherDueRounds },
  { event: 'tick.rests', everyMinutes: 60, run: forgetOldRests },
  { event: 'tick.backburner', everyMinutes: 5, run: flagDueItems },
  { event: 'tick.unopened', everyMinutes: 15, run: lookAfterConcerns },
  { event: 'tick.expiry', everyMinutes: 15, run: expireConcerns },
  { event: 'tick.answers', everyMinutes: 60, run: forgetAnswers },
  { event: 'tick.events', everyMinutes: 60, run: forgetEvents },
  { event: 'tick.deliveries_forgotten', everyMinutes: 60, run: forgetDeliveries },
  { event: 'tick.codes', everyMinutes: 60, run: forgetCodes },
]

/** Does what is due this minute, or everything with `all`. A chore that fails keeps no other from its turn. */
export async function tick(kernel: Kernel, all = false, goesOn = () => true): Promise<void> {
  const minute = Math.floor(kernel.clock().getTime() / 60_000)
  for (const { event, everyMinutes, run } of chores) {
    if (!goesOn()) return
    if (!all && minute % everyMinutes !== 0) continue
    try {
      const count = await run(kernel)
      if (count > 0) kernel.log.info(event, { count })
    } catch (error) {
      kernel.log.error(event, safeError(error))
    }
  }
}

const queue: QueueName = 'tick'

/**
 * Ticks every minute, in one of the processes that share this database. It also ticks once at start, beside the first requests, for what
 * came due while no process ran. Answers how to end it: no chore begins any more, and the running one is waited for.
 */
export async function startTicking(kernel: Kernel, jobs: PgBoss): Promise<() => Promise<void>> {
  let ending = false
  const running = new Set<Promise<void>>()
  const run = (all: boolean) => {
    const turn = tick(kernel, all, () => !ending).finally(() => running.delete(turn))
    running.add(turn)
    return turn
  }
  await jobs.schedule(queue, '* * * * *')
  await jobs.work(queue, { pollingIntervalSeconds: 5 }, () => run(false))
  void run(true)
  return async () => {
    ending = true
    await Promise.all(running)
  }
}
