import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'

type Sidebar = { open: () => Promise<void> }
const beside = fakeBrowser as unknown as { sidebarAction?: Sidebar; sidePanel?: { open: (where: unknown) => Promise<void> } }
const windows = async () => (await fakeBrowser.windows.getAll()).filter(({ type }) => type === 'popup')
const errors: unknown[] = []
const note = (error: unknown) => void errors.push(error)

/** Gives the worker's module as a worker that has just started has it. */
async function freshly() {
  vi.resetModules()
  return import('../../../call/worker/side.ts')
}

beforeEach(() => {
  fakeBrowser.reset()
  errors.length = 0
  process.on('unhandledRejection', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  delete beside.sidebarAction
  delete beside.sidePanel
})

test('a sidebar that may not open, as the click was in a page, stands in a window of its own: one, and nothing is thrown', async () => {
  beside.sidebarAction = { open: () => Promise.reject(new Error('sidebarAction.open may only be called from a user input handler')) }
  const { showPanel } = await freshly()
  showPanel(1, 1, 'back-burner')
  await expect.poll(async () => (await windows()).length).toBe(1)
  showPanel(1, 1)
  await new Promise((done) => setTimeout(done, 20))
  expect((await windows()).length).toBe(1)
  expect(await fakeBrowser.storage.session.get('room')).toMatchObject({ room: { room: 'back-burner' } })
  expect(errors).toEqual([])
})

test('one that opens leaves no window', async () => {
  const open = vi.fn(() => Promise.resolve())
  beside.sidebarAction = { open }
  const { showPanel } = await freshly()
  showPanel(1, 1)
  await new Promise((done) => setTimeout(done, 20))
  expect(open).toHaveBeenCalledOnce()
  expect(await windows()).toEqual([])
})

test('is asked for in the same turn as the click: later the browser would not open it', async () => {
  const open = vi.fn(() => Promise.resolve())
  beside.sidePanel = { open }
  const { showPanel } = await freshly()
  showPanel(7, 1, 'repairs')
  expect(open).toHaveBeenCalledWith({ tabId: 7 })
})

test('a browser that opens nothing at all throws nothing either', async () => {
  vi.spyOn(fakeBrowser.windows, 'create').mockRejectedValueOnce(new Error('No window.'))
  const { showPanel } = await freshly()
  showPanel(undefined, undefined)
  await new Promise((done) => setTimeout(done, 20))
  expect(errors).toEqual([])
})
