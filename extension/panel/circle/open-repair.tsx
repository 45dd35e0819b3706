import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { repairsCopy } from '@tend/shared/copy/repairs'
import { useState } from 'react'
import { Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { TextField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useDraft } from '../use-panel.ts'
import { useTitleProblem } from './titles.ts'

/** Opens a repair with a title the circle reads. It begins with the title of a back-burner item, or with a few words. */
export function OpenRepairForm({ circleId, from, label }: { circleId: string; from: BackBurnerView | null; label: string }) {
  const t = useCopy(repairsCopy)
  const name = `open repair ${from?.id ?? circleId}`
  const { draft, begun, change } = useDraft(name, { title: from?.title ?? '' })
  const [open, setOpen] = useState(begun)
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite('openRepair', name)
  const titleProblem = useTitleProblem()
  const submit = async () => {
    setTried(true)
    if (titleProblem(draft.title)) return
    const body = { title: draft.title.trim(), fromItemId: from?.id ?? null }
    if (!taken(await send({ circleId, body }, body.title, t.opened))) return
    setTried(false)
    setOpen(false)
  }
  return (
    <Opener label={label} open={open} set={setOpen}>
      <Form busy={busy} submit={t.open} send={() => void submit()} cancel={() => setOpen(false)}>
        <TextField
          label={t.titleAsk}
          hint={t.titleHint}
          problem={tried ? titleProblem(draft.title) : null}
          value={draft.title}
          set={(title) => change({ title })}
        />
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}
