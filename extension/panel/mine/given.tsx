import type { GivenConcernView, WaitingConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { panelMineCopy } from '@tend/shared/copy/panel-mine'
import { useState } from 'react'
import { Confirm, TroubleAlert } from '../parts/asks.tsx'
import { Button } from '../parts/controls.tsx'
import { useWrite } from '../parts/trouble.ts'
import { useCopy, useLoaded, usePanel } from '../use-panel.ts'
import { GivenWords } from './concern-words.tsx'

/** The concerns that were given to this person as a steward. Words appear only after they are opened, and are not kept. */
export function GivenToMe() {
  const t = useCopy(concernsCopy).given
  const { value } = useLoaded('given')
  const steward = useLoaded('circle').value?.myRoles.includes('steward') ?? false
  if (!value || (!steward && value.items.length === 0)) return null
  return (
    <section aria-labelledby="given">
      <h2 id="given">{t.listTitle}</h2>
      {value.items.length === 0 && <p className="soft">{t.listEmpty}</p>}
      {value.items.length > 0 && (
        <ul className="list">
          {value.items.map((waiting) => (
            <li key={waiting.id}>
              <GivenConcern waiting={waiting} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function GivenConcern({ waiting }: { waiting: WaitingConcernView }) {
  const c = useCopy(concernsCopy)
  const t = c.given
  const today = usePanel((state) => state.today)
  const [opened, setOpened] = useState<GivenConcernView | null>(null)
  const { send, busy, trouble } = useWrite('openGiven')
  const open = async () => {
    const written = await send({ id: waiting.id }, '', '')
    if (written && 'done' in written) setOpened(written.done)
  }
  const canOpen = waiting.state !== 'stepped_back' && waiting.state !== 'withdrawn'
  return (
    <div className="item">
      <p className="meta">
        <span className={waiting.state === 'waiting' ? 'tag clay' : 'tag'}>{t.states[waiting.state]}</span> {t.on(waiting.givenOn, today)}
      </p>
      {waiting.state === 'withdrawn' && <p>{t.withdrawn}</p>}
      {canOpen && !opened && (
        <div className="verbs">
          <Button busy={busy} onClick={() => void open()}>
            {c.notice.open}
          </Button>
          <StepBack id={waiting.id} />
        </div>
      )}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      {canOpen && opened && <Opened concern={opened} state={waiting.state} close={() => setOpened(null)} />}
    </div>
  )
}

function Opened({ concern, state, close }: { concern: GivenConcernView; state: WaitingConcernView['state']; close: () => void }) {
  const t = useCopy(concernsCopy).given
  const p = useCopy(panelMineCopy)
  const { send, busy, trouble } = useWrite('hear')
  return (
    <div className="card">
      <p className="hint">{t.sees}</p>
      <GivenWords concern={concern} />
      <div className="verbs">
        {state !== 'heard' && (
          <Button look="main" busy={busy} onClick={() => void send({ id: concern.id }, '', t.hearDone)}>
            {t.hear}
          </Button>
        )}
        <Button onClick={close}>{p.closeReading}</Button>
        <StepBack id={concern.id} />
      </div>
      {state !== 'heard' && <p className="hint">{t.hearHint}</p>}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </div>
  )
}

/** Stepping back takes one question and no reason. */
function StepBack({ id }: { id: string }) {
  const t = useCopy(concernsCopy).given
  const { send, trouble } = useWrite('stepBack')
  return (
    <>
      <Confirm
        look="text"
        label={t.stepBack}
        means={`${t.stepBackHint} ${t.stepBackConfirm}`}
        yes={t.stepBack}
        sure={() => send({ id }, '', t.stepBackDone)}
      />
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}
