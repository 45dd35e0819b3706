import { createClient } from '@tend/server/client'
import { readAddress } from './address.ts'
import { outcomeOf, type Why } from './outcome.ts'
import type { PairForm, PairProblem } from './panel-asks.ts'
import { type HeldPairing, holdPairing } from './standing.ts'
import { createPairingTransport } from './transport.ts'

/** Trades a pairing code for this device's token and keeps it. Gives what stood in the way, or null. */
export async function pairDevice(form: PairForm): Promise<PairProblem | null> {
  const address = readAddress(form.server)
  if ('refused' in address) return address.refused
  const client = createClient(address.origin, createPairingTransport(address.origin), () => ({}))
  const name = form.displayName.trim()
  const json = { code: form.code, language: form.language, ...(name ? { displayName: name } : {}) }
  const outcome = await outcomeOf(client.v1.devices.$post({ json }, { headers: { 'idempotency-key': crypto.randomUUID() } }))
  if (!outcome.ok) return problemOf(outcome.why)
  await holdPairing({ server: address.origin, ...outcome.value } satisfies HeldPairing)
  return null
}

function problemOf(why: Why): PairProblem {
  if (why.kind === 'away' || why.kind === 'busy') return why.kind
  if (why.kind === 'failed') return 'other'
  if (why.kind !== 'refused') return 'code'
  if (why.path.endsWith('displayName')) return 'name'
  if (why.code === 'expired') return 'expired'
  if (why.path.endsWith('code') || why.code === 'not_found') return 'code'
  return 'other'
}
