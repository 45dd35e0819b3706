import { panelCopy } from '@tend/shared/copy/panel'
import { PairDevice } from '@tend/shared/members/schema'
import { useState } from 'react'
import * as v from 'valibot'
import { askToPair, type PairProblem } from '../api/panel-asks.ts'
import { Form, TroubleAlert } from './parts/asks.tsx'
import { TextField } from './parts/controls.tsx'
import { loadTab } from './store.ts'
import { useCopy, useDraft, usePanel, usePanelContext } from './use-panel.ts'

const empty = { server: 'http://127.0.0.1:8787', code: '', displayName: '' }

/** Pairs this device by address, code and, for the first person, a name. What was typed stays until it worked. */
export function PairThisDevice() {
  const { panel } = usePanelContext()
  const t = useCopy(panelCopy)
  const language = usePanel((state) => state.language)
  const { draft, change, drop } = useDraft('pairing', empty)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<PairProblem | null>(null)
  const send = async () => {
    if (!v.safeParse(PairDevice.entries.code, draft.code).success) return setProblem('code_shape')
    setBusy(true)
    const answer = await askToPair({ ...draft, language })
    setBusy(false)
    setProblem(answer.problem)
    if (answer.problem) return
    drop()
    await loadTab(panel, panel.getState().tab)
  }
  const said = problem && sentence(t, problem, draft.server)
  const at = (...problems: PairProblem[]) => (problem && problems.includes(problem) ? said : null)
  return (
    <section aria-labelledby="pairing">
      <h2 id="pairing">{t.pairing.title}</h2>
      <p className="soft">{t.pairing.why}</p>
      <Form busy={busy} submit={t.pairing.submit} send={() => void send()}>
        <TextField
          label={t.pairing.server}
          hint={t.pairing.serverHint}
          problem={at('not_an_address', 'needs_https', 'away')}
          plain
          value={draft.server}
          set={(server) => change({ server })}
        />
        <TextField
          label={t.pairing.code}
          hint={t.pairing.codeHint}
          problem={at('code', 'code_shape', 'expired')}
          plain
          value={draft.code}
          set={(code) => change({ code })}
        />
        <TextField
          label={t.pairing.displayName}
          hint={t.pairing.displayNameHint}
          problem={at('name')}
          value={draft.displayName}
          set={(displayName) => change({ displayName })}
        />
        {at('busy', 'other') && <TroubleAlert>{said}</TroubleAlert>}
        <p className="who">{t.pairing.sees}</p>
      </Form>
    </section>
  )
}

function sentence(t: ReturnType<typeof useCopy<(typeof panelCopy)['en']>>, problem: PairProblem, server: string): string {
  const words = t.pairing.problem[problem]
  return typeof words === 'function' ? words(server.trim()) : words
}
