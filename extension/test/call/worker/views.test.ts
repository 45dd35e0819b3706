import { expect, test } from 'vitest'
import type { OverlayShows } from '../../../call/messages.ts'
import { emptyShows } from '../../../call/worker/shows.ts'
import { Views } from '../../../call/worker/views.ts'

const [bare, panel] = emptyShows({ sharing: true, presenting: false, hidden: false })
const withWords: OverlayShows = { ...bare, sharing: false, drafts: { k: { id: 'n', text: 'words' } } }

test('what was being built when sharing was asked for is told to nobody afterwards', async () => {
  const views = new Views()
  const told: OverlayShows[] = []
  const panels: unknown[] = []
  views.addOverlay(
    1,
    (shows) => told.push(shows),
    () => undefined,
  )
  views.addPanel((shows) => panels.push(shows))
  let built: (shows: OverlayShows) => void = () => undefined
  const slow = () => new Promise<OverlayShows>((done) => (built = done))
  const telling = views.tell(slow, { ...panel, covered: false }, views.emptied)
  views.empty(bare, panel)
  built(withWords)
  await telling
  expect([told, panels]).toEqual([[bare], [panel]])
  await views.tell(async () => withWords, panel, views.emptied)
  expect(told).toEqual([bare, withWords])
})
