import { panelCopy } from '@tend/shared/copy/panel'
import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import type { CircleView, PersonView } from '@tend/shared/members/schema'
import { useState } from 'react'
import { Confirm, Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { SelectField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useLoaded } from '../use-panel.ts'
import { marksOf } from './beside-names.ts'

type Words = { open: string; submit: string; noneLeft: string }

/**
 * Appoints a person of the circle who is not appointed yet. Guests are not offered; owners and admins of the Slack workspace are marked.
 */
export function Appoint(props: { circle: CircleView; write: 'appoint' | 'appointFacilitator'; already: readonly string[]; words: Words }) {
  const { circle, already, words } = props
  const p = useCopy(panelCopy)
  const t = useCopy(panelSettingsCopy)
  const [open, setOpen] = useState(false)
  const [memberId, setMemberId] = useState('')
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite(props.write)
  const offered = circle.people.filter((person) => !person.guest && !already.includes(person.id))
  const submit = async () => {
    setTried(true)
    if (!memberId || !taken(await send({ circleId: circle.id, body: { memberId } }, '', p.done))) return
    setMemberId('')
    setTried(false)
    setOpen(false)
  }
  if (offered.length === 0) return <p className="soft">{words.noneLeft}</p>
  return (
    <Opener label={words.open} open={open} set={setOpen}>
      <Form busy={busy} submit={words.submit} send={() => void submit()} cancel={() => setOpen(false)}>
        <SelectField
          label={t.appointPick}
          problem={tried && !memberId ? t.appointNobody : null}
          value={memberId}
          options={[{ value: '', label: '' }, ...offered.map((person) => ({ value: person.id, label: marked(person, t.slackAdmin) }))]}
          set={setMemberId}
        />
        {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
      </Form>
    </Opener>
  )
}

const marked = ({ displayName, slackAdmin }: PersonView, mark: string) => (slackAdmin ? `${displayName} (${mark})` : displayName)

/**
 * A person who is appointed, with what stands beside their name. `write` and `end` say by which request and in which words the reader may
 * end that; `end` is null where they may not.
 */
export function Appointed(props: {
  circle: CircleView
  memberId: string
  until?: string
  write: 'endSteward' | 'endFacilitator'
  end: { named: (name: string) => string; means: (name: string) => string } | null
}) {
  const { circle, memberId, end } = props
  const p = useCopy(panelCopy)
  const t = useCopy(panelSettingsCopy)
  const me = useLoaded('me').value?.id
  const { send, trouble } = useWrite(props.write)
  const person = circle.people.find(({ id }) => id === memberId)
  const name = person?.displayName ?? ''
  const beside = [...marksOf(person, me, t), ...(props.until ? [props.until] : [])]
  return (
    <li>
      <p>
        <span className="title" dir="auto">
          {name}
        </span>{' '}
        {beside.length > 0 && <span className="meta">{beside.join(' · ')}</span>}
      </p>
      {end && (
        <Confirm
          look="text"
          label={t.endTerm}
          name={end.named(name)}
          means={end.means(name)}
          yes={t.endTerm}
          sure={() => send({ circleId: circle.id, memberId }, '', p.done)}
        />
      )}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </li>
  )
}
