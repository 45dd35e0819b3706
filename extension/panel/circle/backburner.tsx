import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { useState } from 'react'
import type { WriteName } from '../../api/requests.ts'
import { Confirm, Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { Button, WordsField } from '../parts/controls.tsx'
import { LabelledWords } from '../parts/labelled-words.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useArrival, useCopy, useDraft, useLoaded, usePanel } from '../use-panel.ts'
import { OpenRepairForm } from './open-repair.tsx'
import { ParkForm } from './park.tsx'
import { PostponeForm } from './postpone.tsx'

const inSight = (item: BackBurnerView) =>
  item.state === 'simmering' || item.state === 'flagged' || (item.state === 'picked_up' && !item.repairId)
const order = { flagged: 0, picked_up: 1, simmering: 2, set_down: 3, hidden: 4 }

/** The back burner of the circle. Items that ask for attention come first; those set down or out of sight are folded at the end. */
export function BackBurner({ circleId }: { circleId: string }) {
  const t = useCopy(backburnerCopy)
  const p = useCopy(panelCircleCopy)
  const { value } = useLoaded('backBurner')
  const heading = useArrival('back-burner')
  const items = [...(value?.items ?? [])].sort((a, b) => order[a.state] - order[b.state] || b.waitingWeeks - a.waitingWeeks)
  const shown = items.filter(inSight)
  const rest = items.filter((item) => !inSight(item) && !(item.state === 'picked_up' && item.repairId))
  return (
    <section aria-labelledby="back-burner">
      <h2 id="back-burner" ref={heading} tabIndex={-1}>
        {t.title}
      </h2>
      {value && shown.length === 0 && <p className="soft">{t.empty}</p>}
      <ItemList items={shown} />
      <ParkForm circleId={circleId} />
      {rest.length > 0 && (
        <details className="item folded">
          <summary>
            <span>{p.putAway}</span>
          </summary>
          <ItemList items={rest} />
        </details>
      )}
    </section>
  )
}

function ItemList({ items }: { items: readonly BackBurnerView[] }) {
  if (items.length === 0) return null
  return (
    <ul className="list">
      {items.map((item) => (
        <li key={item.id}>
          <Item item={item} />
        </li>
      ))}
    </ul>
  )
}

function Item({ item }: { item: BackBurnerView }) {
  return (
    <details className="item">
      <summary>
        <span className="title" dir="auto">
          {item.title}
        </span>
        <Meta item={item} />
      </summary>
      <Story item={item} />
      {item.state === 'hidden' ? <Restore item={item} /> : <Verbs item={item} />}
    </details>
  )
}

function Meta({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const { marker } = useCopy(panelCopy).outbox
  const today = usePanel((state) => state.today)
  const waits = usePanel((state) => state.waiting.some(({ args, refused }) => !refused && 'id' in args && args.id === item.id))
  const parts = [
    item.flaggedBecause && t.because[item.flaggedBecause],
    t.waiting(item.waitingWeeks),
    item.revisitOn && item.state === 'simmering' && t.revisitOn(item.revisitOn, today),
    item.touches && item.flaggedBecause !== 'echoes' && t.touchesSeveral,
  ].filter(Boolean)
  return (
    <span className="meta">
      <span className={item.state === 'flagged' ? 'tag clay' : 'tag'}>{t.states[item.state]}</span>{' '}
      {waits && <span className="tag clay">{marker}</span>} {parts.join(' · ')}
    </span>
  )
}

function Story({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const p = useCopy(panelCircleCopy)
  return (
    <>
      {item.why && <LabelledWords label={t.fields.why} words={item.why} />}
      {item.effect && <LabelledWords label={t.fields.effect} words={item.effect} />}
      {item.link && (
        <p>
          <a href={item.link} target="_blank" rel="noreferrer">
            {t.openLink}
          </a>{' '}
          <span className="hint">{p.linkHint}</span>
        </p>
      )}
      {item.parkedByMe && <p className="hint">{t.parkedByMe}</p>}
    </>
  )
}

function Verbs({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const simmers = item.state === 'simmering' || item.state === 'flagged'
  return (
    <>
      {item.echoedByMe && <p className="hint">{t.verbs.echoed}</p>}
      <div className="verbs">
        {simmers && !item.echoedByMe && !item.parkedByMe && <Verb name="echo" item={item} label={t.verbs.echo} said={t.verbs.echoed} />}
        {simmers && <Verb name="tend" item={item} label={t.verbs.tend} said={t.done.tended} />}
        {item.state !== 'set_down' && <OpenRepairForm circleId={item.circleId} from={item} label={t.verbs.openRepair} />}
        {simmers && <Verb name="pickUp" item={item} label={t.verbs.pickUp} said={t.done.pickedUp} />}
        {simmers && <PostponeForm item={item} />}
        {item.state === 'set_down' && <Verb name="tend" item={item} label={t.verbs.takeUpAgain} said={t.done.tended} />}
        {item.state === 'picked_up' && <Verb name="tend" item={item} label={t.verbs.tend} said={t.done.tended} />}
        {item.state !== 'set_down' && <SetDownForm item={item} />}
        <Hide item={item} />
      </div>
    </>
  )
}

type Simple = Extract<WriteName, 'echo' | 'tend' | 'pickUp' | 'restore' | 'hide'>

function Verb({ name, item, label, said }: { name: Simple; item: BackBurnerView; label: string; said: string }) {
  const { send, busy, trouble } = useWrite(name)
  return (
    <>
      <Button busy={busy} onClick={() => void send({ id: item.id }, item.title, said)}>
        {label}
      </Button>
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}

function Restore({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  return <Verb name="restore" item={item} label={t.verbs.restore} said={t.done.restored} />
}

function Hide({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const { send, trouble } = useWrite('hide')
  return (
    <>
      <Confirm
        look="text"
        label={t.verbs.hide}
        means={t.verbs.hideHint}
        yes={t.verbs.hide}
        sure={() => send({ id: item.id }, item.title, t.done.hidden)}
      />
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}

function SetDownForm({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const p = useCopy(panelCircleCopy)
  const name = `set down ${item.id}`
  const { draft, begun, change } = useDraft(name, { reason: '' })
  const [open, setOpen] = useState(begun)
  const { send, busy, trouble } = useWrite('setDown', name)
  const tooLong = [...draft.reason].length > 500 ? p.long('500') : null
  const submit = async () => {
    if (tooLong) return
    if (taken(await send({ id: item.id, body: { reason: draft.reason } }, item.title, t.done.setDown))) setOpen(false)
  }
  return (
    <Opener label={t.verbs.setDown} open={open} set={setOpen}>
      <Form busy={busy} submit={t.verbs.setDown} send={() => void submit()} cancel={() => setOpen(false)}>
        <WordsField label={t.verbs.setDownAsk} problem={tooLong} value={draft.reason} set={(reason) => change({ reason })} />
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}
