import { panelCopy } from '@tend/shared/copy/panel'
import type { CircleView } from '@tend/shared/members/schema'
import { Appoint } from './appoint.tsx'
import { Confirm, Trouble } from './asks.tsx'
import { marksOf } from './marks.ts'
import { useWrite } from './trouble.ts'
import { useCopy, useLoaded } from './use-panel.ts'

/** Who facilitates: they name others and end it, the last one of them stays. While nobody does, a steward names somebody. */
export function Facilitators({ circle, facilitates }: { circle: CircleView; facilitates: boolean }) {
  const t = useCopy(panelCopy).settings
  const { facilitators } = circle
  const takesUp = facilitators.length === 0 && circle.myRoles.includes('steward')
  return (
    <>
      <h3>{t.facilitators}</h3>
      <p className="soft">{t.facilitatorsHint}</p>
      {facilitators.length === 0 && (
        <p className="who">
          {t.facilitatorsNone} {takesUp ? t.facilitatorsNoneSteward : t.facilitatorsNoneAsk}
        </p>
      )}
      <ul className="list rows">
        {facilitators.map((memberId) => (
          <Facilitator key={memberId} circle={circle} memberId={memberId} ends={facilitates && facilitators.length > 1} />
        ))}
      </ul>
      {facilitates && facilitators.length === 1 && <p className="hint">{t.lastFacilitator}</p>}
      {(facilitates || takesUp) && (
        <Appoint
          circle={circle}
          write="appointFacilitator"
          already={facilitators}
          words={{ open: t.appointFacilitator, submit: t.appointFacilitatorSubmit, noneLeft: t.appointFacilitatorNoneLeft }}
        />
      )}
    </>
  )
}

function Facilitator({ circle, memberId, ends }: { circle: CircleView; memberId: string; ends: boolean }) {
  const p = useCopy(panelCopy)
  const t = p.settings
  const me = useLoaded('me').value?.id
  const { send, trouble } = useWrite('endFacilitator')
  const person = circle.people.find(({ id }) => id === memberId)
  const name = person?.displayName ?? ''
  const marks = marksOf(person, me, t)
  return (
    <li>
      <p>
        <span className="title" dir="auto">
          {name}
        </span>{' '}
        {marks.length > 0 && <span className="meta">{marks.join(' · ')}</span>}
      </p>
      {ends && (
        <Confirm
          look="text"
          label={t.endTerm}
          name={t.endFacilitatingNamed(name)}
          means={t.endFacilitatingConfirm(name)}
          yes={t.endTerm}
          sure={() => send({ circleId: circle.id, memberId }, '', p.done)}
        />
      )}
      {trouble && <Trouble>{trouble}</Trouble>}
    </li>
  )
}
