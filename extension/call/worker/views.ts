import type { OverlayShows, PanelShows } from '../messages.ts'

type View<Shows> = { send: (shows: Shows) => void; last: string }
type Overlay = View<OverlayShows> & { tabId: number; end: () => void }

/** Everything that shows words of ours: the overlays in tabs, and the extension's own pages. */
export class Views {
  readonly #overlays = new Set<Overlay>()
  readonly #panels = new Set<View<PanelShows>>()
  /** The number rises with each emptying. What was built before an emptying is told to no view after it. */
  #emptied = 0

  addOverlay(tabId: number, send: (shows: OverlayShows) => void, end: () => void): () => void {
    const overlay = { tabId, send, end, last: '' }
    this.#overlays.add(overlay)
    return () => this.#overlays.delete(overlay)
  }

  addPanel(send: (shows: PanelShows) => void): () => void {
    const panel = { send, last: '' }
    this.#panels.add(panel)
    return () => this.#panels.delete(panel)
  }

  get none(): boolean {
    return this.#overlays.size + this.#panels.size === 0
  }

  hasOverlay(tabId: number): boolean {
    return [...this.#overlays].some((one) => one.tabId === tabId)
  }

  /** Sharing was asked for. Every view empties at once, whatever else is going on, and the turn that follows tells them the rest. */
  empty(overlay: OverlayShows, panel: PanelShows): void {
    this.#emptied++
    for (const view of this.#overlays) send(view, overlay)
    for (const view of this.#panels) send(view, panel)
  }

  /** Ends every overlay, with the words that stand in it. Where a call goes on, a new overlay comes. */
  endOverlays(): void {
    this.#emptied++
    for (const { end } of this.#overlays) end()
    this.#overlays.clear()
  }

  /** The number of the last emptying. A turn asks for it when it is asked for itself, before its telling is made. */
  get emptied(): number {
    return this.#emptied
  }

  /** Tells each view what it may show, if that is new to it. Stops where the views were emptied since `emptied`. */
  async tell(overlayOf: (tabId: number) => Promise<OverlayShows>, panel: PanelShows, emptied: number): Promise<void> {
    for (const view of this.#overlays) {
      const shows = await overlayOf(view.tabId)
      if (this.#emptied !== emptied) return
      send(view, shows)
    }
    if (this.#emptied !== emptied) return
    for (const view of this.#panels) send(view, panel)
  }
}

function send<Shows>(view: View<Shows>, shows: Shows): void {
  const next = JSON.stringify(shows)
  if (next === view.last) return
  view.last = next
  view.send(shows)
}
