import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connection, type DatabaseLocation, WRONG_PASSWORD } from '../data/database.ts'
import { StartProblem } from '../problem.ts'
import { type Keyring, sameBytes } from './seal.ts'

/** A process that seals with a database's keys holds this lock together with others. A process that changes the keys holds it alone. */
const KEYS_LOCK = 7_433_642
const ways = { together: 'pg_try_advisory_lock_shared', alone: 'pg_try_advisory_lock' } as const
/** How often (ms) a server looks whether the keys are still its own, and how soon it tries again after it was cut off. */
const LOOK_MS = 5000
const AGAIN_MS = 500
/** How long (ms) the database may take to answer. */
const PATIENCE_MS = 5000

/** A lock on the keys, which lives as long as its own connection. `cut` tells when that connection is gone. */
export type KeysHold = { client: pg.Client; cut: AbortSignal; end(): Promise<void> }

/** Takes the lock on the keys. Answers nothing while another holder leaves no room. */
export async function holdKeys(location: DatabaseLocation, way: keyof typeof ways): Promise<KeysHold | undefined> {
  const alive = { keepAlive: true, keepAliveInitialDelayMillis: 30_000, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS }
  const client = new pg.Client({ ...connection(location, 'tend_dispatch'), ...alive, application_name: 'tend_keys' })
  const gone = new AbortController()
  client.on('error', () => {})
  client.once('end', () => gone.abort())
  const end = () => client.end().catch(() => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>(`select ${ways[way]}($1) as held`, [KEYS_LOCK])
    if (rows[0]?.held) return { client, cut: gone.signal, end }
  } catch (error) {
    void end()
    throw error
  }
  await end()
  return undefined
}

/**
 * Holds the keys as long as a server runs, on a new connection when one breaks. A change of keys does not wait for a running server, it
 * refuses. Should one have begun all the same while we were cut off, the keyring forgets its keys and `lost` is called: nobody could read
 * what the old keys seal then. Answers how to let go.
 */
export async function keepKeys(location: DatabaseLocation, keyring: Keyring, lost: () => void): Promise<() => Promise<void>> {
  const first = await holdKeys(location, 'together')
  if (!first) throw new StartProblem('keys_changing')
  const over = new AbortController()
  const watching = watch(location, keyring, first, over.signal).then((ours) => {
    if (ours) return
    keyring.forget()
    lost()
  })
  return () => {
    over.abort()
    return watching
  }
}

async function watch(location: DatabaseLocation, keyring: Keyring, first: KeysHold, over: AbortSignal): Promise<boolean> {
  let hold: KeysHold | undefined = first
  for (;;) {
    await wait(hold ? LOOK_MS : AGAIN_MS, undefined, { signal: AbortSignal.any(hold ? [over, hold.cut] : [over]) }).catch(() => {})
    if (hold?.cut.aborted) hold = undefined
    if (over.aborted) {
      await hold?.end()
      return true
    }
    try {
      hold ??= await holdKeys(location, 'together')
      if (!hold || !(await areOurs(hold.client, keyring))) return over.aborted
    } catch (error) {
      void hold?.end()
      hold = undefined
      // The passwords of our roles come from the key. With another key we are not let in any more.
      if ((error as { code?: string }).code === WRONG_PASSWORD) return over.aborted
    }
  }
}

async function areOurs(client: pg.Client, keyring: Keyring): Promise<boolean> {
  const { rows } = await client.query<{ key_check: Buffer; rotating_to: Buffer | null }>('select key_check, rotating_to from installation')
  return rows.every(({ key_check, rotating_to }) => rotating_to === null && sameBytes(key_check, keyring.check))
}
