import type { PersonView } from '@tend/shared/members/schema'

type Words = { you: string; away: string; noNewOnes: string; slackAdmin: string }

/**
 * These words stand beside a steward's name: that the reader is this person, that nothing new goes to them for now, that they run the Slack
 * workspace.
 */
export function marksOf(person: PersonView | undefined, me: string | undefined, t: Words): string[] {
  if (!person) return []
  const rests = person.away ? t.away : person.noNewOnes ? t.noNewOnes : undefined
  return [person.id === me ? t.you : undefined, rests, person.slackAdmin ? t.slackAdmin : undefined].flatMap((mark) => mark ?? [])
}
