import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

const VERSION = 1
const NONCE = 24
/** Words are padded to whole blocks of this many bytes, so that their length says little. */
const BLOCK = 64

/** The field that a sealed value is bound to. Moved to another workspace, table, record or field, the value does not open. */
export type SealedField = { workspace: string; table: string; id: string; field: string }

function authenticated({ workspace, table, id, field }: SealedField): Uint8Array {
  return Buffer.from(JSON.stringify([VERSION, workspace, table, id, field]))
}

/** Seals a key. Words go through `WorkspaceKeys`. */
export function encrypt(key: Uint8Array, at: SealedField, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  return Buffer.concat([Buffer.of(VERSION), nonce, xchacha20poly1305(key, nonce, authenticated(at)).encrypt(plain)])
}

export function decrypt(key: Uint8Array, at: SealedField, sealed: Uint8Array): Uint8Array {
  if (sealed[0] !== VERSION) throw new SealBroken()
  try {
    return xchacha20poly1305(key, sealed.subarray(1, 1 + NONCE), authenticated(at)).decrypt(sealed.subarray(1 + NONCE))
  } catch {
    throw new SealBroken()
  }
}

/**
 * Thrown when a sealed value does not open: the key is another one, the row was moved, or the value is damaged. It says nothing about what
 * was inside.
 */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value does not open here.')
    this.name = 'SealBroken'
  }
}

function pad(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  const padded = Buffer.alloc(Math.ceil((bytes.length + 4) / BLOCK) * BLOCK)
  padded.writeUInt32BE(bytes.length, 0)
  bytes.copy(padded, 4)
  return padded
}

function unpad(padded: Uint8Array): string {
  const view = Buffer.from(padded.buffer, padded.byteOffset, padded.byteLength)
  return view.toString('utf8', 4, 4 + view.readUInt32BE(0))
}

/** Each purpose has its own key, so that the tags of one person in two tables cannot be matched. */
export type TagPurpose =
  | 'raiser'
  | 'recipient'
  | 'left_out'
  | 'draft'
  | 'draft_key'
  | 'idempotency'
  | 'idempotency_body'
  | 'part'
  | 'echo'
  | 'parker'
  | 'hider'
  | 'drafter'
  | 'joiner'
  | 'event'
  | 'delivery'
  | 'support_by'
  | 'support_with'
  | 'support_told'
  | 'resting'
  | 'rest_told'
  | 'duty_to'
  | 'duty_subject'
  | 'held'
  | 'round_opener'
  | 'round_answer'
  | 'reflection'
  | 'change_carrier'

type SealedNames<F extends string> = { [K in F as `${K}_sealed`]: Buffer | null }
export type SealedRow<F extends string> = { id: string; record_key: Buffer } & SealedNames<F>

/** Seals and opens the words of one workspace. */
export type WorkspaceKeys = {
  /** Makes the columns of a record: its key (a fresh one unless given) and one sealed column for each field. `null` stays `null`. */
  seal<F extends string>(
    table: string,
    id: string,
    fields: Record<F, string | null>,
    recordKey?: Buffer,
  ): { record_key: Buffer } & SealedNames<F>
  /** Opens the words of the named fields. Throws `SealBroken` when a value was moved here from elsewhere. */
  open<F extends string>(table: string, row: SealedRow<NoInfer<F>>, fields: readonly F[]): Record<F, string | null>
  /** Opens one sealed text, for columns beyond a record's words (a sealed id, say). */
  openOne(table: string, id: string, recordKey: Buffer, field: string, sealed: Buffer): string
  /** Makes a keyed fingerprint (HMAC-SHA256, 32 bytes), which finds a person's rows without naming them. */
  tag(purpose: TagPurpose, value: string): Buffer
}

const KEY_FIELD = 'record_key'

function keysOf(workspace: string, workspaceKey: Uint8Array, tagKey: Uint8Array): WorkspaceKeys {
  const unwrap = (table: string, id: string, wrapped: Buffer) => decrypt(workspaceKey, { workspace, table, id, field: KEY_FIELD }, wrapped)
  // Key objects are five times as fast as bytes, and a command asks for several tags.
  const purposes = new Map<TagPurpose, KeyObject>()
  return {
    seal(table, id, fields, recordKey) {
      const key = recordKey ? unwrap(table, id, recordKey) : randomBytes(32)
      const columns: Record<string, Buffer | null> = {
        record_key: recordKey ?? encrypt(workspaceKey, { workspace, table, id, field: KEY_FIELD }, key),
      }
      for (const [field, text] of Object.entries<string | null>(fields))
        columns[`${field}_sealed`] = text === null ? null : encrypt(key, { workspace, table, id, field }, pad(text))
      return columns as never
    },
    open(table, row, fields) {
      const key = unwrap(table, row.id, row.record_key)
      const columns = row as unknown as Record<string, Buffer | null>
      const texts: Record<string, string | null> = {}
      for (const field of fields) {
        const sealed = columns[`${field}_sealed`] ?? null
        texts[field] = sealed === null ? null : unpad(decrypt(key, { workspace, table, id: row.id, field }, sealed))
      }
      return texts as never
    },
    openOne: (table, id, recordKey, field, sealed) => unpad(decrypt(unwrap(table, id, recordKey), { workspace, table, id, field }, sealed)),
    tag(purpose, value) {
      const key = purposes.get(purpose) ?? createSecretKey(createHmac('sha256', tagKey).update(purpose).digest())
      purposes.set(purpose, key)
      return createHmac('sha256', key).update(value).digest()
    },
  }
}

export type WrappedKeys = { wrapped_key: Buffer; wrapped_tag_key: Buffer }

/** The operator's key at work. It makes and unwraps the keys of workspaces, and derives everything else that must come from it alone. */
export type Keyring = {
  create(workspace: string): WrappedKeys
  /** Unwraps a workspace's keys and keeps them in memory, as they never change. */
  unwrap(workspace: string, wrapped: WrappedKeys): WorkspaceKeys
  known(workspace: string): WorkspaceKeys | undefined
  /** Forgets every key, for good: this keyring unwraps nothing any more. */
  forget(): void
  /** Tells whether a database was made with this key. */
  check: Buffer
  /** Derives a secret, such as a database role's password. Every process with the same key derives the same one. */
  derive(purpose: string): string
}

/** Derives a secret that comes from the operator's key and from nothing else. */
export function deriveFrom(operatorKey: Uint8Array, purpose: string): Buffer {
  return createHmac('sha256', operatorKey).update(`tend:${purpose}`).digest()
}

/** The field that the wrapped keys of a workspace are bound to. */
export function fieldOfKey(workspace: string, field: 'key' | 'tag_key'): SealedField {
  return { workspace, table: 'workspace', id: workspace, field }
}

/** How many workspaces' keys stay unwrapped in memory. */
const REMEMBERED = 5_000

export function createKeyring(operatorKey: Uint8Array): Keyring {
  const remembered = new Map<string, WorkspaceKeys>()
  const derive = (purpose: string) => deriveFrom(operatorKey, purpose)
  const wrappingKey = derive('wrap')
  return {
    create: (workspace) => ({
      wrapped_key: encrypt(wrappingKey, fieldOfKey(workspace, 'key'), randomBytes(32)),
      wrapped_tag_key: encrypt(wrappingKey, fieldOfKey(workspace, 'tag_key'), randomBytes(32)),
    }),
    known: (workspace) => remembered.get(workspace),
    forget() {
      remembered.clear()
      wrappingKey.fill(0)
    },
    unwrap(workspace, wrapped) {
      const known = remembered.get(workspace)
      if (known) return known
      const keys = keysOf(
        workspace,
        decrypt(wrappingKey, fieldOfKey(workspace, 'key'), wrapped.wrapped_key),
        decrypt(wrappingKey, fieldOfKey(workspace, 'tag_key'), wrapped.wrapped_tag_key),
      )
      const oldest = remembered.keys().next().value
      if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest)
      remembered.set(workspace, keys)
      return keys
    },
    check: derive('check'),
    derive: (purpose) => derive(purpose).toString('base64url'),
  }
}

/** Hashes tokens and codes for `directory`. They are random enough that SHA-256 alone hides them. */
export function directoryHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
