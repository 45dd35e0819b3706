import { afterCopy, overlayCopy } from '@tend/shared/copy/overlay'
import type { Prompt } from '@tend/shared/prompts/schema'
import { useState } from 'react'
import { changeSettings } from '../../call/worker/settings.ts'
import { answerWaiting, type WaitingPrompt } from '../../call/worker/waiting.ts'
import { Button } from '../parts/controls.tsx'
import { begunNotes, NoteForm } from '../parts/note-form.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'

type Waits = { waiting: WaitingPrompt; prompt: Prompt }

/** The question for after a call that its page could not show any more, or that the person wanted on another day. */
export function After() {
  const t = useCopy(afterCopy)
  const after = usePanel((state) => state.after)
  if (!after) return null
  return (
    <section aria-labelledby="after-call">
      <h2 id="after-call">{t.heading}</h2>
      {after.waiting.open ? <Open key={after.waiting.promptId} {...after} /> : <Closed {...after} />}
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
  const about = waiting.promptId
  const [noting, setNoting] = useState(prompt.action === 'noteForMe' || about in begunNotes(panel.getState().drafts))
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
      {noting && <NoteForm about={about} kind="prompt" beside={prompt.text[language]} kept={() => answer('done', copy.noteKept)} />}
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
