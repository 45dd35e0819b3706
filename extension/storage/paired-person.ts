/** A person at the server with which a browser is paired, or was. */
export type PairedPerson = { server: string; memberId: string }

/** Whether two pairings, or what was written under them, are of the same person at the same server. */
export function isSamePerson(one: PairedPerson, other: PairedPerson): boolean {
  return one.server === other.server && one.memberId === other.memberId
}
