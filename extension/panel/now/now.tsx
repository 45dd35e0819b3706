import { numberInWords, plural } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import type { Language } from '@tend/shared/schema'
import type { PanelShows } from '../../call/messages.ts'
import { type CallSettings, changeSettings } from '../../call/worker/settings.ts'
import { type Option, SelectField, Toggle } from '../parts/controls.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'
import { After } from './after.tsx'
import { OwnHosts } from './call-sites.tsx'
import { Fewer } from './fewer.tsx'
import { Moment } from './moment.tsx'
import { Shortcut } from './shortcut.tsx'

const lengths = [15, 25, 30, 45, 50, 60, 75, 90, 120, 180]
const fades = [10, 20, 40, 90, 0]
const often = [0, 1, 2, 3]
const apart = [15, 20, 30, 45]
const repeats = [14, 21, 30, 60]

/** What waits from a call, what one can do for oneself, the call that is going on, and how prompts come on this device. Works unpaired and without a server. */
export function Now() {
  const t = useCopy(panelCopy)
  const call = usePanel((state) => state.call)
  return (
    <>
      <After />
      <Moment />
      <section aria-labelledby="this-call">
        <h2 id="this-call">{t.now.title}</h2>
        {call?.inCall ? <ThisCall call={call} /> : <p className="soft">{t.now.none}</p>}
        <DuringCalls call={call} />
        <Shortcut />
      </section>
      <section aria-labelledby="prompts">
        <h2 id="prompts">{t.now.prompts}</h2>
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
  const t = useCopy(panelCopy)
  const language = usePanel((state) => state.language)
  const known = minutes === null || lengths.includes(minutes) ? lengths : [...lengths, minutes].sort((a, b) => a - b)
  const options = [
    { value: '', label: t.now.lengthUnknown },
    ...known.map((one) => ({ value: String(one), label: t.now.lengthMinutes(numberInWords(language, one)) })),
  ]
  return (
    <SelectField
      label={t.now.length}
      hint={t.now.lengthHint}
      value={minutes === null ? '' : String(minutes)}
      options={options}
      set={(value) => sayToCall({ said: 'planned', minutes: value === '' ? null : Number(value) })}
    />
  )
}

function BoundCircle({ circleId }: { circleId: string | null }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelCopy)
  const circles = usePanel((state) => state.circles)
  if (circles.length === 0) return <p className="hint">{t.now.belongsUnpaired}</p>
  const options = [{ value: '', label: t.now.belongsNone }, ...circles.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <SelectField
      label={t.now.belongs}
      hint={t.now.belongsHint}
      value={circleId ?? ''}
      options={options}
      set={(value) => sayToCall({ said: 'bind', circleId: value || null })}
    />
  )
}

/** Both hold before a call too: somebody may set them while they wait for others. */
function DuringCalls({ call }: { call: PanelShows | null }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelCopy)
  return (
    <div className="toggles">
      <Toggle
        label={t.now.facilitating}
        hint={t.now.facilitatingHint}
        checked={call?.facilitating ?? false}
        set={(on) => sayToCall({ said: 'facilitating', on })}
      />
      <Toggle
        label={t.now.presenting}
        hint={t.now.presentingHint}
        checked={call?.presenting ?? false}
        set={(on) => sayToCall({ said: 'presenting', on })}
      />
    </div>
  )
}

const withCurrent = (list: readonly number[], current: number) => (list.includes(current) ? list : [...list, current])
const change = (part: Partial<CallSettings>) => void changeSettings(part)

function PromptSettings() {
  const t = useCopy(panelCopy)
  const language = usePanel((state) => state.language)
  const settings = usePanel((state) => state.settings)
  const oftenWords = (count: number) => (count === 0 ? t.now.howManyNone : plural(language, count, t.now.howManyMost))
  const fadeWords = (seconds: number) => (seconds === 0 ? t.now.fadeNever : t.now.fadeSeconds(numberInWords(language, seconds)))
  const numbers = (list: readonly number[], words: (one: number) => string): Option<string>[] =>
    list.map((one) => ({ value: String(one), label: words(one) }))
  return (
    <>
      <SelectField
        label={t.now.howMany}
        value={String(settings.perHour)}
        options={numbers(withCurrent(often, settings.perHour), oftenWords)}
        set={(value) => change({ perHour: Number(value) })}
      />
      <SelectField
        label={t.now.apart}
        value={String(settings.apartMinutes)}
        options={numbers(withCurrent(apart, settings.apartMinutes), (count) => plural(language, count, t.now.apartMinutes))}
        set={(value) => change({ apartMinutes: Number(value) })}
      />
      <SelectField
        label={t.now.repeat}
        value={String(settings.repeatDays)}
        options={numbers(withCurrent(repeats, settings.repeatDays), (count) => plural(language, count, t.now.repeatDays))}
        set={(value) => change({ repeatDays: Number(value) })}
      />
      <SelectField
        label={t.now.fade}
        value={String(settings.fadeSeconds)}
        options={numbers(withCurrent(fades, settings.fadeSeconds), fadeWords)}
        set={(value) => change({ fadeSeconds: Number(value) })}
      />
      <SelectField
        label={t.now.announce}
        value={settings.announce}
        options={(['nothing', 'cue', 'text'] as const).map((value) => ({ value, label: t.now.announceOptions[value] }))}
        set={(announce) => change({ announce })}
      />
      <Toggle label={t.now.afterCall} checked={settings.afterCall} set={(afterCall) => change({ afterCall })} />
      <LanguageOfDevice language={settings.language} />
    </>
  )
}

function LanguageOfDevice({ language }: { language: Language | null }) {
  const t = useCopy(panelCopy)
  return (
    <SelectField
      label={t.now.language}
      value={language ?? 'browser'}
      options={[
        { value: 'browser', label: t.now.languageBrowser },
        { value: 'en', label: t.now.languages.en },
        { value: 'es', label: t.now.languages.es },
      ]}
      set={(value) => change({ language: value === 'browser' ? null : value })}
    />
  )
}
