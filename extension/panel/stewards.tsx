import { panelCopy } from '@tend/shared/copy/panel'
import type { CircleView, PersonView } from '@tend/shared/members/schema'
import { useState } from 'react'
import { Confirm, Form, Opener, Trouble } from './asks.tsx'
import { SelectField, Toggle } from './controls.tsx'
import { marksOf } from './marks.ts'
import { taken, useWrite } from './trouble.ts'
import { useCopy, useLoaded, usePanel } from './use-panel.ts'

/** Who is a steward, until when; facilitators appoint and end. Owners and admins of the Slack workspace are marked, guests not offered. */
export function Stewards({ circle, facilitates }: { circle: CircleView; facilitates: boolean }) {
  const t = useCopy(panelCopy).settings
  return (
    <>
      <h3>{t.stewards}</h3>
      <p className="soft">{t.stewardsHint}</p>
      {circle.stewards.length === 0 && <p className="soft">{t.stewardsNone}</p>}
      <ul className="list rows">
        {circle.stewards.map(({ memberId, until }) => (
          <Steward key={memberId} circle={circle} memberId={memberId} until={until} facilitates={facilitates} />
        ))}
      </ul>
      {circle.people.some(({ slackAdmin }) => slackAdmin) && <p className="hint">{t.slackAdminHint}</p>}
      {facilitates && <Appoint circle={circle} />}
      {circle.myRoles.includes('steward') && <AwayToggle circle={circle} />}
    </>
  )
}

function Steward({ circle, memberId, until, facilitates }: { circle: CircleView; memberId: string; until: string; facilitates: boolean }) {
  const p = useCopy(panelCopy)
  const t = p.settings
  const today = usePanel((state) => state.today)
  const me = useLoaded('me').value?.id
  const { send, trouble } = useWrite('endSteward')
  const person = circle.people.find(({ id }) => id === memberId)
  const name = person?.displayName ?? ''
  return (
    <li>
      <p>
        <span className="title" dir="auto">
          {name}
        </span>{' '}
        <span className="meta">{[...marksOf(person, me, t), t.until(until, today)].join(' · ')}</span>
      </p>
      {facilitates && (
        <Confirm
          look="text"
          label={t.endTerm}
          name={t.endTermNamed(name)}
          means={t.endTermConfirm(name)}
          yes={t.endTerm}
          sure={() => send({ circleId: circle.id, memberId }, '', p.done)}
        />
      )}
      {trouble && <Trouble>{trouble}</Trouble>}
    </li>
  )
}

function Appoint({ circle }: { circle: CircleView }) {
  const p = useCopy(panelCopy)
  const t = p.settings
  const [open, setOpen] = useState(false)
  const [memberId, setMemberId] = useState('')
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite('appoint')
  const already = new Set(circle.stewards.map((one) => one.memberId))
  const offered = circle.people.filter((person) => !person.guest && !already.has(person.id))
  const submit = async () => {
    setTried(true)
    if (!memberId || !taken(await send({ circleId: circle.id, body: { memberId } }, '', p.done))) return
    setMemberId('')
    setTried(false)
    setOpen(false)
  }
  if (offered.length === 0) return <p className="soft">{t.appointNoneLeft}</p>
  return (
    <Opener label={t.appoint} open={open} set={setOpen}>
      <Form busy={busy} submit={t.appointSubmit} send={() => void submit()} cancel={() => setOpen(false)}>
        <SelectField
          label={t.appointPick}
          problem={tried && !memberId ? t.appointNobody : null}
          value={memberId}
          options={[{ value: '', label: '' }, ...offered.map((person) => ({ value: person.id, label: marked(person, t.slackAdmin) }))]}
          set={setMemberId}
        />
        {trouble && <Trouble>{trouble}</Trouble>}
      </Form>
    </Opener>
  )
}

const marked = ({ displayName, slackAdmin }: PersonView, mark: string) => (slackAdmin ? `${displayName} (${mark})` : displayName)

function AwayToggle({ circle }: { circle: CircleView }) {
  const p = useCopy(panelCopy)
  const me = useLoaded('me').value?.id
  const { send, trouble } = useWrite('setAway')
  const away = circle.people.find(({ id }) => id === me)?.away ?? false
  return (
    <>
      <h3>{p.settings.stewardMe}</h3>
      <Toggle label={p.settings.awayMe} checked={away} set={async (next) => taken(await send({ away: next }, '', p.saved))} />
      {trouble && <Trouble>{trouble}</Trouble>}
    </>
  )
}
