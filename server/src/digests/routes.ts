import { setHolidays } from '@tend/shared/digests/decide'
import { maySeeDigest, maySetHolidays } from '@tend/shared/digests/policy'
import { DigestView, HolidaysView, SetHolidays } from '@tend/shared/digests/schema'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import { readDigest } from './reading.ts'
import { loadHolidays, saveHolidays } from './store.ts'

/** The digest as it would be posted, to look at beforehand. */
const previewRoutes = new Hono<TendEnv>().get(
  '/circles/:id/digest',
  describe("This week's digest, as it would be posted.", DigestView),
  ids('id'),
  (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'digest.read',
      load: (work, { id }) => readDigest(work, id),
      allow: (actor, { digest }) => maySeeDigest(actor, { id: digest.circleId }),
      view: (_, { digest }) => digest,
    }),
)

const holidayRoutes = new Hono<TendEnv>()
  .get('/circles/:id/holidays', describe('On which days no digest goes out.', HolidaysView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'digest.holidays',
      load: async (work, { id }) => ({ id, holidays: await loadHolidays(work, id) }),
      allow: maySeeDigest,
      view: (_, { holidays }) => ({ holidays }),
    }),
  )
  .put(
    '/circles/:id/holidays',
    describe('Sets on which days no digest goes out (facilitators).', IdAnswer),
    ids('id'),
    validate('json', SetHolidays),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          name: 'digest.set_holidays',
          load: (work, { id }) => loadCircleAround(work, id),
          allow: maySetHolidays,
          decide: (circle, { holidays }, given) => setHolidays(circle, { holidays }, given),
          save: saveHolidays,
          answer: ({ circleId }) => ({ id: circleId }),
        },
      ),
  )

/** What a circle reads each week, and when it does not. */
export const digestRoutes = new Hono<TendEnv>().route('/', previewRoutes).route('/', holidayRoutes)
