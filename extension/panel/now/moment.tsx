import { overlayCopy } from '@tend/shared/copy/overlay'
import { panelMomentCopy } from '@tend/shared/copy/panel-now'
import { reflectionCopy } from '@tend/shared/copy/rounds'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { chooseGround, type Mark } from '@tend/shared/prompts/choose'
import { OwnQuestion } from '@tend/shared/rounds/schema'
import { useState } from 'react'
import { useBreath } from '../../look/breath.ts'
import { Button } from '../parts/controls.tsx'
import { begunNotes, NoteForm } from '../parts/note-form.tsx'
import { goTo } from '../store.ts'
import { useArrival, useCopy, usePanel, usePanelContext } from '../use-panel.ts'

export const marks = ['landed_hard', 'may_have_hurt'] as const satisfies readonly Mark[]

/** Two doors of the same size, for a person who was hurt and for one who may have hurt. They need neither a call nor a server. */
export function HardMoment() {
  const { panel } = usePanelContext()
  const t = useCopy(panelMomentCopy)
  const { gestures } = useCopy(overlayCopy)
  const open = usePanel((state) => state.moment)
  const heading = useArrival('landed_hard')
  return (
    <section aria-labelledby="moment">
      <h2 id="moment" ref={heading} tabIndex={-1}>
        {open ? gestures[open.mark] : t.title}
      </h2>
      {open ? (
        <MomentAnswer key={open.mark} {...open} />
      ) : (
        <>
          <div className="ways">
            {marks.map((mark) => (
              <Button key={mark} onClick={() => panel.setState({ moment: { mark, marked: false } })}>
                {gestures[mark]}
              </Button>
            ))}
          </div>
          <p className="hint">{t.sees}</p>
        </>
      )}
    </section>
  )
}

type MomentPage = 'menu' | 'breath' | 'note'

/** Offers what helps right now, and nothing that has to be explained: the same as in a call. */
function MomentAnswer({ mark, marked }: { mark: Mark; marked: boolean }) {
  const { panel } = usePanelContext()
  const copy = useCopy(overlayCopy)
  const [page, go] = useState<MomentPage>(mark in begunNotes(panel.getState().drafts) ? 'note' : 'menu')
  const close = (said: string) => panel.setState({ moment: null, said })
  return (
    <div className="card">
      {page === 'menu' && <Menu mark={mark} marked={marked} go={go} close={() => close('')} />}
      {page === 'breath' && <Breath back={() => go('menu')} />}
      {page === 'note' && (
        <NoteForm about={mark} kind={mark} beside="" fills={marked} kept={() => close(copy.noteKept)} back={() => go('menu')}>
          {mark === 'may_have_hurt' && <OwnQuestions />}
        </NoteForm>
      )}
    </div>
  )
}

function Menu({ mark, marked, go, close }: { mark: Mark; marked: boolean; go: (page: MomentPage) => void; close: () => void }) {
  const copy = useCopy(overlayCopy)
  const t = useCopy(panelMomentCopy)
  const language = usePanel((state) => state.language)
  const [ground] = useState(() => chooseGround(mark, { catalogue }, { now: new Date(), chance: Math.random() }))
  return (
    <>
      <p className="prompt">{ground?.text[language]}</p>
      <p className="hint">{marked ? `${copy.marked} ${copy.noteHint}` : t.sees}</p>
      <div className="ways">
        <Button onClick={() => go('breath')}>{copy.menu.breath}</Button>
        <Button onClick={() => go('note')}>{copy.menu.note}</Button>
        <Button onClick={close}>{copy.menu.nothing}</Button>
      </div>
      <Further mark={mark} />
    </>
  )
}

/** Shows where a person could go from here once there is a circle. No one is sent on. */
function Further({ mark }: { mark: Mark }) {
  const { panel } = usePanelContext()
  const t = useCopy(panelMomentCopy)
  const own = useCopy(reflectionCopy)
  const paired = usePanel(({ standing }) => standing?.kind === 'paired')
  if (!paired) return null
  const [label, hint, room] =
    mark === 'landed_hard'
      ? ([t.concerns, t.concernsHint, 'my-concerns'] as const)
      : ([own.acknowledge, own.acknowledgeHint, 'repairs'] as const)
  return (
    <div className="further">
      <Button look="text" onClick={() => goTo(panel, room)}>
        {label}
      </Button>
      <p className="hint">{hint}</p>
    </div>
  )
}

/** Questions that a person could ask themselves, in their own time: to think of, not to fill in. */
function OwnQuestions() {
  const t = useCopy(reflectionCopy)
  return (
    <>
      <ul className="hint">
        {OwnQuestion.options.map((question) => (
          <li key={question}>{t.questions[question]}</li>
        ))}
      </ul>
      <p className="hint">
        {t.noNames} {t.whoSees}
      </p>
    </>
  )
}

function Breath({ back }: { back: () => void }) {
  const copy = useCopy(overlayCopy)
  const { words } = useBreath(copy)
  return (
    <>
      <p className="prompt" role="status">
        {words}
      </p>
      <div className="acts">
        <Button onClick={back}>{copy.done}</Button>
      </div>
    </>
  )
}
