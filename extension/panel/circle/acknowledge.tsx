import { numberInWords } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { repairsCopy } from '@tend/shared/copy/repairs'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { chooseHints } from '@tend/shared/prompts/choose'
import type { DraftAcknowledgement, RepairView } from '@tend/shared/repairs/schema'
import { characters } from '@tend/shared/schema'
import { useState } from 'react'
import { Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { ChoiceField, WordsField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useDraft, usePanel } from '../use-panel.ts'

const empty: DraftAcknowledgement = { by: 'circle', words: '', how: 'in_writing' }
const hows = ['in_a_call', 'in_writing', 'through_a_steward'] as const

/** Drafts an acknowledgement for the circle or for oneself, in one box with hints. Sharing it is a step of its own. */
export function AcknowledgeForm({ repair }: { repair: RepairView }) {
  const t = useCopy(repairsCopy)
  const p = useCopy(panelCopy)
  const name = `acknowledge ${repair.id}`
  const { draft, begun, change } = useDraft(name, empty)
  const [open, setOpen] = useState(begun)
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite('draft', name)
  const problem = useWordsProblem(draft.words)
  const submit = async () => {
    setTried(true)
    if (problem) return
    if (!taken(await send({ repairId: repair.id, body: draft }, repair.title, t.drafted))) return
    setTried(false)
    setOpen(false)
  }
  return (
    <Opener label={t.acknowledge} open={open} set={setOpen}>
      <Form busy={busy} submit={t.draft} send={() => void submit()} cancel={() => setOpen(false)}>
        <ChoiceField
          label={t.who}
          value={draft.by}
          options={(['circle', 'me'] as const).map((value) => ({ value, label: t.by[value], hint: t.byHint[value] }))}
          set={(by) => change({ by })}
        />
        <WordsField
          label={t.words}
          hint={t.hints}
          problem={tried ? problem : null}
          value={draft.words}
          set={(words) => change({ words })}
        />
        <Questions />
        <ChoiceField
          label={t.how}
          value={draft.how}
          options={hows.map((value) => ({ value, label: t.hows[value] }))}
          set={(how) => change({ how })}
        />
        <p className="who">
          {t.whoSees} {t.nothingExpected}
        </p>
        <p className="hint">{p.draftKept}</p>
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}

/** The library's questions for a person who acknowledges. They stand under the box, to think of and not to fill in. */
function Questions() {
  const language = usePanel((state) => state.language)
  return (
    <ul className="hint">
      {chooseHints(catalogue).map(({ id, text }) => (
        <li key={id}>{text[language]}</li>
      ))}
    </ul>
  )
}

function useWordsProblem(words: string): string | null {
  const t = useCopy(panelCircleCopy)
  const language = usePanel((state) => state.language)
  if (words.trim() === '') return t.wordsNeeded
  return characters(words) > 2000 ? t.long(numberInWords(language, 2000)) : null
}
