import { panelCopy } from '@tend/shared/copy/panel'
import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import type { CircleView } from '@tend/shared/members/schema'
import { TroubleAlert } from '../parts/asks.tsx'
import { Toggle } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useLoaded, usePanel } from '../use-panel.ts'
import { Appoint, Appointed } from './appoint.tsx'

/**
 * The stewards, and until when they are. Facilitators appoint and end. Owners and admins of the Slack workspace are marked; guests are not
 * offered.
 */
export function Stewards({ circle, facilitates }: { circle: CircleView; facilitates: boolean }) {
  const t = useCopy(panelSettingsCopy)
  const today = usePanel((state) => state.today)
  return (
    <>
      <h3>{t.stewards}</h3>
      <p className="soft">{t.stewardsHint}</p>
      {circle.stewards.length === 0 && <p className="soft">{t.stewardsNone}</p>}
      <ul className="list rows">
        {circle.stewards.map(({ memberId, until }) => (
          <Appointed
            key={memberId}
            circle={circle}
            memberId={memberId}
            until={t.until(until, today)}
            write="endSteward"
            end={facilitates ? { named: t.endTermNamed, means: t.endTermConfirm } : null}
          />
        ))}
      </ul>
      {circle.people.some(({ slackAdmin }) => slackAdmin) && <p className="hint">{t.slackAdminHint}</p>}
      {facilitates && (
        <Appoint
          circle={circle}
          write="appoint"
          already={circle.stewards.map(({ memberId }) => memberId)}
          words={{ open: t.appoint, submit: t.appointSubmit, noneLeft: t.appointNoneLeft }}
        />
      )}
      {circle.myRoles.includes('steward') && <AwayToggle circle={circle} />}
    </>
  )
}

function AwayToggle({ circle }: { circle: CircleView }) {
  const p = useCopy(panelCopy)
  const t = useCopy(panelSettingsCopy)
  const me = useLoaded('me').value?.id
  const { send, trouble } = useWrite('setAway')
  const away = circle.people.find(({ id }) => id === me)?.away ?? false
  return (
    <>
      <h3>{t.stewardMe}</h3>
      <Toggle label={t.awayMe} checked={away} set={async (next) => taken(await send({ away: next }, '', p.saved))} />
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}
