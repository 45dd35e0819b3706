import { dataFolder } from './data/data-folder.ts'
import type { DatabaseLocation } from './data/database.ts'
import { type Patience, startPostgres } from './data/postgres.ts'
import { answersWithoutPublicUrl } from './http/host.ts'
import { operatorKey } from './keys/operator-key.ts'
import { createKeyring } from './keys/seal.ts'
import { createLog, safeError } from './log.ts'
import { StartProblem } from './problem.ts'
import type { Ground, Running } from './serve.ts'
import type { Settings } from './settings.ts'

const DATABASE = 'tend'

/**
 * Starts everything the server needs, in order. When a step fails, the steps before it are ended again. `patience` is given where it is not
 * the usual.
 */
export async function startServer(chosen: Settings, patience: Partial<Patience> = {}): Promise<Running> {
  if (!chosen.publicUrl && !answersWithoutPublicUrl(chosen.host)) throw new StartProblem('no_public_url', { host: chosen.host })
  const settings = { ...chosen, dataFolder: dataFolder(chosen) }
  const log = createLog(
    settings.logLevel,
    (line) => process.stderr.write(`${line}\n`),
    () => new Date(),
  )
  const endings: Ground['endings'] = []
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end().catch((error) => log.error('stop.failed', safeError(error)))
  }
  try {
    const keyring = createKeyring(operatorKey(settings))
    const ground = { settings, keyring, log, endings }
    // PostgreSQL starts in its own processes while ours loads the rest.
    const [location, { serveFrom }] = await Promise.all([findDatabase(ground, patience), import('./serve.ts')])
    return { ...(await serveFrom(location, ground)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function findDatabase({ settings, keyring, endings }: Ground, patience: Partial<Patience>): Promise<DatabaseLocation> {
  if (settings.databaseUrl) return { kind: 'url', url: settings.databaseUrl, password: (role) => keyring.derive(`role ${role}`) }
  const cluster = await startPostgres(settings.dataFolder, {}, patience)
  endings.push(cluster.stop)
  return { kind: 'socket', socket: cluster.socket, database: DATABASE }
}
