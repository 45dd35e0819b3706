import { storage } from 'wxt/utils/storage'
import { keepCircles } from '../circle/circle-items.ts'
import { keepRoles } from '../circle/circle-prompts.ts'
import { handOverNotes } from '../notes/handover.ts'
import { dropAnswers } from '../storage/cache.ts'
import { removeDrafts } from '../storage/drafts.ts'
import { keepFromPages } from '../storage/kept-from-pages.ts'
import { isSamePerson } from '../storage/paired-person.ts'
import { createTurns } from '../storage/turns.ts'

/** The server this device belongs to, and the device's token. They lie where only the extension's own pages and worker may read. */
export type HeldPairing = { server: string; token: string; memberId: string; deviceId: string }

/** How the paired server answered last. `away`: no answer, or none of Tend's. `unknown_device`: it does not know this device. */
export type Reach = 'near' | 'away' | 'unknown_device'

/** The panel may know this of the pairing: everything but the token. */
export type DeviceStanding =
  | { kind: 'unpaired' }
  | { kind: 'paired'; server: string; memberId: string; reach: Reach }
  | { kind: 'revoked'; server: string }

export const pairing = keepFromPages<HeldPairing>('pairing')
const revokedFrom = storage.defineItem<string | null>('local:revokedFrom', { fallback: null })
const reach = storage.defineItem<Reach>('session:reach', { fallback: 'near' })

/** The standing as it was last published. Pages read and watch this one, never the pairing itself. */
export const published = storage.defineItem<DeviceStanding | null>('session:standing', { fallback: null })

/** The standing as the pairing has it now, published or not. */
export async function standingNow(): Promise<DeviceStanding> {
  const held = await pairing.getValue()
  if (held) return { kind: 'paired', server: held.server, memberId: held.memberId, reach: await reach.getValue() }
  const server = await revokedFrom.getValue()
  return server === null ? { kind: 'unpaired' } : { kind: 'revoked', server }
}

/** Publishes the standing as it is now, for the pages that watch it. */
export async function publishStanding(): Promise<DeviceStanding> {
  const standing = await standingNow()
  await published.setValue(standing)
  return standing
}

/** Says how the server answered. Where that cannot be kept, the answer itself still counts. */
export async function setReach(next: Reach): Promise<void> {
  try {
    if ((await reach.getValue()) === next) return
    await reach.setValue(next)
    await publishStanding()
  } catch {
    // The storage is full or away. The next answer says it again.
  }
}

/** Keeping, pairing and emptying go one at a time. Otherwise what was still being written would stay on a device that was just emptied. */
const inTurn = createTurns()

/** Keeps something on the device as this pairing, unless the pairing is gone by then. */
export function keepAs({ token }: HeldPairing, keep: () => Promise<void>): Promise<void> {
  return inTurn(async () => {
    if ((await pairing.getValue())?.token === token) await keep()
  })
}

/** Holds a new pairing. The same person finds everything as it was; another person finds nothing of the one before. */
export function holdPairing(next: HeldPairing): Promise<void> {
  return inTurn(async () => {
    const before = await pairing.getValue()
    if (before && !isSamePerson(before, next)) await forgetPerson()
    if (before) await handOverNotes(before, next)
    await revokedFrom.removeValue()
    await reach.setValue('near')
    await pairing.setValue(next)
    await publishStanding()
  })
}

/**
 * Forgets what was read or begun as another person. Notes, and writes that wait to be sent, stay for that person alone: they are neither
 * sent nor shown to this one.
 */
async function forgetPerson(): Promise<void> {
  await Promise.all([dropAnswers(), removeDrafts(), keepCircles([]), keepRoles([])])
}

/** Empties this device of everything Tend kept on it. After a revocation the device still knows from which server, to be able to say so. */
export function wipeDevice(revokedBy: string | null): Promise<void> {
  return inTurn(async () => {
    await Promise.all([pairing.removeValue(), storage.clear('local'), storage.clear('session')])
    if (revokedBy !== null) await revokedFrom.setValue(revokedBy)
    await publishStanding()
  })
}
