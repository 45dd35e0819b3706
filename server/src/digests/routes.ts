import { maySeeDigest } from '@tend/shared/digests/policy'
import { DigestView } from '@tend/shared/digests/schema'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import type { TendEnv } from '../kernel.ts'
import { describe, ids } from '../validate.ts'
import type { ReadDigest } from './store.ts'

/** The digest as it would be posted, to look at before it is. */
export function digestRoutes(read: ReadDigest) {
  return new Hono<TendEnv>().get(
    '/circles/:id/digest',
    describe("This week's digest, as it would be posted.", DigestView),
    ids('id'),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'digest.read',
        load: (work, { id }) => read(work, id),
        allow: (actor, { digest }) => maySeeDigest(actor, { id: digest.circleId }),
        view: (_, { digest }) => digest,
      }),
  )
}
