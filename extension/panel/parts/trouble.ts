import { panelCopy } from '@tend/shared/copy/panel'
import { useRef, useState } from 'react'
import type { Why } from '../../api/outcome.ts'
import type { WriteOutcome } from '../../api/panel-asks.ts'
import type { WriteArgs, WriteName } from '../../api/requests.ts'
import { dropDraft, write } from '../store.ts'
import { useCopy, usePanelContext } from '../use-panel.ts'

type PanelWords = ReturnType<typeof useCopy<(typeof panelCopy)['en']>>

/** Says in the person's language why something did not happen. */
export function whyInWords(t: PanelWords, why: Why): string {
  if (why.kind !== 'refused') return t.why[why.kind]
  return (t.refusals as Record<string, string>)[why.code] ?? t.why.other
}

/**
 * Sends a write and says what became of it. `draft` names the form's draft, which is dropped once the write is taken. Until the outcome is
 * known, sending the same again uses the same key, so nothing happens twice.
 */
export function useWrite<Name extends WriteName>(name: Name, draft: string | null = null) {
  const { panel } = usePanelContext()
  const t = useCopy(panelCopy)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const attempt = useRef({ key: '', args: '', open: false })
  const send = async (args: WriteArgs[Name], about: string, said: string): Promise<WriteOutcome<Name> | null> => {
    if (attempt.current.open) return null
    attempt.current = { ...keyFor(attempt.current, JSON.stringify(args)), open: true }
    setBusy(true)
    setTrouble(null)
    const written = await write(panel, { name, args, key: attempt.current.key, about, draft })
    const why = 'why' in written ? written.why : null
    attempt.current = { ...attempt.current, open: false, ...(why?.kind === 'away' || why?.kind === 'failed' ? {} : { args: '' }) }
    setBusy(false)
    setTrouble(why && whyInWords(t, why))
    if (!why && draft !== null) dropDraft(panel, draft)
    if (!why) panel.setState({ said: 'waiting' in written ? t.outbox.saved : said })
    return written
  }
  return { send, busy, trouble }
}

function keyFor(last: { key: string; args: string }, args: string): { key: string; args: string } {
  return last.args === args ? last : { key: crypto.randomUUID(), args }
}

/** Whether a write was taken, that is done, or kept to be sent later. */
export function taken(written: WriteOutcome<WriteName> | null): boolean {
  return written !== null && !('why' in written)
}
