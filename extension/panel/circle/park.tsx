import { ParkItem } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { numberInWords } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { characters } from '@tend/shared/schema'
import { useState } from 'react'
import * as v from 'valibot'
import { Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { TextField, WordsField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useDraft, useLoaded, usePanel } from '../use-panel.ts'
import { DayChoice } from './postpone.tsx'
import { useTitleProblem } from './titles.ts'

const empty = { title: '', why: '', effect: '', link: '', revisitOn: null as string | null }
type Draft = typeof empty

/** Puts something on the back burner. What is being written is kept until it is sent or the browser closes. */
export function ParkForm({ circleId }: { circleId: string }) {
  const t = useCopy(backburnerCopy)
  const name = `park ${circleId}`
  const { draft, begun, change } = useDraft(name, empty)
  const [open, setOpen] = useState(begun)
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite('park', name)
  const problems = useParkProblems(draft)
  const submit = async () => {
    setTried(true)
    if (Object.values(problems).some(Boolean)) return
    const body = { ...draft, link: draft.link.trim() || null }
    if (!taken(await send({ circleId, body }, draft.title.trim(), t.parked))) return
    setTried(false)
    setOpen(false)
  }
  return (
    <Opener label={t.emptyAction} open={open} set={setOpen}>
      <h3>{t.parkTitle}</h3>
      <Form busy={busy} submit={t.park} send={() => void submit()} cancel={() => setOpen(false)}>
        <ParkFields draft={draft} change={change} problems={tried ? problems : noProblems} />
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}

type Problems = { title: string | null; why: string | null; effect: string | null; link: string | null; day: string | null }
const noProblems: Problems = { title: null, why: null, effect: null, link: null, day: null }

function useParkProblems(draft: Draft): Problems {
  const t = useCopy(panelCircleCopy)
  const today = usePanel((state) => state.today)
  const language = usePanel((state) => state.language)
  const titleProblem = useTitleProblem()
  const long = (text: string) => (characters(text) > 1000 ? t.long(numberInWords(language, 1000)) : null)
  const link = draft.link.trim()
  return {
    title: titleProblem(draft.title),
    why: long(draft.why),
    effect: long(draft.effect),
    link: link === '' || v.safeParse(ParkItem.entries.link, link).success ? null : t.linkShape,
    day: draft.revisitOn !== null && draft.revisitOn <= today ? t.dayNeeded : null,
  }
}

function ParkFields({ draft, change, problems }: { draft: Draft; change: (part: Partial<Draft>) => void; problems: Problems }) {
  const { fields, whoReads, linkIsYours } = useCopy(backburnerCopy)
  const { draftKept } = useCopy(panelCopy)
  const simmerDays = useLoaded('circle').value?.simmerDays ?? 21
  return (
    <>
      <TextField
        label={fields.title}
        hint={fields.titleHint}
        problem={problems.title}
        value={draft.title}
        set={(title) => change({ title })}
      />
      <WordsField label={fields.why} hint={fields.optional} problem={problems.why} value={draft.why} set={(why) => change({ why })} />
      <WordsField
        label={fields.effect}
        hint={fields.optional}
        problem={problems.effect}
        value={draft.effect}
        set={(effect) => change({ effect })}
      />
      <DayChoice
        label={fields.revisit}
        none={{ label: fields.revisitNone, hint: fields.revisitHint(simmerDays) }}
        day={draft.revisitOn}
        set={(revisitOn) => change({ revisitOn })}
        problem={problems.day}
      />
      <TextField label={fields.link} hint={linkIsYours} problem={problems.link} plain value={draft.link} set={(link) => change({ link })} />
      <p className="who">{whoReads}</p>
      <p className="hint">{draftKept}</p>
    </>
  )
}
