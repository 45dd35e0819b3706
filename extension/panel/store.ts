import { panelCopy } from '@tend/shared/copy/panel'
import type { Mark } from '@tend/shared/prompts/choose'
import type { Prompt } from '@tend/shared/prompts/schema'
import type { Language } from '@tend/shared/schema'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WaitingWrite } from '../api/outbox.ts'
import type { Why } from '../api/outcome.ts'
import { askToRead, askToWrite, type WriteAsk, type WriteOutcome } from '../api/panel-asks.ts'
import type { ReadAnswers, ReadName, WriteName } from '../api/requests.ts'
import type { DeviceStanding } from '../api/standing.ts'
import type { PanelSaid, PanelShows, Room } from '../call/messages.ts'
import type { CallSettings } from '../call/worker/settings.ts'
import type { WaitingPrompt } from '../call/worker/waiting.ts'
import type { KnownCircle } from '../circle/circle-items.ts'
import type { Note } from '../notes/notes.ts'
import { removeDraft, storeDraft } from '../storage/drafts.ts'
import type { PairedPerson } from '../storage/paired-person.ts'

export const tabs = ['now', 'circle', 'mine', 'settings'] as const
export type Tab = (typeof tabs)[number]

/** A read of the server: not asked for yet, asked for, here (perhaps from before, while the server is away), or not to be had. */
export type Loadable<T> = {
  asked: boolean
  value: T | null
  stale: boolean
  why: Why | null
  /** The number of the question that was asked last. Answers to earlier ones say less, even if they come later. */
  turn: number
}

/** The panel shows these reads of the server; calls read other things too. */
export type ShownRead = Extract<ReadName, 'me' | 'circle' | 'backBurner' | 'repairs' | 'digest' | 'uncertain' | 'concerns' | 'given'>
type Loads = { [Name in ShownRead]: Loadable<ReadAnswers[Name]> }

export type PanelState = {
  language: Language
  /** The person's day, by this device's clock. */
  today: string
  settings: CallSettings
  /** null until the worker said it. */
  standing: DeviceStanding | null
  /** null until the worker said it. No words are shown until then, as something may be shared. */
  call: PanelShows | null
  tab: Tab
  circleId: string | null
  loads: Loads
  waiting: WaitingWrite[]
  /** The keys of what this panel is sending itself. Such a write does not wait, and what becomes of it is said where it was pressed. */
  inHand: readonly string[]
  notes: Note[]
  /** The people whose notes from earlier pairings lie here besides. The notes are shown to no one until that person's pairing is back. */
  setAside: PairedPerson[]
  /** The question for after a call that waits here, with its words; null most of the time. */
  after: { waiting: WaitingPrompt; prompt: Prompt } | null
  /** The room that was asked for from outside, until it is in sight. */
  asked: Room | null
  /** A person's moment, while its answer stands open. `marked`: the key has marked it outside a call. */
  moment: { mark: Mark; marked: boolean } | null
  /** The person's circles as this device knows them, server or not. */
  circles: KnownCircle[]
  drafts: Record<string, unknown>
  /** The last thing that happened, in words, for every reader and for screen readers. */
  said: string
}

export type Panel = StoreApi<PanelState>

/** These changes are drawn even while something is pressed: the panel is covered or empty now, or another person's. */
export function panelMayNotWait(now: PanelState, drawn: PanelState): boolean {
  const person = ({ standing }: PanelState) => (standing?.kind === 'paired' ? standing.memberId : standing?.kind)
  return now.call?.covered !== drawn.call?.covered || person(now) !== person(drawn)
}

const nothing = { asked: false, value: null, stale: false, why: null, turn: 0 }

/** Nothing is asked of the server yet. */
export function emptyLoads(): Loads {
  return {
    me: nothing,
    circle: nothing,
    backBurner: nothing,
    repairs: nothing,
    digest: nothing,
    uncertain: nothing,
    concerns: nothing,
    given: nothing,
  }
}

/** Makes the panel's store from what the device knows. Nothing is asked of the server or the worker yet. */
export function createPanelStore(
  start: Pick<PanelState, 'language' | 'today' | 'settings' | 'notes' | 'setAside' | 'waiting' | 'drafts' | 'circles' | 'tab'>,
): Panel {
  return createStore<PanelState>(() => ({
    ...start,
    standing: null,
    call: null,
    after: null,
    asked: null,
    moment: null,
    circleId: null,
    inHand: [],
    loads: emptyLoads(),
    said: '',
  }))
}

/** Milliseconds after which something is read again that the server refused because this device asked too much at once. */
const BUSY_MS = [2_000, 4_000, 8_000]

let turns = 0

/** Reads something anew. What was here before stays until the answer comes. */
async function load<Name extends ShownRead>(panel: Panel, name: Name, id = ''): Promise<void> {
  const turn = ++turns
  const loaded = () => panel.getState().loads[name]
  setLoaded(panel, name, { ...loaded(), asked: true, turn })
  for (const pause of [...BUSY_MS, null]) {
    const outcome = await askToRead(name, id)
    if (loaded().turn !== turn) return
    if (outcome.ok)
      return setLoaded(panel, name, { asked: true, value: outcome.value, stale: outcome.stale, why: null, turn } as Loads[Name])
    setLoaded(panel, name, { ...loaded(), why: outcome.why })
    if (outcome.why.kind !== 'busy' || pause === null) return
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function setLoaded<Name extends ShownRead>(panel: Panel, name: Name, loaded: Loads[Name]): void {
  panel.setState(({ loads }) => ({ loads: { ...loads, [name]: loaded } }))
}

/** Loads what a tab shows. The person's circle is found first; of several circles, the chosen one. */
export async function loadTab(panel: Panel, tab: Tab): Promise<void> {
  if (panel.getState().standing?.kind !== 'paired' || tab === 'now') return
  await load(panel, 'me')
  const me = panel.getState().loads.me.value
  const chosen = panel.getState().circleId
  const circleId = me?.circles.find(({ id }) => id === chosen)?.id ?? me?.circles[0]?.id ?? null
  panel.setState({ circleId })
  if (tab === 'mine') await Promise.all([load(panel, 'concerns'), load(panel, 'given'), circleId && load(panel, 'circle', circleId)])
  if (tab === 'settings' && circleId) await load(panel, 'circle', circleId)
  if (tab === 'circle' && circleId) await loadCircle(panel, circleId)
}

async function loadCircle(panel: Panel, circleId: string): Promise<void> {
  const parts = ['circle', 'backBurner', 'repairs', 'digest'] as const
  await Promise.all(parts.map((name) => load(panel, name, circleId)))
  if (panel.getState().loads.circle.value?.myRoles.includes('facilitator')) await load(panel, 'uncertain', circleId)
}

/** Writes, and then reads anew what the tab shows. */
export async function write<Name extends WriteName>(panel: Panel, asked: WriteAsk<Name>): Promise<WriteOutcome<Name>> {
  panel.setState(({ inHand }) => ({ inHand: [...inHand, asked.key] }))
  const written = await askToWrite(asked)
  if ('waiting' in written) panel.setState(({ inHand }) => ({ inHand: inHand.filter((key) => key !== asked.key) }))
  if ('done' in written) await loadTab(panel, panel.getState().tab)
  return written
}

/** Keeps what a person is writing until the browser closes. Where the device has no room for it, says so; the open form still holds it. */
export function keepDraft(panel: Panel, name: string, draft: unknown): void {
  panel.setState(({ drafts }) => ({ drafts: { ...drafts, [name]: draft } }))
  void storeDraft(name, draft).catch(() => panel.setState(({ language }) => ({ said: panelCopy[language].draftUnkept })))
}

/** Drops a form's draft, here and where it is stored. */
export function dropDraft(panel: Panel, name: string): void {
  panel.setState(({ drafts: { [name]: _, ...drafts } }) => ({ drafts }))
  void removeDraft(name)
}

/** The tab in which each room is. */
const tabOfRoom = { landed_hard: 'now', 'back-burner': 'circle', repairs: 'circle', 'my-concerns': 'mine' } as const

/** Leads to a room. The focus follows once the room is there. */
export function goTo(panel: Panel, room: Room): void {
  panel.setState({
    tab: tabOfRoom[room],
    asked: room,
    said: '',
    ...(room === 'landed_hard' ? { moment: { mark: room, marked: true } } : {}),
  })
}

/** Sends something the person did to the call's session. It is set when the port to the session stands. */
export type SayToCall = (said: PanelSaid) => void
