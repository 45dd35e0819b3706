import type { Actor } from '@tend/shared/members/schema'

/**
 * Members whose rows a transaction holds from its first moment on, always in the order of their ids. `share`: they stay until it ends, beside
 * whoever else holds them so. `alone`: it waits for all of these, and they for it.
 */
export type Hold = { members: readonly string[]; how: 'share' | 'alone'; code?: Buffer | undefined }

/** What a write says, to find whom it names; `alone`: it changes who the person who asks is, or takes them out, and whoever a pairing `code` is for. */
export type Writing = { named: string; alone: boolean; code?: Buffer | undefined }

const ID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/gi

/**
 * Whoever writes, and everybody they name, stays who they are until it is written: else what is theirs would outlive them, or somebody left out
 * be let in. All are held at once and in one order, so that no two writes wait for each other.
 */
export function holdFor({ memberId }: Actor, { named, alone, code }: Writing): Hold {
  if (alone) return { members: [memberId], how: 'alone', code }
  return { members: [memberId, ...[...named.matchAll(ID)].flatMap(([, id]) => id ?? [])], how: 'share' }
}

/** The statement that holds them, for the message that begins the transaction: it takes no parameters, and no id is more than an id. */
export function holding(workspaceId: string, { members, how, code }: Hold): string {
  const ids = members.filter((id) => /^[0-9a-f-]{36}$/i.test(id)).map((id) => `'${id}'`)
  const owner = code
    ? ` or id = any (array(select member_id from pairing_code where workspace_id = '${workspaceId}' and code_hash = '\\x${code.toString('hex')}'))`
    : ''
  const way = how === 'alone' ? 'update' : 'key share'
  return `select from member where workspace_id = '${workspaceId}' and (id in (${ids.join(', ')})${owner}) order by id for ${way}`
}
