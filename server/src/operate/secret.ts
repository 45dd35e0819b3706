import { connect, type DatabaseLocation } from '../data/database.ts'
import { newSetupSecret } from '../first-start.ts'
import { holdKeys } from '../keys/held.ts'
import { checkKey } from './opened-data.ts'
import { OperateProblem } from './problem.ts'

/**
 * Makes a new set-up secret, of which only the hash is kept. The old one opens nothing any more. Refuses while Tend runs, as that process
 * would go on with the old one.
 */
export async function renewSecret(location: DatabaseLocation, key: Buffer): Promise<string> {
  const hold = await holdKeys(location, 'alone')
  if (!hold) throw new OperateProblem('tend_running')
  const owner = connect(location, 'tend_owner', 1, () => {})
  try {
    await checkKey(location, key)
    const { setupHash, setupSecret } = newSetupSecret()
    await owner.db.updateTable('installation').set({ setup_hash: setupHash }).execute()
    return setupSecret
  } finally {
    await owner.db.destroy()
    await hold.end()
  }
}
