import { numberInWords, plural } from '@tend/shared/copy/copy'
import { panelNowCopy } from '@tend/shared/copy/panel-now'
import type { Language } from '@tend/shared/schema'
import type { PanelShows } from '../../call/messages.ts'
import { type CallSettings, changeSettings } from '../../call/worker/settings.ts'
import { SelectField, type SelectOption, Toggle } from '../parts/controls.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'
import { After } from './after.tsx'
import { OwnHosts } from './call-sites.tsx'
import { Fewer } from './fewer.tsx'
import { HardMoment } from './moment.tsx'
import { Shortcut } from './shortcut.tsx'
import { WithheldSites } from './withheld-sites.tsx'

const lengths = [15, 25, 30, 45, 50, 60, 75, 90, 120, 180]
const fades = [10, 20, 40, 90, 0]
const often = [0, 1, 2, 3]
const apart = [15, 20, 30, 45]
const repeats = [14, 21, 30, 60]

/**
 * The tab Now holds the sites where Tend may not look, what waits from a call, what a person can do for themselves, the call that is going
 * on, and how prompts come on this device. It works unpaired and without a server.
 */
export function Now() {
  const t = useCopy(panelNowCopy)
  const call = usePanel((state) => state.call)
  return (
    <>
      <WithheldSites />
      <After />
      <HardMoment />
      <section aria-labelledby="this-call">
        <h2 id="this-call">{t.title}</h2>
        {call?.inCall ? <ThisCall call={call} /> : <p className="soft">{t.none}</p>}
        <DuringCalls call={call} />
        <Shortcut />
      </section>
      <section aria-labelledby="prompts">
        <h2 id="prompts">{t.prompts}</h2>
        <PromptSettings />
        <Fewer />
      </section>
      <OwnHosts />
    </>
  )
}

function ThisCall({ call }: { call: PanelShows }) {
  if (!call.about?.linked) return null
  return (
    <>
      <PlannedLength minutes={call.about.plannedMinutes} />
      <BoundCircle circleId={call.about.circleId} />
    </>
  )
}

function PlannedLength({ minutes }: { minutes: number | null }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelNowCopy)
  const language = usePanel((state) => state.language)
  const known = minutes === null || lengths.includes(minutes) ? lengths : [...lengths, minutes].sort((a, b) => a - b)
  const options = [
    { value: '', label: t.lengthUnknown },
    ...known.map((one) => ({ value: String(one), label: t.lengthMinutes(numberInWords(language, one)) })),
  ]
  return (
    <SelectField
      label={t.length}
      hint={t.lengthHint}
      value={minutes === null ? '' : String(minutes)}
      options={options}
      set={(value) => sayToCall({ said: 'planned', minutes: value === '' ? null : Number(value) })}
    />
  )
}

function BoundCircle({ circleId }: { circleId: string | null }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelNowCopy)
  const circles = usePanel((state) => state.circles)
  if (circles.length === 0) return <p className="hint">{t.belongsUnpaired}</p>
  const options = [{ value: '', label: t.belongsNone }, ...circles.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <SelectField
      label={t.belongs}
      hint={t.belongsHint}
      value={circleId ?? ''}
      options={options}
      set={(value) => sayToCall({ said: 'bind', circleId: value || null })}
    />
  )
}

/** Both hold before a call too, as a person may set them while they wait for others. */
function DuringCalls({ call }: { call: PanelShows | null }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelNowCopy)
  return (
    <div className="toggles">
      <Toggle
        label={t.facilitating}
        hint={t.facilitatingHint}
        checked={call?.facilitating ?? false}
        set={(on) => sayToCall({ said: 'facilitating', on })}
      />
      <Toggle
        label={t.presenting}
        hint={t.presentingHint}
        checked={call?.presenting ?? false}
        set={(on) => sayToCall({ said: 'presenting', on })}
      />
    </div>
  )
}

const withCurrent = (list: readonly number[], current: number) => (list.includes(current) ? list : [...list, current])
const change = (part: Partial<CallSettings>) => void changeSettings(part)

function PromptSettings() {
  const t = useCopy(panelNowCopy)
  const language = usePanel((state) => state.language)
  const settings = usePanel((state) => state.settings)
  const oftenWords = (count: number) => (count === 0 ? t.howManyNone : plural(language, count, t.howManyMost))
  const fadeWords = (seconds: number) => (seconds === 0 ? t.fadeNever : t.fadeSeconds(numberInWords(language, seconds)))
  const numbers = (list: readonly number[], words: (one: number) => string): SelectOption<string>[] =>
    list.map((one) => ({ value: String(one), label: words(one) }))
  return (
    <>
      <SelectField
        label={t.howMany}
        value={String(settings.perHour)}
        options={numbers(withCurrent(often, settings.perHour), oftenWords)}
        set={(value) => change({ perHour: Number(value) })}
      />
      <SelectField
        label={t.apart}
        value={String(settings.apartMinutes)}
        options={numbers(withCurrent(apart, settings.apartMinutes), (count) => plural(language, count, t.apartMinutes))}
        set={(value) => change({ apartMinutes: Number(value) })}
      />
      <SelectField
        label={t.repeat}
        value={String(settings.repeatDays)}
        options={numbers(withCurrent(repeats, settings.repeatDays), (count) => plural(language, count, t.repeatDays))}
        set={(value) => change({ repeatDays: Number(value) })}
      />
      <SelectField
        label={t.fade}
        value={String(settings.fadeSeconds)}
        options={numbers(withCurrent(fades, settings.fadeSeconds), fadeWords)}
        set={(value) => change({ fadeSeconds: Number(value) })}
      />
      <SelectField
        label={t.announce}
        value={settings.announce}
        options={(['nothing', 'cue', 'text'] as const).map((value) => ({ value, label: t.announceOptions[value] }))}
        set={(announce) => change({ announce })}
      />
      <Toggle label={t.afterCall} checked={settings.afterCall} set={(afterCall) => change({ afterCall })} />
      <LanguageOfDevice language={settings.language} />
    </>
  )
}

function LanguageOfDevice({ language }: { language: Language | null }) {
  const t = useCopy(panelNowCopy)
  return (
    <SelectField
      label={t.language}
      value={language ?? 'browser'}
      options={[
        { value: 'browser', label: t.languageBrowser },
        { value: 'en', label: t.languages.en },
        { value: 'es', label: t.languages.es },
      ]}
      set={(value) => change({ language: value === 'browser' ? null : value })}
    />
  )
}
