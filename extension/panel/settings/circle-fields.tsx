import { hourInWords, plural, weekdayInWords } from '@tend/shared/copy/copy'
import { panelNowCopy } from '@tend/shared/copy/panel-now'
import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import type { Language } from '@tend/shared/schema'
import { useId } from 'react'
import { Button, SelectField, TextField, Toggle } from '../parts/controls.tsx'
import { useCopy, usePanel } from '../use-panel.ts'

/** The circle's settings while a person is changing them. */
export type CircleDraft = {
  name: string
  outside: string
  emergency: string
  channel: string
  day: number
  hour: number
  zone: string
  paused: boolean
  language: Language
  simmerDays: number
  neverThroughSlack: boolean
}
export type Problems = { [Field in 'name' | 'outside' | 'emergency' | 'channel' | 'zone']: string | null }

type Part = { draft: CircleDraft; change: (part: Partial<CircleDraft>) => void; problems: Problems }

/** The contacts to turn to outside the group, and in an emergency. */
export function ContactFields({ draft, change, problems }: Part) {
  const t = useCopy(panelSettingsCopy)
  return (
    <>
      <h3>{t.contacts}</h3>
      <TextField
        label={t.outside}
        hint={t.outsideHint}
        problem={problems.outside}
        value={draft.outside}
        set={(outside) => change({ outside })}
      />
      <TextField
        label={t.emergency}
        hint={t.emergencyHint}
        problem={problems.emergency}
        value={draft.emergency}
        set={(emergency) => change({ emergency })}
      />
    </>
  )
}

/** The place and the time at which the circle reads its week. */
export function DigestFields({ draft, change, problems }: Part) {
  const t = useCopy(panelSettingsCopy)
  const language = usePanel((state) => state.language)
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayInWords(language, day) }))
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourInWords(hour) }))
  return (
    <>
      <h3>{t.digest}</h3>
      <p className="soft">{t.digestNext(draft.day, draft.hour, draft.zone)}</p>
      <TextField
        label={t.channel}
        hint={t.channelHint}
        problem={problems.channel}
        plain
        value={draft.channel}
        set={(channel) => change({ channel })}
      />
      <SelectField label={t.day} value={String(draft.day)} options={days} set={(day) => change({ day: Number(day) })} />
      <SelectField label={t.hour} value={String(draft.hour)} options={hours} set={(hour) => change({ hour: Number(hour) })} />
      <ZoneField zone={draft.zone} set={(zone) => change({ zone })} problem={problems.zone} />
      <Toggle label={t.paused} checked={draft.paused} set={(paused) => change({ paused })} />
    </>
  )
}

const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

function ZoneField({ zone, set, problem }: { zone: string; set: (zone: string) => void; problem: string | null }) {
  const t = useCopy(panelSettingsCopy)
  const list = useId()
  const here = hereZone()
  return (
    <>
      <TextField label={t.zone} hint={t.zoneHint} problem={problem} plain list={list} value={zone} set={set} />
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {zone !== here && <Button onClick={() => set(here)}>{t.zoneHere(here)}</Button>}
    </>
  )
}

const simmerTimes = [7, 14, 21, 28, 42, 60, 90]

/** The circle's name and language, how long things simmer, and whether words may pass through Slack. */
export function GroundFields({ draft, change, problems }: Part) {
  const t = useCopy(panelSettingsCopy)
  const languages = useCopy(panelNowCopy).languages
  const language = usePanel((state) => state.language)
  const times = [...new Set([...simmerTimes, draft.simmerDays])].sort((a, b) => a - b)
  return (
    <>
      <h3>{t.ground}</h3>
      <TextField label={t.circleName} problem={problems.name} value={draft.name} set={(name) => change({ name })} />
      <SelectField
        label={t.language}
        value={draft.language}
        options={(['en', 'es'] as const).map((value) => ({ value, label: languages[value] }))}
        set={(chosen) => change({ language: chosen })}
      />
      <SelectField
        label={t.simmer}
        hint={t.simmerHint}
        value={String(draft.simmerDays)}
        options={times.map((days) => ({ value: String(days), label: plural(language, days, t.simmerDays) }))}
        set={(days) => change({ simmerDays: Number(days) })}
      />
      <Toggle
        label={t.neverThroughSlack}
        hint={t.neverThroughSlackHint}
        checked={draft.neverThroughSlack}
        set={(neverThroughSlack) => change({ neverThroughSlack })}
      />
    </>
  )
}
