import type { Context } from 'hono'
import type { TendEnv } from '../kernel.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A server that listens here listens on every address of the machine. A browser cannot be sent to such an address, but to its loopback one.
 */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** The address at which a browser on this machine finds a server that was told to listen on `host` and listens on `ip`. */
export function addressHere(host: string, { ip, port }: { ip: string; port: number }): string {
  const name = EVERYWHERE[ip] ?? host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Whether a server that listens on `host` answers any browser before PUBLIC_URL says what browsers call it. */
export function answersWithoutPublicUrl(host: string): boolean {
  return host in EVERYWHERE || LOOPBACK_NAMES.has(host.includes(':') ? `[${host}]` : host.toLowerCase())
}

/** Whether an address is only for this machine. */
export function isLoopback(ip: string): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(ip)
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}

/** Whether a Host header names this server, by loopback or by its public address. Any other name may have been rebound to us. */
export function hostAllowed(host: string, publicUrl: string | undefined): boolean {
  if (LOOPBACK_NAMES.has(nameOf(host))) return true
  return publicUrl !== undefined && new URL(publicUrl).host === host.toLowerCase()
}

function remoteAddress(c: Context): string | undefined {
  const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return bindings?.incoming?.socket?.remoteAddress
}

/** Whether a request came through a connection, rather than from the Slack app in this process. */
export function overNetwork(c: Context): boolean {
  return remoteAddress(c) !== undefined
}

/** The visitor against whom wrong codes are counted. */
export function visitor(c: Context): string {
  return remoteAddress(c) ?? 'unknown'
}

// A server with a public address may have a proxy in front of it. A proxy on this machine connects over loopback, and many proxies say
// neither for whom they speak nor under which name they were asked.
function hasPublicAddress(c: Context<TendEnv>): boolean {
  const { publicUrl } = c.get('kernel')
  return publicUrl !== undefined && !LOOPBACK_NAMES.has(new URL(publicUrl).hostname)
}

/**
 * Whether the visitor sits at this machine: they connected over loopback, by a loopback name, through no proxy. Once PUBLIC_URL names
 * another place, no visitor counts as such.
 */
export function fromThisMachine(c: Context<TendEnv>): boolean {
  if (hasPublicAddress(c)) return false
  const direct = isLoopback(remoteAddress(c) ?? '')
  const proxied = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name) !== undefined)
  return direct && !proxied && LOOPBACK_NAMES.has(nameOf(c.req.header('host') ?? ''))
}

/**
 * Whether a browser says that the request came from our own page, by the name it was asked under or by PUBLIC_URL. A browser that says
 * nothing does not.
 */
export function sameOrigin(c: Context<TendEnv>): boolean {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined || origin === 'null') return site === 'same-origin'
  if (!URL.canParse(origin)) return false
  // A proxy may ask under a name of its own. The browser names the one in its address bar.
  const { publicUrl } = c.get('kernel')
  return new URL(origin).host === c.req.header('host') || (publicUrl !== undefined && new URL(origin).origin === new URL(publicUrl).origin)
}
