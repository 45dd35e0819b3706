import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { dayInWords, weeksInWords } from '@tend/shared/copy/copy'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { addDays, FARTHEST_DAYS } from '@tend/shared/zone'
import { useState } from 'react'
import { Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { Field, SelectField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, usePanel } from '../use-panel.ts'

/** The spans offered, in weeks. Each is said with the day it leads to, so that its length is plain. */
const spans = [1, 2, 4, 12]

/** A day ahead: one of the spans, a day of one's own, or no day where `none` is offered. */
export function DayChoice(props: {
  label: string
  none?: { label: string; hint: string }
  day: string | null
  set: (day: string | null) => void
  problem: string | null
}) {
  const p = useCopy(panelCircleCopy)
  const language = usePanel((state) => state.language)
  const today = usePanel((state) => state.today)
  const { label, none, day, set, problem } = props
  const days = spans.map((weeks) => ({ weeks, day: addDays(today, weeks * 7) }))
  const [own, setOwn] = useState(day !== null && !days.some((one) => one.day === day))
  const options = [
    ...(none ? [{ value: '', label: none.label }] : []),
    ...days.map((one) => ({
      value: one.day,
      label: p.untilDay(weeksInWords(language, one.weeks), dayInWords(language, one.day, today)),
    })),
    { value: 'own', label: p.ownDay },
  ]
  const choose = (value: string) => {
    setOwn(value === 'own')
    set(value === 'own' || value === '' ? null : value)
  }
  return (
    <>
      <SelectField label={label} hint={none?.hint} value={own ? 'own' : (day ?? '')} options={options} set={choose} />
      {own && (
        <Field label={p.day} problem={problem}>
          {(described) => (
            <input
              {...described}
              type="date"
              min={addDays(today, 1)}
              max={addDays(today, FARTHEST_DAYS.withinAYear)}
              value={day ?? ''}
              onChange={(event) => set(event.target.value || null)}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** Lets an item wait until a day. Then it asks again, and not before. */
export function PostponeForm({ item }: { item: BackBurnerView }) {
  const t = useCopy(backburnerCopy)
  const p = useCopy(panelCircleCopy)
  const today = usePanel((state) => state.today)
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState<string | null>(addDays(today, 28))
  const [missing, setMissing] = useState(false)
  const { send, busy, trouble } = useWrite('postpone')
  const submit = async () => {
    setMissing(day === null || day <= today)
    if (day === null || day <= today) return
    if (taken(await send({ id: item.id, body: { revisitOn: day } }, item.title, t.done.postponed(day, today)))) setOpen(false)
  }
  return (
    <Opener label={t.verbs.postpone} open={open} set={setOpen}>
      <Form busy={busy} submit={t.verbs.postpone} send={() => void submit()} cancel={() => setOpen(false)}>
        <DayChoice label={t.verbs.postponeAsk} day={day} set={setDay} problem={missing ? p.dayNeeded : null} />
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}
