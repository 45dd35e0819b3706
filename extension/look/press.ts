import { createStore, type StoreApi } from 'zustand/vanilla'

/** What a press is for. In a box for words nothing may wait: what is typed there has to stand at once. */
const PRESSABLE = 'button, summary, label, a[href], input[type=radio], input[type=checkbox]'
/** How long (ms) a press is waited for; who presses longer is not about to let go. */
const LONGEST_MS = 2_000
/** How long (ms) after a press its click may come: where a finger pressed, it is made a moment later. */
const CLICK_MS = 100

/** A store to draw from, and not to write to. */
export type Drawn<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>

/**
 * The store as it is drawn: it stands still while something is pressed. A browser makes a click only where press and release meet the same
 * thing; what an answer moves or replaces between the two would take the click away. What may not wait, by `atOnce`, is drawn all the same.
 */
export function stillWhilePressed<T>(
  store: StoreApi<T>,
  page: Pick<EventTarget, 'addEventListener'>,
  atOnce: (now: T, drawn: T) => boolean,
): Drawn<T> {
  const drawn = createStore<T>(() => store.getState())
  const draw = () => drawn.setState(store.getState(), true)
  const press = followPress(page, draw)
  store.subscribe((now) => {
    if (!press.is || atOnce(now, drawn.getState())) draw()
  })
  return drawn
}

function followPress(page: Pick<EventTarget, 'addEventListener'>, over: () => void): { is: boolean } {
  const press = { is: false }
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = () => {
    clearTimeout(timer)
    press.is = false
    over()
  }
  const endAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(end, ms)
  }
  const begin = ({ target }: Event) => {
    if (!(target as Element | null)?.closest?.(PRESSABLE)) return
    press.is = true
    endAfter(LONGEST_MS)
  }
  const release = () => press.is && endAfter(CLICK_MS)
  const bySpace = (then: (event: Event) => void) => (event: Event) => (event as KeyboardEvent).key === ' ' && then(event)
  const before = { capture: true }
  page.addEventListener('pointerdown', begin, before)
  page.addEventListener('keydown', bySpace(begin), before)
  for (const name of ['pointerup', 'pointercancel']) page.addEventListener(name, release, before)
  page.addEventListener('keyup', bySpace(release), before)
  // What the click does is drawn in its own turn, as ever; what came before it once it has reached what was pressed.
  page.addEventListener(
    'click',
    () => {
      press.is = false
    },
    before,
  )
  page.addEventListener('click', end)
  return press
}
