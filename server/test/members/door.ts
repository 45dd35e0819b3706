import type { TestServer } from '../../../tests/support/server.ts'

/** Where a request comes from. */
export const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })
export const here = from('127.0.0.1')
export const page = { host: 'localhost:8787', 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8787' }
/** Presses the button of a server's page: from this machine and as its page does, unless said otherwise. */
export const press = (at: TestServer, headers: Record<string, string> = page, visitor = here, body?: string) =>
  at.api.request(
    '/pair',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      ...(body === undefined
        ? {}
        : { body, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length), ...headers } }),
    },
    visitor,
  )
export const codeIn = async (response: Response) => (await response.text()).match(/class="code"[^>]*>([A-Z0-9]{4}-[A-Z0-9]{4})</)?.[1]

export const limits = { guess: { burst: 10, perMinute: 1 } }
