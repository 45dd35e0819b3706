import { browser } from 'wxt/browser'
import type { Room } from '../messages.ts'
import { askForRoom } from './asked-room.ts'

/**
 * Opens the panel, at a room if one is asked for. The panel opens beside the page only while the person's click still counts, so nothing is
 * awaited before. Where the browser does not allow it (Firefox, for a click in a page), the panel stands in a small window of its own.
 */
export function showPanel(tabId: number | undefined, windowId: number | undefined, room?: Room): void {
  if (room) void askForRoom(room)
  void showBeside(tabId, windowId).catch(showApart)
}

/** Firefox has a sidebar where Chromium has a side panel. */
async function showBeside(tabId: number | undefined, windowId: number | undefined): Promise<void> {
  const { sidebarAction } = browser as { sidebarAction?: { open: () => Promise<void> } }
  if (browser.sidePanel?.open && tabId !== undefined) return browser.sidePanel.open({ tabId })
  if (browser.sidePanel?.open && windowId !== undefined) return browser.sidePanel.open({ windowId })
  if (!sidebarAction) throw new Error('Nothing stands beside pages here.')
  await sidebarAction.open()
}

let apart: number | undefined

/** Opens one window, however often it is asked for. */
async function showApart(): Promise<void> {
  const standing = apart === undefined ? null : await browser.windows.update(apart, { focused: true }).catch(() => null)
  if (standing) return
  const url = browser.runtime.getURL('/sidepanel.html')
  apart = (await browser.windows.create({ url, type: 'popup', width: 400, height: 720 }).catch(() => undefined))?.id
}
