import { repairsCopy } from '@tend/shared/copy/repairs'
import type { AcknowledgementView, RepairView } from '@tend/shared/repairs/schema'
import { TroubleAlert } from '../parts/asks.tsx'
import { Button } from '../parts/controls.tsx'
import { useWrite } from '../parts/trouble.ts'
import { useArrival, useCopy, useLoaded, usePanel } from '../use-panel.ts'
import { AcknowledgeForm } from './acknowledge.tsx'
import { OpenRepairForm } from './open-repair.tsx'

/** The repairs the circle is tending, with what was acknowledged. There are no steps and nothing to tick. */
export function Repairs({ circleId }: { circleId: string }) {
  const t = useCopy(repairsCopy)
  const { value } = useLoaded('repairs')
  const heading = useArrival('repairs')
  const repairs = value?.items ?? []
  return (
    <section aria-labelledby="repairs">
      <h2 id="repairs" ref={heading} tabIndex={-1}>
        {t.title}
      </h2>
      {value && repairs.length === 0 && <p className="soft">{t.empty}</p>}
      {repairs.length > 0 && (
        <ul className="list">
          {repairs.map((repair) => (
            <li key={repair.id}>
              <Repair repair={repair} />
            </li>
          ))}
        </ul>
      )}
      <OpenRepairForm circleId={circleId} from={null} label={t.openAction} />
    </section>
  )
}

function Repair({ repair }: { repair: RepairView }) {
  const t = useCopy(repairsCopy)
  const acknowledged = repair.nothingChangedYet ? t.nothingChangedYet : repair.acknowledged ? t.acknowledged : t.notAcknowledged
  return (
    <details className="item">
      <summary>
        <span className="title" dir="auto">
          {repair.title}
        </span>
        <span className="meta">
          <span className="tag">{t.states[repair.state]}</span> {[acknowledged, t.openFor(repair.openWeeks)].join(' · ')}
        </span>
      </summary>
      {repair.acknowledgements.map((one) => (
        <Acknowledgement key={one.id} repair={repair} one={one} />
      ))}
      {repair.state !== 'set_down' && <AcknowledgeForm repair={repair} />}
    </details>
  )
}

function Acknowledgement({ repair, one }: { repair: RepairView; one: AcknowledgementView }) {
  const t = useCopy(repairsCopy)
  const today = usePanel((state) => state.today)
  const about = [one.from ? t.from(one.from) : t.fromCircle, t.hows[one.how], one.sharedOn && t.sharedOn(one.sharedOn, today)]
  return (
    <article className="said">
      <p className="words" dir="auto">
        {one.words}
      </p>
      <p className="meta">
        <span className="tag">{t.ackStates[one.state]}</span> {about.filter(Boolean).join(' · ')}
      </p>
      {one.joinedByMe && <p className="hint">{t.joined}</p>}
      <AcknowledgementVerbs repair={repair} one={one} />
    </article>
  )
}

function AcknowledgementVerbs({ repair, one }: { repair: RepairView; one: AcknowledgementView }) {
  const t = useCopy(repairsCopy)
  const ours = one.by === 'circle'
  const shared = one.state === 'shared'
  const outside = shared || one.state === 'made'
  return (
    <div className="verbs">
      {one.state === 'drafted' && one.mine && <Verb name="share" repair={repair} one={one} label={t.share} said={t.shared} />}
      {one.state === 'kept_until_wanted' && <p className="hint">{t.kept}</p>}
      {outside && ours && !one.mine && !one.joinedByMe && <Verb name="join" repair={repair} one={one} label={t.join} said={t.joined} />}
      {shared && (one.mine || ours) && <Verb name="make" repair={repair} one={one} label={t.make} said={t.made} />}
    </div>
  )
}

type VerbProps = { name: 'share' | 'join' | 'make'; repair: RepairView; one: AcknowledgementView; label: string; said: string }

function Verb({ name, repair, one, label, said }: VerbProps) {
  const { send, busy, trouble } = useWrite(name)
  return (
    <>
      <Button busy={busy} onClick={() => void send({ repairId: repair.id, acknowledgementId: one.id }, repair.title, said)}>
        {label}
      </Button>
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}
