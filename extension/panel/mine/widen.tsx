import { noticeHours } from '@tend/shared/concerns/due'
import { othersFor, type Review, reviewWider } from '@tend/shared/concerns/review'
import type { MyConcernView, Notify } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { panelCopy } from '@tend/shared/copy/panel'
import type { CircleView, PersonView } from '@tend/shared/members/schema'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { RequestOutcome, Why } from '../../api/outcome.ts'
import { askToRead } from '../../api/panel-asks.ts'
import { Form, Opener, TroubleAlert, Waiting } from '../parts/asks.tsx'
import { Button, ChoiceField, Toggle } from '../parts/controls.tsx'
import { taken, useWrite, whyInWords } from '../parts/trouble.ts'
import { loadTab } from '../store.ts'
import { useCopy, useDraft, useLoaded, usePanelContext } from '../use-panel.ts'
import { GivenWords } from './concern-words.tsx'

const empty = { picked: [] as readonly string[], notify: 'at_fixed_hours' as Notify }
const nameOf = ({ displayName }: { displayName: string }) => displayName

/** Gives a concern of one's own to more stewards: the person chooses whom, reads exactly what they will see, and then gives it. */
export function Widen({ concern }: { concern: MyConcernView }) {
  const { widen } = useCopy(concernsCopy).mine
  const { begun, drop } = useDraft(draftOf(concern), empty)
  const [open, setOpen] = useState(begun)
  const close = () => {
    drop()
    setOpen(false)
  }
  return (
    <Opener label={widen} open={open} set={setOpen}>
      <h3>{widen}</h3>
      <InItsCircle concern={concern}>
        {(circle, again) => <Giving concern={concern} circle={circle} again={again} close={close} />}
      </InItsCircle>
    </Opener>
  )
}

const draftOf = ({ id }: MyConcernView) => `widen ${id}`

/** The concern's circle as it is now, which need not be the one the panel shows. */
function InItsCircle(props: { concern: MyConcernView; children: (circle: CircleView, again: () => Promise<void>) => ReactNode }) {
  const p = useCopy(panelCopy)
  const t = useCopy(concernsCopy)
  const { circleId } = props.concern
  const shown = useLoaded('circle').value
  const [read, setRead] = useState<RequestOutcome<CircleView> | null>(
    shown?.id === circleId ? { ok: true, value: shown, stale: true } : null,
  )
  // The circle that was here before stays while the server does not answer.
  const again = useCallback(async () => {
    const outcome = await askToRead('circle', circleId)
    setRead((before) => (outcome.ok || !before?.ok ? outcome : before))
  }, [circleId])
  useEffect(() => void again(), [again])
  if (read === null) return <Waiting what={p.waiting.circle} />
  if (!read.ok) return <TroubleAlert again={() => void again()}>{whyInWords(p, read.why)}</TroubleAlert>
  return (
    <>
      <p className="soft">{t.emergency(read.value.emergencyContact)}</p>
      {props.children(read.value, again)}
    </>
  )
}

function Giving(props: { concern: MyConcernView; circle: CircleView; again: () => Promise<void>; close: () => void }) {
  const { concern, circle, again, close } = props
  const { panel } = usePanelContext()
  const me = useLoaded('me').value?.id ?? ''
  const { draft, change } = useDraft(draftOf(concern), empty)
  const why = useWhyNot()
  const [step, setStep] = useState<'whom' | 'review'>('whom')
  const [said, setSaid] = useState<string | null>(null)
  const place = useFocusOn(step)
  const about = { circle, me, now: new Date() }
  const { free, notNow } = othersFor(concern, about)
  const picked = draft.picked.filter((id) => free.some((one) => one.id === id))
  const reviewed = reviewWider(concern, picked, about)
  const anew = async (refused: Why) => {
    setSaid(why(refused))
    setStep('whom')
    await Promise.all([again(), loadTab(panel, 'mine')])
  }
  const next = () => {
    setSaid(null)
    setStep('review')
  }
  const whom = { free, notNow, picked, said, close, change, next, outside: circle.outsideContact, notify: draft.notify }
  return (
    <div ref={place}>
      {step === 'review' && reviewed.ok ? (
        <Reviewed concern={concern} recipients={reviewed.value} back={() => setStep('whom')} anew={anew} close={close} />
      ) : (
        <Whom {...whom} />
      )}
    </div>
  )
}

/** A step that takes the place of another gives the focus to the first thing in it, as the focus went with the other one. */
function useFocusOn(step: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const was = useRef(step)
  useEffect(() => {
    if (was.current === step) return
    was.current = step
    place.current?.querySelector<HTMLElement>('h3, input, button')?.focus()
  }, [step])
  return place
}

/**
 * No steward is chosen beforehand. Owners and admins of the Slack workspace are marked, and those who take on nothing new are named below.
 */
function Whom(props: {
  free: readonly PersonView[]
  notNow: readonly PersonView[]
  picked: readonly string[]
  notify: Notify
  outside: string | null
  said: string | null
  change: (part: Partial<typeof empty>) => void
  next: () => void
  close: () => void
}) {
  const { free, notNow, picked, notify, outside, said, change, next, close } = props
  const { mine, who, notify: when, ...t } = useCopy(concernsCopy)
  const [tried, setTried] = useState(false)
  const rest = notNow.length > 0 && <p className="hint">{who.noNewOnes(notNow.map(nameOf))}</p>
  if (free.length === 0)
    return (
      <>
        {said && <TroubleAlert>{said}</TroubleAlert>}
        <p>{mine.widenNobody}</p>
        {rest}
        {outside && <p className="hint">{t.outside(outside)}</p>}
        <Button look="text" onClick={close}>
          {t.close}
        </Button>
      </>
    )
  const choose = (id: string, on: boolean) => change({ picked: on ? [...picked, id] : picked.filter((one) => one !== id) })
  return (
    <Form busy={false} submit={t.next} send={() => (picked.length > 0 ? next() : setTried(true))} cancel={close}>
      <fieldset className="field choices">
        <legend>{who.pick}</legend>
        <p className="hint">{mine.widenHint}</p>
        {free.map(({ id, displayName, slackAdmin }) => (
          <Toggle
            key={id}
            label={slackAdmin ? who.slackAdmin(displayName) : displayName}
            checked={picked.includes(id)}
            set={(on) => choose(id, on)}
          />
        ))}
      </fieldset>
      {rest}
      {free.some(({ slackAdmin }) => slackAdmin) && <p className="hint">{who.slackAdminHint}</p>}
      <ChoiceField
        label={when.question}
        value={notify}
        options={(['at_fixed_hours', 'now'] as const).map((value) => ({ value, label: when.options[value] }))}
        set={(value) => change({ notify: value })}
      />
      <p className="hint">{when.hint(noticeHours)}</p>
      {tried && picked.length === 0 && <TroubleAlert>{mine.widenNone}</TroubleAlert>}
      {said && <TroubleAlert>{said}</TroubleAlert>}
    </Form>
  )
}

/**
 * The concern is given to exactly the stewards it names. When they have changed meanwhile, the person chooses anew. Any other trouble
 * stands here, and the person can send again.
 */
function Reviewed(props: {
  concern: MyConcernView
  recipients: Review['recipients']
  back: () => void
  anew: (why: Why) => Promise<void>
  close: () => void
}) {
  const { concern, recipients, back, anew, close } = props
  const { review, mine } = useCopy(concernsCopy)
  const { draft } = useDraft(draftOf(concern), empty)
  const { send, busy, trouble } = useWrite('widen', draftOf(concern))
  const names = recipients.map(nameOf)
  const [first] = recipients
  const give = async () => {
    const ids = recipients.map(({ memberId }) => memberId)
    const body = { to: 'stewards' as const, recipients: ids, shownTo: ids, notify: draft.notify }
    const written = await send({ id: concern.id, body }, '', mine.widenDone(names))
    if (taken(written)) close()
    else if (written && 'why' in written && written.why.kind === 'refused') await anew(written.why)
  }
  return (
    <Form busy={busy} submit={review.give} send={() => void give()} cancel={back}>
      <h3 tabIndex={-1}>{review.question}</h3>
      <p dir="auto">{review.sees(names)}</p>
      <div className="card">{first && <GivenWords concern={first.sees} />}</div>
      {concern.leftOut.length > 0 && <p dir="auto">{review.leftOut(concern.leftOut.map(nameOf))}</p>}
      <p className="hint">{review.next}</p>
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </Form>
  )
}

/** Says what a refusal means here, where the person picked stewards. */
function useWhyNot(): (why: Why) => string {
  const p = useCopy(panelCopy)
  const { mine, refusals } = useCopy(concernsCopy)
  return (why) => {
    if (why.kind !== 'refused') return whyInWords(p, why)
    if (why.code === 'nobody_left') return mine.widenHave
    return (refusals as Record<string, string>)[why.code] ?? p.why.other
  }
}
