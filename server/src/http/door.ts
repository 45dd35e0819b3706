import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import { errorBody } from './errors.ts'

/** How long (ms) a request may still take once Tend ends. */
const FINISH_MS = 2000
/** How often (ms) idle connections are looked for meanwhile. */
const LOOK_MS = 20

type Answering = { fetch(request: Request, env: object): Response | Promise<Response> }

/** The port. A request before `open` is told that Tend is not ready yet; after `close` no connection is let in. */
export type Door = {
  port: number
  /** The address it listens on, as the machine has it. */
  ip: string
  open(api: Answering): void
  /** Lets nobody in any more, answers open requests for up to two seconds, then cuts what is left. */
  close(): Promise<void>
}

/** Takes the port. Refuses one that is taken, and an address this machine does not have. */
export function takePort({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<Door> {
  let answering: Answering | undefined
  const notYet = () => Response.json(errorBody('not_ready_yet', 'Tend is starting. Try again in a moment.'), { status: 503 })
  const fetch: Parameters<typeof serve>[0]['fetch'] = (request, env) => answering?.fetch(request, env) ?? notYet()
  return new Promise((resolve, reject) => {
    const open = (api: Answering) => {
      answering = api
    }
    const server = serve({ fetch, hostname: host, port }, ({ port, address: ip }) => resolve({ port, ip, open, close })) as Server
    const close = () => drain(server)
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port_taken' : 'address_unusable'
      reject(new StartProblem(code, { port: String(port), host }))
    })
  })
}

function drain(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((done) => {
    // A connection that is kept alive becomes idle only once its answer is sent.
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS)
    const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS)
    server.close(() => {
      clearInterval(look)
      clearTimeout(cut)
      done()
    })
  })
}
