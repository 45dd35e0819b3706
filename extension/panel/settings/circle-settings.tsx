import { plural } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import type { ChangeCircle, CircleView } from '@tend/shared/members/schema'
import { characters, type Language } from '@tend/shared/schema'
import { useState } from 'react'
import { Form, TroubleAlert } from '../parts/asks.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useDraft, useLoaded, usePanel } from '../use-panel.ts'
import { type CircleDraft, ContactFields, DigestFields, GroundFields, type Problems } from './circle-fields.tsx'
import { Facilitators } from './facilitators.tsx'
import { readChannel } from './slack-channel.ts'
import { Stewards } from './stewards.tsx'

/** Settings of the circle. Everyone in it reads them, and facilitators change them. */
export function CircleSettings() {
  const t = useCopy(panelSettingsCopy)
  const { value: circle } = useLoaded('circle')
  if (!circle) return null
  const facilitates = circle.myRoles.includes('facilitator')
  return (
    <section aria-labelledby="circle-settings">
      <h2 id="circle-settings" dir="auto">
        {t.circleTitle(circle.name)}
      </h2>
      {circle.facilitators.length > 0 && <p className="soft">{facilitates ? t.circleFor : t.forFacilitators}</p>}
      <Readiness circle={circle} />
      <Facilitators circle={circle} facilitates={facilitates} />
      <Stewards circle={circle} facilitates={facilitates} />
      {facilitates ? <CircleForm circle={circle} /> : <CircleFacts circle={circle} />}
    </section>
  )
}

function Readiness({ circle }: { circle: CircleView }) {
  const t = useCopy(panelSettingsCopy)
  if (circle.missing.length === 0) return <p className="who">{t.ready}</p>
  return <p className="who">{t.notReady(circle.missing.map((one) => t.missing[one]))}</p>
}

function CircleFacts({ circle }: { circle: CircleView }) {
  const t = useCopy(panelSettingsCopy)
  const language = usePanel((state) => state.language)
  return (
    <>
      {circle.outsideContact && <Fact label={t.outside} text={circle.outsideContact} />}
      {circle.emergencyContact && <Fact label={t.emergency} text={circle.emergencyContact} />}
      <Fact label={t.digest} text={t.digestNext(circle.digestDay, circle.digestHour, circle.timeZone)} />
      <Fact label={t.simmer} text={plural(language, circle.simmerDays, t.simmerDays)} />
      {circle.wordsNeverThroughSlack && <Fact label={t.neverThroughSlack} text={t.neverThroughSlackHint} />}
    </>
  )
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div className="answer">
      <h3>{label}</h3>
      <p dir="auto">{text}</p>
    </div>
  )
}

const draftOf = (circle: CircleView): CircleDraft => ({
  name: circle.name,
  outside: circle.outsideContact ?? '',
  emergency: circle.emergencyContact ?? '',
  channel: circle.slackChannel ?? '',
  day: circle.digestDay,
  hour: circle.digestHour,
  zone: circle.timeZone,
  paused: circle.digestPaused,
  language: circle.language as Language,
  simmerDays: circle.simmerDays,
  neverThroughSlack: circle.wordsNeverThroughSlack,
})

function CircleForm({ circle }: { circle: CircleView }) {
  const p = useCopy(panelCopy)
  const t = useCopy(panelSettingsCopy)
  const name = `circle ${circle.id}`
  const { draft, change } = useDraft(name, draftOf(circle))
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useWrite('changeCircle', name)
  const problems = useProblems(draft)
  const shown = tried ? problems : noProblems
  const submit = async () => {
    setTried(true)
    if (Object.values(problems).some(Boolean)) return
    if (taken(await send({ circleId: circle.id, body: changes(circle, draft) }, circle.name, p.saved))) setTried(false)
  }
  return (
    <Form busy={busy} submit={t.save} send={() => void submit()}>
      <ContactFields draft={draft} change={change} problems={shown} />
      <DigestFields draft={draft} change={change} problems={shown} />
      <GroundFields draft={draft} change={change} problems={shown} />
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </Form>
  )
}

const noProblems: Problems = { name: null, outside: null, emergency: null, channel: null, zone: null }

function useProblems(draft: CircleDraft): Problems {
  const t = useCopy(panelSettingsCopy)
  const contact = (text: string) => (characters(text.trim()) > 300 ? t.contactLong : null)
  return {
    name: draft.name.trim() === '' ? t.nameNeeded : null,
    outside: contact(draft.outside),
    emergency: contact(draft.emergency),
    channel: draft.channel.trim() === '' || readChannel(draft.channel) ? null : t.channelShape,
    zone: knownZone(draft.zone.trim()) ? null : t.zoneUnknown,
  }
}

function knownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Gives only what the person changed: two facilitators who change different things at once do not undo each other. */
function changes(circle: CircleView, draft: CircleDraft): ChangeCircle {
  const next = {
    name: draft.name.trim(),
    outsideContact: draft.outside.trim() || null,
    emergencyContact: draft.emergency.trim() || null,
    slackChannel: readChannel(draft.channel),
    digestDay: draft.day,
    digestHour: draft.hour,
    timeZone: draft.zone.trim(),
    digestPaused: draft.paused,
    language: draft.language,
    simmerDays: draft.simmerDays,
    wordsNeverThroughSlack: draft.neverThroughSlack,
  }
  return Object.fromEntries(Object.entries(next).filter(([field, value]) => circle[field as keyof typeof next] !== value))
}
