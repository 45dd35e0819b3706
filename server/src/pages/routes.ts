import { existsSync } from 'node:fs'
import path from 'node:path'
import { numberInWords } from '@tend/shared/copy/copy'
import { pagesCopy } from '@tend/shared/copy/pages'
import { type Context, Hono } from 'hono'
import { databaseAnswers } from '../http/health.ts'
import { fromThisMachine, sameOrigin, visitor } from '../http/host.ts'
import { hide } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { directoryHash, sameBytes } from '../keys/seal.ts'
import { codeForSomebodyNew, whoIsHere } from '../members/pairing.ts'
import { assetRoutes } from './assets.ts'
import { homeBody, type PairingStatus, type Parts } from './home.ts'
import { languageOf, sendPage } from './layout.ts'
import { rehearsePage } from './rehearse.ts'

type C = Context<TendEnv>
const extensionFolder = path.resolve(import.meta.dirname, '../../../extension/.output/chrome-mv3')
/** How many bytes a form may hold. The set-up secret is the longest thing in ours. */
const FORM_MAX = 4096

async function partsFor(c: C): Promise<Parts> {
  const { operator, slack } = c.get('kernel')
  return {
    databaseAnswers: await databaseAnswers(c.get('kernel')),
    extensionBuilt: existsSync(path.join(extensionFolder, 'manifest.json')),
    extensionFolder: fromThisMachine(c) ? extensionFolder : undefined,
    slack: { state: slack.state, link: fromThisMachine(c) ? slack.link : undefined },
    operator,
  }
}

async function home(
  c: C,
  outcome: Pick<PairingStatus, 'made' | 'trouble'> = {},
  status: 200 | 201 | 401 | 403 | 429 = 200,
): Promise<Response> {
  const kernel = c.get('kernel')
  const language = languageOf(c)
  const parts = await partsFor(c)
  const here = parts.databaseAnswers ? await whoIsHere(kernel) : { someone: true, facilitated: true }
  const address = kernel.publicUrl ?? new URL(c.req.url).origin
  const pairing = { atThisMachine: fromThisMachine(c), someoneIsHere: here.someone, facilitated: here.facilitated, address, ...outcome }
  return sendPage(c, { title: pagesCopy[language].title, body: homeBody(language, parts, pairing) }, status)
}

async function formSecret(c: C): Promise<string> {
  if (Number(c.req.header('content-length') ?? FORM_MAX + 1) > FORM_MAX) return ''
  const { secret } = await c.req.parseBody().catch(() => ({ secret: '' }))
  return typeof secret === 'string' ? secret.trim() : ''
}

/** Makes a code for a visitor who sits at this machine or knows the set-up secret, from our own page only. */
async function pair(c: C): Promise<Response> {
  const kernel = c.get('kernel')
  const copy = pagesCopy[languageOf(c)].pair
  if (!sameOrigin(c)) return home(c, { trouble: copy.notHere }, 403)
  if (!fromThisMachine(c)) {
    const wait = kernel.limits.take('guess', visitor(c))
    if (wait > 0) {
      c.header('retry-after', String(wait))
      return home(c, { trouble: copy.tooMany(minutes(c, wait)) }, 429)
    }
    if (!sameBytes(directoryHash(await formSecret(c)), kernel.setupHash)) return home(c, { trouble: copy.wrongSecret }, 401)
    kernel.limits.giveBack('guess', visitor(c))
  }
  return home(c, { made: await codeForSomebodyNew(kernel) }, 201)
}

function minutes(c: C, seconds: number): string {
  return `${numberInWords(languageOf(c), Math.ceil(seconds / 60))} min`
}

/** The server's own pages, and the files they load. */
export const pageRoutes = new Hono<TendEnv>()
  .get('/', hide(), (c) => home(c))
  .get('/rehearse', hide(), (c) => sendPage(c, rehearsePage(languageOf(c), c.req.query('tend-speed'))))
  .post('/pair', hide(), pair)
  .get('/pair', hide(), (c) => c.redirect('/', 303))
  .route('/', assetRoutes)
