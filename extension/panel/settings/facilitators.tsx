import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import type { CircleView } from '@tend/shared/members/schema'
import { useCopy } from '../use-panel.ts'
import { Appoint, Appointed } from './appoint.tsx'

/** Facilitators name others and end that, and the last one of them stays. While there is none, a steward names one. */
export function Facilitators({ circle, facilitates }: { circle: CircleView; facilitates: boolean }) {
  const t = useCopy(panelSettingsCopy)
  const { facilitators } = circle
  const end = facilitates && facilitators.length > 1 ? { named: t.endFacilitatingNamed, means: t.endFacilitatingConfirm } : null
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
          <Appointed key={memberId} circle={circle} memberId={memberId} write="endFacilitator" end={end} />
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
