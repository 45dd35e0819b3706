import { dayIn } from '@tend/shared/zone'
import { knownCircles } from '../api/circle-items.ts'
import { readDrafts } from '../api/drafts.ts'
import { askStanding } from '../api/messages.ts'
import { outbox, type Waiting } from '../api/outbox.ts'
import { published, type Standing } from '../api/standing.ts'
import { listNotes, watchNotes } from '../call/notes.ts'
import { languageOf, readSettings, watchSettings } from '../call/settings.ts'
import { createPanelStore, emptyLoads, loadTab, type Panel } from './store.ts'

const today = () => dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date())

/** Gathers what the device knows, and follows it: the store of a panel that just opened. */
export async function openPanel(): Promise<Panel> {
  const [settings, notes, waiting, drafts, circles] = await Promise.all([
    readSettings(),
    listNotes(),
    outbox.getValue(),
    readDrafts(),
    knownCircles.getValue(),
  ])
  const language = languageOf(settings, navigator.language)
  const panel = createPanelStore({ language, today: today(), settings, notes, waiting, drafts, circles, tab: 'circle' })
  followDevice(panel)
  setLanguage(language)
  followStanding(panel)
  panel.setState({ standing: await askStanding() })
  return panel
}

function followDevice(panel: Panel): void {
  watchSettings((settings) => {
    const language = languageOf(settings, navigator.language)
    setLanguage(language)
    panel.setState({ settings, language })
  })
  watchNotes((notes) => panel.setState({ notes }))
  outbox.watch((waiting) => void afterQueueChanged(panel, waiting))
  knownCircles.watch((circles) => panel.setState({ circles }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    panel.setState({ today: today() })
    void loadTab(panel, panel.getState().tab)
  })
}

/** Something that waited was sent: what the tab shows has changed. */
async function afterQueueChanged(panel: Panel, waiting: Waiting[]): Promise<void> {
  const fewer = waiting.length < panel.getState().waiting.length
  panel.setState({ waiting })
  if (fewer) await loadTab(panel, panel.getState().tab)
}

function followStanding(panel: Panel): void {
  published.watch((standing) => {
    const next: Standing = standing ?? { kind: 'unpaired' }
    const gone = next.kind !== 'paired'
    panel.setState(gone ? { standing: next, loads: emptyLoads(), circleId: null, drafts: {}, said: '' } : { standing: next })
  })
}

function setLanguage(language: string): void {
  document.documentElement.lang = language
}
