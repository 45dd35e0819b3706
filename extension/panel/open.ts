import { ownDay } from '@tend/shared/zone'
import { outbox, type WaitingWrite } from '../api/outbox.ts'
import { askStanding } from '../api/panel-asks.ts'
import { type DeviceStanding, published } from '../api/standing.ts'
import { takeRoom, watchRoom } from '../call/worker/asked-room.ts'
import { readCatalogue } from '../call/worker/memory.ts'
import { chosenLanguage, readSettings, uiLanguage, watchSettings } from '../call/worker/settings.ts'
import { readWaiting, watchWaiting } from '../call/worker/waiting.ts'
import { knownCircles } from '../circle/circle-items.ts'
import { listSetAside, watchSetAside } from '../notes/handover.ts'
import { listNotes, watchNotes } from '../notes/notes.ts'
import { readDrafts } from '../storage/drafts.ts'
import { isSamePerson } from '../storage/paired-person.ts'
import { marks } from './now/moment.tsx'
import { begunNotes } from './parts/note-form.tsx'
import { createPanelStore, emptyLoads, goTo, loadTab, type Panel } from './store.ts'

const today = () => ownDay(new Date())

/** Makes the store of a panel that just opened: gathers what the device knows, and follows it. */
export async function openPanel(): Promise<Panel> {
  const [settings, notes, setAside, waiting, drafts, circles] = await Promise.all([
    readSettings(),
    listNotes(),
    listSetAside(),
    outbox.getValue(),
    readDrafts(),
    knownCircles.getValue(),
  ])
  const language = chosenLanguage(settings, uiLanguage())
  const panel = createPanelStore({ language, today: today(), settings, notes, setAside, waiting, drafts, circles, tab: 'circle' })
  const begun = marks.find((mark) => mark in begunNotes(drafts))
  if (begun) panel.setState({ moment: { mark: begun, marked: false } })
  followDevice(panel)
  await loadAfter(panel)
  // A question that waits from a call is why a person opens the panel then.
  if (panel.getState().after) panel.setState({ tab: 'now' })
  await enterAsked(panel)
  setLanguage(language)
  followStanding(panel)
  panel.setState({ standing: await askStanding() })
  return panel
}

/** Goes to the room that a prompt or the key asked for. */
async function enterAsked(panel: Panel): Promise<void> {
  const room = await takeRoom()
  if (room) goTo(panel, room)
}

function followDevice(panel: Panel): void {
  watchSettings((settings) => {
    const language = chosenLanguage(settings, uiLanguage())
    setLanguage(language)
    panel.setState({ settings, language })
  })
  watchNotes((notes) => panel.setState({ notes }))
  watchSetAside((setAside) => panel.setState({ setAside }))
  watchWaiting(() => void loadAfter(panel))
  watchRoom(() => void enterAsked(panel))
  outbox.watch((waiting) => void afterQueueChanged(panel, waiting))
  knownCircles.watch((circles) => panel.setState({ circles }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    panel.setState({ today: today() })
    void loadAfter(panel)
    void loadTab(panel, panel.getState().tab)
  })
}

/** Loads the question for after a call, once its day has come. A question that the library no longer has is none. */
async function loadAfter(panel: Panel): Promise<void> {
  const waiting = await readWaiting(new Date())
  const due = waiting !== null && waiting.from <= panel.getState().today
  const prompt = due ? (await readCatalogue(waiting.circleId)).find(({ id }) => id === waiting.promptId) : undefined
  panel.setState({ after: due && prompt ? { waiting, prompt } : null })
}

/** A write that waited was sent, so what the tab shows has changed. After what the panel sends itself, it reads anew by itself. */
async function afterQueueChanged(panel: Panel, waiting: WaitingWrite[]): Promise<void> {
  const { waiting: before, inHand } = panel.getState()
  const gone = before.filter(({ key }) => !waiting.some((write) => write.key === key))
  panel.setState({ waiting })
  if (gone.some(({ key }) => !inHand.includes(key))) await loadTab(panel, panel.getState().tab)
}

function followStanding(panel: Panel): void {
  published.watch((standing) => {
    const next: DeviceStanding = standing ?? { kind: 'unpaired' }
    const before = panel.getState().standing
    const gone = next.kind !== 'paired' || (before?.kind === 'paired' && !isSamePerson(before, next))
    panel.setState(gone ? { standing: next, loads: emptyLoads(), circleId: null, moment: null, drafts: {}, said: '' } : { standing: next })
  })
}

function setLanguage(language: string): void {
  document.documentElement.lang = language
}
