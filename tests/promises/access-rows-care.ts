import { type Cast, done, type Person } from '../support/cast.ts'
import { all, ofCircle, people, type Row } from './access-row.ts'

/** Here the `raiser` asks, rests and writes, and the `recipient` is told. The left-out steward stands for a person who was not told. */
const told = ({ people }: Cast) => ({ who: 'people', people: [people.recipient.id] })
const post = (cast: Cast, by: Person, path: string, body?: unknown) => done(cast.server, cast.people[by], 'POST', path, body)
const inCircle = (path: string) => (cast: Pick<Cast, 'circleId'>) => `/v1/circles/${cast.circleId}/${path}`

const asking = (cast: Cast) => ({ kind: 'company', words: 'Somebody to sit with.', told: told(cast), repairId: null })
const asked = (cast: Cast) => post(cast, 'raiser', inCircle('supports/ask')(cast), asking(cast))
const takenUp = async (cast: Cast) => {
  const id = await asked(cast)
  await post(cast, 'recipient', `/v1/supports/${id}/take-up`, { askedEveryDays: 7 })
  return id
}
const ofSupports: Record<string, Row> = {
  'POST /v1/circles/:id/supports/ask': { at: inCircle('supports/ask'), body: asking, may: { ...all(ofCircle, 201), recipient: 400 } },
  'POST /v1/circles/:id/supports/offer': {
    at: inCircle('supports/offer'),
    body: () => ({ kind: 'rest', words: '', told: { who: 'circle' }, repairId: null, askedEveryDays: 14 }),
    may: all(ofCircle, 201),
  },
  'GET /v1/supports': { at: () => '/v1/supports', may: all(people) },
  'GET /v1/supports/:id': { at: ({ id }) => `/v1/supports/${id}`, arrange: asked, may: all(['raiser', 'recipient']) },
  'POST /v1/supports/:id/take-up': {
    at: ({ id }) => `/v1/supports/${id}/take-up`,
    arrange: asked,
    body: () => ({ askedEveryDays: 7 }),
    may: { recipient: 200 },
  },
  'POST /v1/supports/:id/carry-on': {
    at: ({ id }) => `/v1/supports/${id}/carry-on`,
    arrange: takenUp,
    body: () => ({}),
    may: { recipient: 200 },
  },
  // Nothing is uncertain, and the person who asked or rests is told so. For everybody else it is not there.
  'POST /v1/supports/:id/send-notice-again': {
    at: ({ id }) => `/v1/supports/${id}/send-notice-again`,
    arrange: takenUp,
    may: { raiser: 409 },
  },
  'POST /v1/supports/:id/end': { at: ({ id }) => `/v1/supports/${id}/end`, arrange: takenUp, may: all(['raiser', 'recipient']) },
}

const resting = (cast: Cast) => ({ until: '2026-12-01', helps: 'Quiet.', told: [cast.people.recipient.id], shared: false })
/** A person rests once at a time, so a rest that runs is ended first. */
const takeRest = async (cast: Cast, by: Person = 'raiser') => {
  await cast.server.work(({ trx }) => trx.deleteFrom('rest').execute())
  return post(cast, by, inCircle('rests')(cast), resting(cast))
}
const passedOn = async (cast: Cast): Promise<[string, string]> => {
  const id = await takeRest(cast, 'steward')
  const duty = { kind: 'steward', subject: cast.circleId, to: cast.people.recipient.id }
  await post(cast, 'steward', `/v1/rests/${id}/pass-on`, duty)
  const rows = await cast.server.work(({ trx }) => trx.selectFrom('rest_duty').select('id').where('rest_id', '=', id).execute())
  return [id, rows[0]?.id ?? '']
}
const onDuty = (verb: string, may: Row['may']): Row => ({
  at: ({ id, other }) => `/v1/rests/${id}/duties/${other}/${verb}`,
  arrange: passedOn,
  may,
})
const ofRests: Record<string, Row> = {
  'POST /v1/circles/:id/rests': {
    at: inCircle('rests'),
    arrange: async ({ server }) => {
      await server.work(({ trx }) => trx.deleteFrom('rest').execute())
      return ''
    },
    body: (cast) => ({ ...resting(cast), told: [] }),
    may: all(ofCircle, 201),
  },
  'GET /v1/rests': { at: () => '/v1/rests', may: all(people) },
  'GET /v1/rests/:id': { at: ({ id }) => `/v1/rests/${id}`, arrange: takeRest, may: all(['raiser', 'recipient']) },
  'POST /v1/rests/:id/extend': {
    at: ({ id }) => `/v1/rests/${id}/extend`,
    arrange: takeRest,
    body: () => ({ until: '2026-12-09' }),
    may: { raiser: 200 },
  },
  'POST /v1/rests/:id/end': { at: ({ id }) => `/v1/rests/${id}/end`, arrange: takeRest, may: { raiser: 200 } },
  'POST /v1/rests/:id/send-notice-again': {
    at: ({ id }) => `/v1/rests/${id}/send-notice-again`,
    arrange: takeRest,
    may: { raiser: 409 },
  },
  'POST /v1/rests/:id/pass-on': {
    at: ({ id }) => `/v1/rests/${id}/pass-on`,
    arrange: (cast) => takeRest(cast, 'steward'),
    body: ({ circleId, people }) => ({ kind: 'steward', subject: circleId, to: people.recipient.id }),
    may: { steward: 200 },
  },
  'POST /v1/rests/:id/duties/:dutyId/take-back': onDuty('take-back', { steward: 200 }),
  'POST /v1/rests/:id/duties/:dutyId/take-on': onDuty('take-on', { recipient: 200 }),
  'POST /v1/rests/:id/duties/:dutyId/leave': onDuty('leave', { recipient: 200 }),
  'GET /v1/circles/:id/resting': { at: inCircle('resting'), may: all(ofCircle) },
  'GET /v1/me/carried': { at: () => '/v1/me/carried', may: all(people) },
}

const asks = () => ({ question: { kind: 'library', id: 'round-our-own' }, endsOn: null })
const opened = (cast: Cast) => post(cast, 'raiser', inCircle('rounds')(cast), asks())
const gathered = async (cast: Cast) => {
  const id = await opened(cast)
  await post(cast, 'raiser', `/v1/rounds/${id}/gather`)
  return id
}
const nothing = () => ({ did: '', impact: '', unseen: '', next: '' })
const written = (cast: Cast) => post(cast, 'raiser', '/v1/reflections', nothing())
const ofRounds: Record<string, Row> = {
  'POST /v1/circles/:id/rounds': { at: inCircle('rounds'), body: asks, may: all(ofCircle, 201) },
  'GET /v1/circles/:id/rounds': { at: inCircle('rounds'), may: all(ofCircle) },
  'POST /v1/circles/:id/look-back/set-aside': { at: inCircle('look-back/set-aside'), may: all(ofCircle) },
  'GET /v1/rounds/:id': { at: ({ id }) => `/v1/rounds/${id}`, arrange: opened, may: all(ofCircle) },
  'PUT /v1/rounds/:id/answer': {
    at: ({ id }) => `/v1/rounds/${id}/answer`,
    arrange: opened,
    body: () => ({ words: 'Time.', named: false }),
    may: all(ofCircle),
  },
  'DELETE /v1/rounds/:id/answer': { at: ({ id }) => `/v1/rounds/${id}/answer`, arrange: opened, may: all(ofCircle) },
  // The person who opened it may, and facilitators.
  'POST /v1/rounds/:id/gather': { at: ({ id }) => `/v1/rounds/${id}/gather`, arrange: opened, may: all(['raiser', 'facilitator']) },
  'POST /v1/rounds/:id/take-with-us': {
    at: ({ id }) => `/v1/rounds/${id}/take-with-us`,
    arrange: gathered,
    body: () => ({ words: 'We ask first.', agreements: [], resources: [], changes: [] }),
    may: all(ofCircle),
  },
  'POST /v1/reflections': { at: () => '/v1/reflections', body: nothing, may: all(people, 201) },
  'GET /v1/reflections': { at: () => '/v1/reflections', may: all(people) },
  'GET /v1/reflections/:id': { at: ({ id }) => `/v1/reflections/${id}`, arrange: written, may: { raiser: 200 } },
  'PUT /v1/reflections/:id': { at: ({ id }) => `/v1/reflections/${id}`, arrange: written, body: nothing, may: { raiser: 200 } },
  'PUT /v1/reflections/:id/links': {
    at: ({ id }) => `/v1/reflections/${id}/links`,
    arrange: written,
    body: () => ({ supportId: null, acknowledgement: null }),
    may: { raiser: 200 },
  },
  'DELETE /v1/reflections/:id': { at: ({ id }) => `/v1/reflections/${id}`, arrange: written, may: { raiser: 200 } },
}

/** Support, rest, rounds, and what people write to themselves. */
export const careRows: Record<string, Row> = { ...ofSupports, ...ofRests, ...ofRounds }
