import type { Actor } from '@tend/shared/members/schema'

/**
 * The members whose rows a transaction holds from its first moment on, always in the order of their ids. `share`: the rows stay until the
 * transaction ends, and others may hold them so too. `alone`: the transaction waits for all of these others, and they wait for it.
 */
export type Hold = { members: readonly string[]; how: 'share' | 'alone'; code?: Buffer | undefined }

/**
 * The input of a write, in which the members it names are found. `alone`: the write changes who the person who asks is, or takes them out;
 * a pairing `code` adds the person it is for.
 */
export type Writing = { named: string; alone: boolean; code?: Buffer | undefined }

const ID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/gi

/**
 * The person who writes and everybody they name stay who they are until it is written. Otherwise what is theirs could outlive them, or a
 * person who was left out be let in. All rows are held at once and in one order, so that no two writes wait for each other.
 */
export function holdFor({ memberId }: Actor, { named, alone, code }: Writing): Hold {
  if (alone) return { members: [memberId], how: 'alone', code }
  return { members: [memberId, ...[...named.matchAll(ID)].flatMap(([, id]) => id ?? [])], how: 'share' }
}

/**
 * Makes the statement that holds the rows, for the message that begins the transaction. It takes no parameters; ids are checked to be ids.
 */
export function holding(workspaceId: string, { members, how, code }: Hold): string {
  const ids = members.filter((id) => /^[0-9a-f-]{36}$/i.test(id)).map((id) => `'${id}'`)
  const owner = code
    ? ` or id = any (array(select member_id from pairing_code where workspace_id = '${workspaceId}' and code_hash = '\\x${code.toString('hex')}'))`
    : ''
  const way = how === 'alone' ? 'update' : 'key share'
  return `select from member where workspace_id = '${workspaceId}' and (id in (${ids.join(', ')})${owner}) order by id for ${way}`
}
