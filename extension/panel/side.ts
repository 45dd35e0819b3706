import { browser } from 'wxt/browser'
import { askForRoom, type Room } from './room.ts'

/** Opens the side panel, at a room if one is asked for. It opens only while the person's click still counts: nothing is awaited before. */
export function showPanel(tabId: number | undefined, windowId: number | undefined, room?: Room): void {
  if (room) void askForRoom(room)
  void showBeside(tabId, windowId).catch(() => undefined)
}

/** Firefox has a sidebar where Chromium has a side panel. */
async function showBeside(tabId: number | undefined, windowId: number | undefined): Promise<void> {
  const { sidebarAction } = browser as { sidebarAction?: { open: () => Promise<void> } }
  if (browser.sidePanel?.open && tabId !== undefined) await browser.sidePanel.open({ tabId })
  else if (windowId !== undefined) await sidebarAction?.open()
}
