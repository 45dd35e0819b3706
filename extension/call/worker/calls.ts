import { inCall } from '@tend/shared/calls/decide'
import { ownDay } from '@tend/shared/zone'
import { knownCircles } from '../../circle/circle-items.ts'
import { readNoteDrafts } from '../../notes/note-drafts.ts'
import { type Cover, isCovered } from '../cover.ts'
import type { BridgeSaid, OverlaySaid, OverlayShows, PanelSaid, PanelShows } from '../messages.ts'
import { answerOverlay, markMoment, noteLink } from './answers.ts'
import { closeCall, comeDue, openCall } from './due.ts'
import { readCircle } from './memory.ts'
import { type FramePlace, mayHoldCall, nextHint, parseReport, silentHint, whereabouts } from './place.ts'
import { beginAnew, beginAt, freshSession, hearFrame, isSharing, isSpent, type Session, tick } from './session.ts'
import { changeSettings, chosenLanguage, readSettings } from './settings.ts'
import { emptyShows, overlayShows, panelShows } from './shows.ts'
import { Views } from './views.ts'
import type { CallsWorld, KeptCalls } from './world.ts'

/** Milliseconds in which the bridges of an earlier worker come back to this one. */
const COME_BACK_MS = 5_000
/** Milliseconds until an overlay that did not come to stand is tried again. */
const INJECT_AGAIN_MS = 3_000

/** All calls of this browser. Events are taken in one at a time, and after each one every view is told what it may show. */
export class Calls {
  readonly #world: CallsWorld
  readonly #views = new Views()
  /** The frames whose bridge speaks to this worker. */
  readonly #heard = new Set<string>()
  readonly #injected = new Map<number, number>()
  #bornAt = 0
  #kept: KeptCalls = { sessions: {}, presenting: false, hidden: false }
  #turn: Promise<void>

  constructor(world: CallsWorld) {
    this.#world = world
    this.#turn = world.load().then((kept) => {
      this.#kept = kept
      this.#bornAt = this.#ms()
      world.changed()
    })
  }

  /** A bridge says something; null means that its page has gone. */
  bridge(place: FramePlace, said: BridgeSaid | null): Promise<void> {
    const { tabId, frameId } = place
    const report = said?.said === 'report' ? parseReport(said.report) : null
    if (report?.sharing) this.#emptyNow()
    if (said === null) this.#heard.delete(`${tabId}:${frameId}`)
    else this.#heard.add(`${tabId}:${frameId}`)
    if (said?.said === 'still' || (said?.said === 'report' && !report)) return this.#turn
    return this.#inTurn(async (kept) => {
      if (report?.connected) await this.#endAnother(tabId, place)
      const session = kept.sessions[tabId] ?? freshSession(1)
      if (said?.said === 'leaving') return this.#put(tabId, { ...session, leftByClick: true })
      if (said !== null && !report?.sharing && !mayHoldCall(place)) return
      const hint = nextHint(session.frames[frameId] ?? silentHint, said, report)
      await this.#step(tabId, hearFrame(session, String(frameId), hint, this.#ms()), place)
    })
  }

  /** An overlay stands in a tab, and is told what it shows or that it must end. Gives what to call when the overlay goes. */
  addOverlay(tabId: number, send: (shows: OverlayShows) => void, end: () => void): () => void {
    const gone = this.#views.addOverlay(tabId, send, end)
    void this.#inTurn(() => undefined)
    return gone
  }

  addPanel(send: (shows: PanelShows) => void): () => void {
    const gone = this.#views.addPanel(send)
    void this.#inTurn(() => undefined)
    return gone
  }

  /** A person does something in the overlay of a tab. */
  overlay(tabId: number, said: OverlaySaid): Promise<void> {
    return this.#inTurn(async (kept) => {
      // An overlay may outlive what is known of its call; what the person says or keeps in it counts all the same.
      this.#put(tabId, await this.#answer(kept.sessions[tabId] ?? freshSession(1), said))
    })
  }

  /** A person does something in the side panel. What concerns a call concerns the one the person is in. */
  panel(said: PanelSaid): Promise<void> {
    return this.#inTurn(async () => this.#inCurrent(undefined, (session) => this.#answer(session, said)))
  }

  /** The key for "something landed hard" marks a moment in the tab's call, else in another call, or without any call. */
  landedHard(tabId: number | undefined): Promise<void> {
    const note = this.#world.id()
    const mark = async (session: Session) => markMoment(session, 'landed_hard', note, await this.#answering())
    return this.#inTurn(async () => this.#inCurrent(tabId, mark))
  }

  /** This device was emptied. Calls that go on begin anew, their overlays end, and what a turn still wrote meanwhile goes too. */
  emptied(): Promise<void> {
    this.#views.endOverlays()
    return this.#inTurn(async (kept) => {
      await this.#world.clear()
      for (const [id, session] of Object.entries(kept.sessions)) this.#put(Number(id), beginAnew(session))
    })
  }

  /** Lets time pass in every call. */
  tick(): Promise<void> {
    return this.#inTurn(async ({ sessions }) => {
      for (const [id, session] of Object.entries(sessions)) await this.#pass(Number(id), this.#dropLost(Number(id), session))
    })
  }

  /** Milliseconds until time should pass again; null when nothing is going on. */
  get pace(): number | null {
    const sessions = Object.values(this.#kept.sessions)
    if (sessions.length === 0) return null
    return sessions.some(({ speed }) => speed > 1) ? 200 : 1000
  }

  /** The tabs that are in a call now. */
  get going(): [string, Session][] {
    return Object.entries(this.#kept.sessions).filter(([, { call }]) => inCall(call))
  }

  async #inCurrent(tabId: number | undefined, change: (session: Session) => Promise<Session>): Promise<void> {
    const [id, session] = this.going.find(([one]) => Number(one) === tabId) ?? this.going[0] ?? []
    const changed = await change(session ?? freshSession(1))
    if (session) this.#put(Number(id), changed)
  }

  async #pass(tabId: number, session: Session): Promise<void> {
    await this.#step(tabId, tick(session, this.#ms()), null)
    const now = this.#kept.sessions[tabId]
    const cover = this.#cover()
    const due = { ...this.#luck(), sharing: cover.sharing, covered: isCovered(cover), facilitating: (await this.#chosen()).facilitating }
    if (now) this.#put(tabId, await comeDue(now, due))
  }

  /** Drops the frames that an earlier worker heard and that did not come back to this one: they have gone. */
  #dropLost(tabId: number, session: Session): Session {
    if (this.#ms() - this.#bornAt < COME_BACK_MS) return session
    const lost = Object.keys(session.frames).filter((frameId) => !this.#heard.has(`${tabId}:${frameId}`))
    return lost.reduce((left, frameId) => hearFrame(left, frameId, null, this.#ms()).session, session)
  }

  async #step(tabId: number, { session, event }: ReturnType<typeof tick>, place: FramePlace | null): Promise<void> {
    let next = place && session.call.kind === 'starting' ? beginAt(session, await whereabouts(place, this.#world)) : session
    if (event === 'started') next = await openCall(next, this.#world.now())
    if (event === 'ended') next = await closeCall(next, this.#world.now())
    this.#put(tabId, next)
    if (next.call.kind === 'connected' && !this.#views.hasOverlay(tabId)) this.#inject(tabId, Number(Object.keys(next.frames)[0] ?? 0))
  }

  /** A page that comes where a call's page has just gone is a reload. If it holds another call, the first call is over. */
  async #endAnother(tabId: number, place: FramePlace): Promise<void> {
    const session = this.#kept.sessions[tabId]
    if (session?.call.kind !== 'leaving' || Object.keys(session.frames).length > 0) return
    if ((await whereabouts(place, this.#world)).link === session.link) return
    await this.#step(tabId, tick(session, session.call.until), null)
  }

  /** Injects the overlay, only once a call is connected: pages without a call never carry it. */
  #inject(tabId: number, frameId: number): void {
    if (this.#ms() - (this.#injected.get(tabId) ?? 0) < INJECT_AGAIN_MS) return
    this.#injected.set(tabId, this.#ms())
    void this.#world.inject({ tabId, frameId }).catch(() => undefined)
  }

  async #answer(session: Session, said: OverlaySaid | PanelSaid): Promise<Session> {
    switch (said.said) {
      case 'presenting':
        this.#kept.presenting = said.on
        return session
      case 'hide':
        this.#kept.hidden = said.on
        return session
      case 'facilitating':
        await changeSettings({ facilitatingOn: said.on ? ownDay(this.#world.now()) : null })
        return session
      case 'marked':
        return markMoment(session, said.gesture, said.id, await this.#answering())
      case 'planned':
        return noteLink(session, { plannedMinutes: said.minutes })
      case 'bind':
        return noteLink(session, { circleId: said.circleId })
      default:
        return answerOverlay(session, said, await this.#answering())
    }
  }

  /** Takes one event in: changes what is kept, keeps it, and tells every view. An error ends this turn, not the calls. */
  #inTurn(run: (kept: KeptCalls) => void | Promise<void>): Promise<void> {
    // A turn that was asked for before the views were emptied knows nothing of the sharing, so it tells no view.
    const { emptied } = this.#views
    const turn = this.#turn.then(async () => {
      const before = JSON.stringify(this.#kept)
      await run(this.#kept)
      if (JSON.stringify(this.#kept) !== before) await this.#world.save(this.#kept)
      if (!this.#views.none) await this.#tell(emptied)
      this.#world.changed()
    })
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  #put(tabId: number, session: Session): void {
    if (isSpent(session)) delete this.#kept.sessions[tabId]
    else this.#kept.sessions[tabId] = session
  }

  #emptyNow(): void {
    this.#views.empty(...emptyShows({ ...this.#cover(), sharing: true }))
  }

  async #tell(emptied: number): Promise<void> {
    const chosen = await this.#chosen()
    const cover = this.#cover()
    const covered = isCovered(cover)
    const circles = await knownCircles.getValue()
    const drafts = covered ? {} : await readNoteDrafts()
    const around = { ...chosen, cover, circles, drafts }
    const overlayOf = async (tabId: number) => {
      const session = this.#kept.sessions[tabId] ?? freshSession(1)
      return overlayShows(session, { ...around, ...(await readCircle(session.circleId, { covered, now: this.#world.now() })) })
    }
    await this.#views.tell(overlayOf, panelShows(Object.values(this.#kept.sessions), cover, chosen.facilitating), emptied)
  }

  #cover(): Cover {
    const { sessions, presenting, hidden } = this.#kept
    return { sharing: Object.values(sessions).some(isSharing), presenting, hidden }
  }

  /** The settings a person chose, and what follows from them today. */
  async #chosen() {
    const settings = await readSettings()
    const facilitating = settings.facilitatingOn === ownDay(this.#world.now())
    return { settings, facilitating, language: chosenLanguage(settings, this.#world.uiLanguage()) }
  }

  async #answering() {
    return { ...this.#luck(), language: (await this.#chosen()).language }
  }

  #luck() {
    return { now: this.#world.now(), chance: this.#world.chance, id: this.#world.id }
  }

  #ms(): number {
    return this.#world.now().getTime()
  }
}
