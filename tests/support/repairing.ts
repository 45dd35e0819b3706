import { type Cast, done } from './cast.ts'

/** Every text that a person can write in a repair beside its title and acknowledgements. */
export const repairFields = ['partName', 'need', 'clearedNeed', 'change', 'touches', 'willSee', 'dropped', 'practice'] as const
export type RepairWords = Record<(typeof repairFields)[number], string>

/** A stretch of a repair's life in which each of these texts is written once. The raiser has a part, and others tend to it. */
export async function liveRepair({ server, people, circleId }: Cast, words: RepairWords): Promise<{ repairId: string; needId: string }> {
  const { raiser, member } = people
  const post = (by: typeof raiser, path: string, body?: unknown) => done(server, by, 'POST', `/v1/${path}`, body)
  const repairId = await post(member, `circles/${circleId}/repairs`, { title: 'How we meet', fromItemId: null })
  const on = `repairs/${repairId}`
  await post(raiser, `${on}/my-part`, { name: words.partName })
  await post(raiser, `${on}/my-part/wish`, { wish: 'not_now', shown: true })
  const needId = await post(raiser, `${on}/needs`, { of: 'me', kind: 'space', words: words.need })
  const cleared = await post(raiser, `${on}/needs`, { of: 'me', kind: 'rest', words: words.clearedNeed })
  await post(raiser, `${on}/needs/${cleared}/clear`, { cleared: true })
  const change = { words: words.change, touches: words.touches, willSee: words.willSee, carriedByMe: true, lookAgainOn: null }
  const changeId = await post(member, `${on}/changes`, change)
  await post(member, `${on}/changes/${changeId}/drop`, { reason: words.dropped })
  await post(member, `${on}/changes/${changeId}/practise`, { lookAgainOn: null })
  await post(member, `${on}/changes/${changeId}/drop`, { reason: words.dropped })
  const ours = { by: 'circle', words: words.practice, how: 'in_writing', about: 'our_practice' }
  const ackId = await post(member, `${on}/acknowledgements`, ours)
  await post(member, `${on}/acknowledgements/${ackId}/share`)
  await post(people.facilitator, `${on}/acknowledgements/${ackId}/join`)
  return { repairId, needId }
}
