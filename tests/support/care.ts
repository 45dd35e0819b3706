import { type Cast, done } from './cast.ts'

/** Each text that people write around support, rest, agreements, resources, rounds, and to themselves. */
export const careFields = [
  'support',
  'helps',
  'agreement',
  'earlier',
  'dropping',
  'resource',
  'contact',
  'cost',
  'language',
  'access',
  'question',
  'answer',
  'namedAnswer',
  'changedAnswer',
  'taken',
  'did',
  'impact',
  'unseen',
  'next',
] as const
export type CareWords = Record<(typeof careFields)[number], string>

/** The ids of what a stretch of caring for each other left behind. */
export type CareLife = { support: string; rest: string; round: string; reflection: string }

/**
 * A stretch in which each of these texts is written once. The raiser asks, rests, answers and writes; the recipient is told and supports;
 * the member stands in.
 */
export async function liveCare({ server, people, circleId }: Cast, words: CareWords): Promise<CareLife> {
  const { raiser, recipient, member, facilitator } = people
  const post = (by: typeof raiser, path: string, body: unknown = {}) => done(server, by, 'POST', `/v1${path}`, body)
  const told = { who: 'people', people: [recipient.id, member.id] }
  const support = await post(raiser, `/circles/${circleId}/supports/ask`, { kind: 'company', words: words.support, told, repairId: null })
  await post(recipient, `/supports/${support}/take-up`, { askedEveryDays: 7 })
  const rest = await post(recipient, `/circles/${circleId}/rests`, {
    until: '2026-12-20',
    helps: words.helps,
    told: [raiser.id],
    shared: true,
  })
  await post(recipient, `/rests/${rest}/pass-on`, { kind: 'support', subject: support, to: member.id })
  const agreement = await post(member, `/circles/${circleId}/agreements`, { words: words.earlier, lookAgainOn: null })
  await post(member, `/agreements/${agreement}/revise`, { words: words.agreement, lookAgainOn: null })
  await post(member, `/agreements/${agreement}/drop`, { reason: words.dropping })
  await post(member, `/circles/${circleId}/resources`, {
    place: 'outside',
    name: words.resource,
    needs: ['rest'],
    contact: words.contact,
    cost: words.cost,
    languages: [words.language],
    access: words.access,
  })
  const question = { kind: 'own', words: words.question }
  const round = await post(facilitator, `/circles/${circleId}/rounds`, { question, endsOn: null })
  for (const [by, said, named] of [
    [raiser, words.changedAnswer, false],
    [raiser, words.answer, false],
    [member, words.namedAnswer, true],
  ] as const)
    await done(server, by, 'PUT', `/v1/rounds/${round}/answer`, { words: said, named })
  await post(facilitator, `/rounds/${round}/gather`)
  await post(member, `/rounds/${round}/take-with-us`, { words: words.taken, agreements: [agreement], resources: [], changes: [] })
  const { did, impact, unseen, next } = words
  const reflection = await post(raiser, '/reflections', { did, impact, unseen, next })
  await done(server, raiser, 'PUT', `/v1/reflections/${reflection}/links`, { supportId: support, acknowledgement: null })
  return { support, rest, round, reflection }
}
