import { afterCopy, overlayCopy } from '@tend/shared/copy/overlay'
import { panelCopy } from '@tend/shared/copy/panel'
import type { Prompt } from '@tend/shared/prompts/schema'
import { characters, WORDS_MAX } from '@tend/shared/schema'
import { useState } from 'react'
import { answerWaiting, type WaitingPrompt } from '../call/after.ts'
import { keepNote } from '../call/notes.ts'
import { changeSettings } from '../call/settings.ts'
import { Form } from './asks.tsx'
import { Button, WordsField } from './controls.tsx'
import { useCopy, useDraft, usePanel, usePanelContext } from './use-panel.ts'

type Waits = { waiting: WaitingPrompt; prompt: Prompt }

/** The question for after a call that its page could not show any more, or that the person wanted on another day. */
export function After() {
  const t = useCopy(afterCopy)
  const after = usePanel((state) => state.after)
  if (!after) return null
  return (
    <section aria-labelledby="after-call">
      <h2 id="after-call">{t.heading}</h2>
      {after.waiting.open ? <Open {...after} /> : <Closed {...after} />}
    </section>
  )
}

function Closed({ waiting }: Waits) {
  const t = useCopy(afterCopy)
  return (
    <>
      <p className="soft">{t.waits}</p>
      <Button onClick={() => void answerWaiting(waiting, 'open', new Date())}>{t.open}</Button>
    </>
  )
}

function Open({ waiting, prompt }: Waits) {
  const { panel } = usePanelContext()
  const t = useCopy(afterCopy)
  const copy = useCopy(overlayCopy)
  const language = usePanel((state) => state.language)
  const [why, setWhy] = useState(false)
  const [noting, setNoting] = useState(prompt.action === 'noteForMe')
  const answer = (given: 'later' | 'done', said: string) => {
    panel.setState({ said })
    void answerWaiting(waiting, given, new Date())
  }
  const fewer = async () => {
    const { settings } = panel.getState()
    await changeSettings({ fewer: { ...settings.fewer, [prompt.category]: (settings.fewer[prompt.category] ?? 0) + 1 } })
    answer('done', copy.fewerDone)
  }
  return (
    <div className="card">
      <p className="prompt">{prompt.text[language]}</p>
      <p className="hint">
        {copy.kinds[waiting.because]} · {copy.onlyYou}
      </p>
      {why && <p className="soft">{`${prompt.why[language]} ${copy.because[waiting.because]} ${copy.chosenHere}`}</p>}
      {noting && <NoteHere beside={prompt.text[language]} kept={() => answer('done', copy.noteKept)} />}
      <div className="acts">
        {!noting && (
          <Button look="main" onClick={() => setNoting(true)}>
            {copy.actions.noteForMe}
          </Button>
        )}
        <Button onClick={() => answer('later', t.tomorrow)}>{copy.tomorrow}</Button>
        <Button onClick={() => answer('done', t.put)}>{copy.notNow}</Button>
      </div>
      <div className="acts">
        <Button look="text" aria-expanded={why} onClick={() => setWhy(!why)}>
          {copy.whyThis}
        </Button>
        <Button look="text" onClick={() => void fewer()}>
          {copy.fewer}
        </Button>
      </div>
    </div>
  )
}

/** A note beside the question: kept on this device, as in a call. */
function NoteHere({ beside, kept }: { beside: string; kept: () => void }) {
  const copy = useCopy(overlayCopy)
  const p = useCopy(panelCopy)
  const { draft, change, drop } = useDraft('after', { text: '' })
  const [tried, setTried] = useState(false)
  const text = draft.text.trim()
  const long = characters(text) > WORDS_MAX
  const problem = long ? p.circle.long(String(WORDS_MAX)) : text === '' ? p.circle.wordsNeeded : null
  const keep = async () => {
    setTried(true)
    if (problem) return
    await keepNote({ id: crypto.randomUUID(), at: new Date().toISOString(), kind: 'prompt', beside, text })
    drop()
    kept()
  }
  return (
    <Form busy={false} submit={copy.noteKeep} send={() => void keep()}>
      <WordsField
        label={copy.noteLabel}
        hint={copy.noteHint}
        problem={tried ? problem : null}
        value={draft.text}
        set={(next) => change({ text: next })}
      />
    </Form>
  )
}
