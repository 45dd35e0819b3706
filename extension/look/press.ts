import { createStore, type StoreApi } from 'zustand/vanilla'

/** A press is for one of these. Boxes for words are not among them, because what is typed has to stand at once. */
const PRESSABLE = 'button, summary, label, a[href], input[type=radio], input[type=checkbox]'
/** The most milliseconds for which a press is waited for. A person who presses longer is not about to let go. */
const LONGEST_MS = 2_000
/** Milliseconds after a press in which its click may come. The click of a finger is made a moment after its press. */
const CLICK_MS = 100

/** A store to draw from, and not to write to. */
export type Drawn<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>

/**
 * Gives the store as it is drawn, which stands still while something is pressed. A browser makes a click only where press and release meet
 * the same thing, so an answer that moves or replaces something between the two would take the click away. Changes that may not wait, by
 * `atOnce`, are drawn all the same.
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
  // The click's own changes are drawn in their own turn, as ever. Changes that came before it are drawn once it has reached what was
  // pressed.
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
