import { panelCopy } from '@tend/shared/copy/panel'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { BackBurner } from './circle/backburner.tsx'
import { Deliveries } from './circle/deliveries.tsx'
import { Digest } from './circle/digest.tsx'
import { Repairs } from './circle/repairs.tsx'
import { MyConcerns } from './mine/concerns.tsx'
import { GivenToMe } from './mine/given.tsx'
import { Notes } from './mine/own-notes.tsx'
import { Now } from './now/now.tsx'
import { PairThisDevice } from './pair-this-device.tsx'
import { TroubleAlert, Waiting } from './parts/asks.tsx'
import { Button, SelectField } from './parts/controls.tsx'
import { whyInWords } from './parts/trouble.ts'
import { CircleSettings } from './settings/circle-settings.tsx'
import { Devices } from './settings/devices.tsx'
import { SlackAccount } from './settings/slack-account.tsx'
import { loadTab, type Tab, tabs } from './store.ts'
import { useCopy, useLoaded, usePanel, usePanelContext } from './use-panel.ts'
import { WaitingWrites } from './waiting-writes.tsx'

/** Milliseconds for which the last thing that happened stays in sight; the room itself shows it too. */
const saidFor = 12_000

/** The side panel. It shows no words until the worker has said that nothing is shared. */
export function App() {
  const call = usePanel((state) => state.call)
  const standing = usePanel((state) => state.standing)
  if (!call || !standing) return null
  return call.covered ? <Covered presenting={call.presenting} sharing={call.sharing} /> : <Rooms />
}

/** No one's words show while something is shared, or while the person hid everything. What they were writing is kept. */
function Covered({ presenting, sharing }: { presenting: boolean; sharing: boolean }) {
  const { sayToCall } = usePanelContext()
  const t = useCopy(panelCopy).hidden
  const byHand = !sharing && !presenting
  return (
    <main className="covered">
      <h1 className="quiet">{sharing ? t.sharing : presenting ? t.presenting : t.byHand}</h1>
      <p className="soft">{byHand ? t.keptByHand : t.kept}</p>
      {presenting && <Button onClick={() => sayToCall({ said: 'presenting', on: false })}>{t.presentingOff}</Button>}
      {byHand && <Button onClick={() => sayToCall({ said: 'hide', on: false })}>{t.show}</Button>}
    </main>
  )
}

function Rooms() {
  const { panel, sayToCall } = usePanelContext()
  const t = useCopy(panelCopy)
  const tab = usePanel((state) => state.tab)
  const said = usePanel((state) => state.said)
  const standing = usePanel((state) => state.standing?.kind)
  useEffect(() => {
    if (standing === 'paired') void loadTab(panel, tab)
  }, [panel, tab, standing])
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => panel.setState({ said: '' }), saidFor)
    return () => clearTimeout(timer)
  }, [panel, said])
  return (
    <main>
      <h1 className="unseen">{t.name}</h1>
      <div className="rooms">
        <Tabs tab={tab} set={(next) => panel.setState({ tab: next, said: '', asked: null })} />
        <Button look="text" aria-label={t.hidden.hideLong} onClick={() => sayToCall({ said: 'hide', on: true })}>
          {t.hidden.hide}
        </Button>
      </div>
      <div id="room" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Reach />
        {tab === 'now' && <Now />}
        {tab === 'circle' && <Circle />}
        {tab === 'mine' && <Mine />}
        {tab === 'settings' && <Settings />}
      </div>
      <p className="said-last" role="status">
        {said}
      </p>
    </main>
  )
}

function Tabs({ tab, set }: { tab: Tab; set: (tab: Tab) => void }) {
  const t = useCopy(panelCopy).tabs
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.indexOf(tab), End: tabs.length - 1 - tabs.indexOf(tab) }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab
    set(next)
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={t.label} onKeyDown={onKeyDown}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === tab}
          aria-controls="room"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => set(one)}
        >
          {t[one]}
        </button>
      ))}
    </div>
  )
}

/** Says how the paired server answered last, and what waits for it. Stands above every room. */
function Reach() {
  const { panel } = usePanelContext()
  const t = useCopy(panelCopy).reach
  const standing = usePanel((state) => state.standing)
  const tab = usePanel((state) => state.tab)
  const again = () => void loadTab(panel, tab)
  return (
    <>
      {standing?.kind === 'revoked' && (
        <div className="trouble">
          <p>{t.revoked(standing.server)}</p>
          <p>{t.revokedNext}</p>
        </div>
      )}
      {standing?.kind === 'paired' && standing.reach === 'away' && <TroubleAlert again={again}>{t.away(standing.server)}</TroubleAlert>}
      {standing?.kind === 'paired' && standing.reach === 'unknown_device' && (
        <TroubleAlert>{t.unknownDevice(standing.server)}</TroubleAlert>
      )}
      <WaitingWrites />
    </>
  )
}

/** What needs a server stands in here: pairing where there is none, and once there is one, waiting, trouble or the room. */
function Paired({ waiting, children }: { waiting: string; children: (circleId: string) => ReactNode }) {
  const p = useCopy(panelCopy)
  const { noCircle } = useCopy(panelCircleCopy)
  const standing = usePanel((state) => state.standing)
  const circleId = usePanel((state) => state.circleId)
  const me = useLoaded('me')
  if (standing?.kind !== 'paired') return <PairThisDevice />
  if (standing.reach === 'unknown_device') return <PairThisDevice />
  if (!me.value && me.why) return <p className="soft">{me.why.kind === 'away' ? p.reach.nothingYet : whyInWords(p, me.why)}</p>
  if (!me.value) return <Waiting what={waiting} />
  if (me.value.circles.length === 0) return <p className="soft">{noCircle}</p>
  if (!circleId) return <Waiting what={waiting} />
  return (
    <>
      {me.stale && <p className="soft">{p.reach.stale}</p>}
      <ChooseCircle circles={me.value.circles} circleId={circleId} />
      {children(circleId)}
    </>
  )
}

function ChooseCircle({ circles, circleId }: { circles: readonly { id: string; name: string }[]; circleId: string }) {
  const { panel } = usePanelContext()
  const t = useCopy(panelCircleCopy)
  const tab = usePanel((state) => state.tab)
  if (circles.length < 2) return null
  const choose = (id: string) => {
    panel.setState({ circleId: id })
    void loadTab(panel, tab)
  }
  return (
    <SelectField label={t.choose} value={circleId} options={circles.map(({ id, name }) => ({ value: id, label: name }))} set={choose} />
  )
}

function Circle() {
  const p = useCopy(panelCopy)
  return (
    <Paired waiting={p.waiting.circle}>
      {(circleId) => (
        <>
          <Deliveries />
          <BackBurner circleId={circleId} />
          <Repairs circleId={circleId} />
          <Digest />
        </>
      )}
    </Paired>
  )
}

function Mine() {
  const p = useCopy(panelCopy)
  const paired = usePanel((state) => state.standing?.kind === 'paired' && state.standing.reach !== 'unknown_device')
  return (
    <>
      {paired && (
        <Paired waiting={p.waiting.mine}>
          {() => (
            <>
              <GivenToMe />
              <MyConcerns />
            </>
          )}
        </Paired>
      )}
      <Notes />
    </>
  )
}

function Settings() {
  const p = useCopy(panelCopy)
  return (
    <>
      <Paired waiting={p.waiting.settings}>{() => <CircleSettings />}</Paired>
      <SlackAccount />
      <Devices />
    </>
  )
}
