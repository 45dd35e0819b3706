import { composeTakeOut } from '@tend/shared/members/compose'
import { erase } from '@tend/shared/members/takeout-decide'
import { mayErase, mayTakeOut } from '@tend/shared/members/takeout-policy'
import { EraseMe, ErasureView, TakeOutQuery, TakeOutView } from '@tend/shared/members/takeout-schema'
import { viewErasure } from '@tend/shared/members/takeout-view'
import { Hono } from 'hono'
import { everyTakeOut } from '../between/takeout.ts'
import { handle } from '../handle.ts'
import { describe, IdAnswer, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import { eraseMyself, exportMyself, loadUnattended } from './takeout-store.ts'

const TABLE = 'erasure'
const KEY = 73
/** How long (ms) a person has to confirm: a quarter of an hour. */
const CONFIRM_MS = 900_000

/**
 * Makes the text that confirms an erasure. It is sealed, so that nobody makes one without having read what goes, and bound to the person.
 */
function makeConfirm({ keys, actor }: Work, until: Date): string {
  const { record_key, until_sealed } = keys.seal(TABLE, actor.memberId, { until: until.toISOString() })
  return Buffer.concat([record_key, until_sealed as Buffer]).toString('base64url')
}

function readConfirm({ keys, actor }: Work, confirm: string): Date | undefined {
  const bytes = Buffer.from(confirm, 'base64url')
  try {
    return new Date(keys.openOne(TABLE, actor.memberId, bytes.subarray(0, KEY), 'until', bytes.subarray(KEY)))
  } catch {
    return undefined
  }
}

async function collect(work: Work): Promise<TakeOutView | undefined> {
  const me = await exportMyself(work)
  if (!me) return undefined
  const parts = []
  for (const feature of everyTakeOut) parts.push(await feature.takeOut(work))
  const none = { concerns: [], drafts: [], answered: [], backBurner: [], repairs: [], supports: [], rests: [], standingIn: [] }
  return Object.assign({ exportedAt: work.now.toISOString(), me, ...none, rounds: [], reflections: [] }, ...parts) as TakeOutView
}

/** What is a person's own, to take out or to erase. */
export const takeoutRoutes = new Hono<TendEnv>()
  .get(
    '/me/export',
    describe(
      'Everything that is mine, for programs or (`as=markdown`) to read. By a paired device: it does not pass through Slack.',
      TakeOutView,
    ),
    validate('query', TakeOutQuery),
    (c) => {
      const readable = c.req.valid('query').as === 'markdown' || (c.req.header('accept') ?? '').startsWith('text/markdown')
      return handle.query(
        c,
        {},
        {
          name: 'me.export',
          load: (work) => collect(work),
          allow: mayTakeOut,
          view: (_, takenOut): unknown => (readable ? composeTakeOut(takenOut) : takenOut),
          ...(readable ? { type: 'text/markdown; charset=utf-8' as const } : {}),
        },
      )
    },
  )
  .get('/me/erasure', describe('What would go with me and what would stay; the first step of erasing it.', ErasureView), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'me.erasure',
        load: async (work) => {
          const takenOut = await collect(work)
          const until = new Date(work.now.getTime() + CONFIRM_MS)
          return takenOut && { takenOut, until, confirm: makeConfirm(work, until), unattended: await loadUnattended(work) }
        },
        allow: mayErase,
        view: (_, seen) => viewErasure(seen),
      },
    ),
  )
  .delete(
    '/me',
    describe('Erases what is mine, for good. `confirm` comes from the first step.', IdAnswer),
    validate('json', EraseMe),
    (c) =>
      handle.command(c, c.req.valid('json'), {
        name: 'me.erase',
        unnamed: true,
        alone: true,
        load: async (work, { confirm }) => ({
          memberId: work.actor.memberId,
          workspaceId: work.workspaceId,
          until: readConfirm(work, confirm),
        }),
        allow: mayErase,
        decide: (asked, _, given) => erase(asked, given),
        save: async (work) => {
          for (const feature of everyTakeOut) await feature.erase(work)
          await eraseMyself(work)
          c.get('kernel').names.delete(work.actor.memberId)
        },
        answer: ({ workspaceId }) => ({ id: workspaceId }),
      }),
  )
