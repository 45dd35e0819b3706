import { type Cast, done, type Person } from '../support/cast.ts'
import { all, ofCircle, type Row } from './access-row.ts'

/** Here the `raiser` has a part in the repair and needs of their own. All others of the circle, stewards too, have none. */
const post = (cast: Cast, by: Person, path: string, body?: unknown) => done(cast.server, cast.people[by], 'POST', path, body)
const repair = (cast: Cast) => post(cast, 'raiser', `/v1/circles/${cast.circleId}/repairs`, { title: 'How we meet', fromItemId: null })
const withPart = async (cast: Cast) => {
  const id = await repair(cast)
  await post(cast, 'raiser', `/v1/repairs/${id}/my-part`, { name: null })
  return id
}
const withNeed = async (cast: Cast): Promise<[string, string]> => {
  const id = await withPart(cast)
  return [id, await post(cast, 'raiser', `/v1/repairs/${id}/needs`, { of: 'me', kind: 'rest', words: '' })]
}
const withCleared = async (cast: Cast): Promise<[string, string]> => {
  const [id, needId] = await withNeed(cast)
  await post(cast, 'raiser', `/v1/repairs/${id}/needs/${needId}/clear`, { cleared: true })
  return [id, needId]
}
const withOurNeed = async (cast: Cast): Promise<[string, string]> => {
  const id = await repair(cast)
  return [id, await post(cast, 'raiser', `/v1/repairs/${id}/needs`, { of: 'circle', kind: 'change', words: '' })]
}
const change = { words: 'We end on time.', touches: '', willSee: '', carriedByMe: false, lookAgainOn: null }
const withChange = async (cast: Cast): Promise<[string, string]> => {
  const id = await repair(cast)
  return [id, await post(cast, 'raiser', `/v1/repairs/${id}/changes`, change)]
}
const practised = async (cast: Cast): Promise<[string, string]> => {
  const [id, changeId] = await withChange(cast)
  await post(cast, 'member', `/v1/repairs/${id}/changes/${changeId}/practise`, { lookAgainOn: null })
  return [id, changeId]
}

const onRepair = (verb: string, more: Partial<Row> = {}): Row => ({
  at: ({ id }) => `/v1/repairs/${id}/${verb}`,
  arrange: repair,
  may: all(ofCircle),
  ...more,
})
/** Asks for the asker's own part. People of the circle who have none are told so, and others are told that nothing is there. */
const onMyPart = (verb: string, body?: unknown): Row =>
  onRepair(`my-part/${verb}`, { arrange: withPart, body: () => body, may: { ...all(ofCircle, 409), raiser: 200 } })
const onNeed = (verb: string, arrange: NonNullable<Row['arrange']>, may: Row['may'], body?: unknown): Row => ({
  at: ({ id, other }) => `/v1/repairs/${id}/needs/${other}/${verb}`,
  arrange,
  body: () => body,
  may,
})
const onChange = (verb: string, body: unknown, arrange: NonNullable<Row['arrange']> = withChange): Row => ({
  at: ({ id, other }) => `/v1/repairs/${id}/changes/${other}/${verb}`,
  arrange,
  body: () => body,
  may: all(ofCircle),
})

/** Parts, needs and changes, the digest's holidays, and what the back burner tells of itself. */
export const repairRows: Record<string, Row> = {
  'POST /v1/repairs/:id/tend': onRepair('tend'),
  'POST /v1/repairs/:id/rest': onRepair('rest'),
  'POST /v1/repairs/:id/set-down': onRepair('set-down'),
  'POST /v1/repairs/:id/my-part': onRepair('my-part', { body: () => ({ name: null }) }),
  'POST /v1/repairs/:id/my-part/wish': onMyPart('wish', { wish: 'never', shown: false }),
  'POST /v1/repairs/:id/my-part/rest': onMyPart('rest', { shared: false }),
  'POST /v1/repairs/:id/my-part/take-up-again': onMyPart('take-up-again'),
  'POST /v1/repairs/:id/my-part/leave': onRepair('my-part/leave', { arrange: withPart }),
  'POST /v1/repairs/:id/needs': onRepair('needs', {
    arrange: withPart,
    body: () => ({ of: 'me', kind: 'not_known_yet', words: '' }),
    may: { ...all(ofCircle, 409), raiser: 201 },
  }),
  // While it is not cleared, nobody else can: no steward and no facilitator.
  'POST /v1/repairs/:id/needs/:needId/clear': onNeed('clear', withNeed, { raiser: 200 }, { cleared: true }),
  'POST /v1/repairs/:id/needs/:needId/say': onNeed('say', withCleared, { raiser: 200 }, { state: 'met' }),
  'POST /v1/repairs/:id/needs/:needId/let-go': onNeed('let-go', withOurNeed, all(ofCircle)),
  'POST /v1/repairs/:id/changes': onRepair('changes', { body: () => change, may: all(ofCircle, 201) }),
  'POST /v1/repairs/:id/changes/:changeId/practise': onChange('practise', { lookAgainOn: null }),
  'POST /v1/repairs/:id/changes/:changeId/look-again': onChange('look-again', { how: 'slipped', lookAgainOn: null }, practised),
  'POST /v1/repairs/:id/changes/:changeId/drop': onChange('drop', { reason: '' }),
  'POST /v1/repairs/:id/changes/:changeId/carry': onChange('carry', { carry: true }),
  'GET /v1/circles/:id/holidays': { at: ({ circleId }) => `/v1/circles/${circleId}/holidays`, may: all(ofCircle) },
  'PUT /v1/circles/:id/holidays': {
    at: ({ circleId }) => `/v1/circles/${circleId}/holidays`,
    body: () => ({ holidays: [] }),
    may: { facilitator: 200 },
  },
  'PUT /v1/circles/:id/backburner/history': {
    at: ({ circleId }) => `/v1/circles/${circleId}/backburner/history`,
    body: () => ({ shown: false }),
    may: { facilitator: 200 },
  },
  'GET /v1/backburner/:id/history': {
    at: ({ id }) => `/v1/backburner/${id}/history`,
    arrange: (cast) => post(cast, 'raiser', `/v1/circles/${cast.circleId}/backburner`, linked),
    may: all(ofCircle),
  },
  'PUT /v1/backburner/:id/link': {
    at: ({ id }) => `/v1/backburner/${id}/link`,
    arrange: (cast) => post(cast, 'raiser', `/v1/circles/${cast.circleId}/backburner`, linked),
    body: () => ({ shared: true }),
    may: { raiser: 200 },
  },
}
const linked = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: 'https://example.org/thread' }
