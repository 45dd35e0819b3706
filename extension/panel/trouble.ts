import { panelCopy } from '@tend/shared/copy/panel'
import { useState } from 'react'
import type { Written } from '../api/messages.ts'
import type { Why } from '../api/outcome.ts'
import type { WriteArgs, WriteName } from '../api/requests.ts'
import { write } from './store.ts'
import { useCopy, usePanelContext } from './use-panel.ts'

type PanelWords = ReturnType<typeof useCopy<(typeof panelCopy)['en']>>

/** Why something did not happen, as a sentence in the person's language. */
export function whyInWords(t: PanelWords, why: Why): string {
  if (why.kind !== 'refused') return t.why[why.kind]
  return (t.refusals as Record<string, string>)[why.code] ?? t.why.other
}

/** Sends a write and says what became of it: `done` when it is done or waits for the server. */
export function useWrite<Name extends WriteName>(name: Name) {
  const { panel } = usePanelContext()
  const t = useCopy(panelCopy)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [path, setPath] = useState('')
  const send = async (args: WriteArgs[Name], about: string, said: string): Promise<Written<Name> | null> => {
    if (busy) return null
    setBusy(true)
    setTrouble(null)
    const written = await write(panel, name, args, about)
    setBusy(false)
    const why = 'why' in written ? written.why : null
    setTrouble(why && whyInWords(t, why))
    setPath(why?.kind === 'refused' ? why.path : '')
    if (!why) panel.setState({ said: 'waiting' in written ? t.outbox.saved : said })
    return written
  }
  return { send, busy, trouble, path, clear: () => setTrouble(null) }
}

/** Whether a write was taken: done, or kept to be sent later. */
export function taken(written: Written<WriteName> | null): boolean {
  return written !== null && !('why' in written)
}
