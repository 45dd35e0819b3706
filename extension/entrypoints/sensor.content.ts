import { defineContentScript } from 'wxt/utils/define-content-script'
import { SENSED } from '../call/link.ts'
import { startSensor } from '../call/sensor.ts'
import { callHosts } from '../platforms/registry.ts'

/** Runs in the page's own world, before the page does. */
export default defineContentScript({
  matches: [...callHosts],
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  world: 'MAIN',
  main() {
    const { setInterval, clearInterval, CustomEvent } = window
    const { stringify } = JSON
    const dispatch = document.dispatchEvent.bind(document)
    const every = (ms: number, run: () => void) => {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    }
    startSensor({ page: window as unknown as Record<string, unknown>, every }, (sensed) =>
      dispatch(new CustomEvent(SENSED, { detail: stringify({ tend: 'sensor', ...sensed }) })),
    )
  },
})
