import * as v from 'valibot'
import { storage } from 'wxt/utils/storage'
import { Room } from '../messages.ts'

/** Milliseconds after which a room that was asked for lapses: a panel that opens later opens as ever. */
const LAPSE_MS = 60_000

const Asked = v.object({ room: Room, at: v.number() })
const asked = storage.defineItem<unknown>('session:room')

/** Leaves word for the panel, open or about to open, of the room that was asked for. */
export const askForRoom = (room: Room): Promise<void> => asked.setValue({ room, at: Date.now() })

/** Gives the room that was asked for a moment ago, and forgets it. */
export async function takeRoom(): Promise<Room | null> {
  const read = v.safeParse(Asked, await asked.getValue())
  if (!read.success) return null
  await asked.removeValue()
  return Date.now() - read.output.at < LAPSE_MS ? read.output.room : null
}

/** Calls back whenever a room is asked for. */
export const watchRoom = (asks: () => void): void => void asked.watch((next) => next && asks())
