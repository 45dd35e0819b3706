import { defineContentScript } from 'wxt/utils/define-content-script'
import { meetingPlace, offerChannel } from '../call/channel.ts'
import { startSensor } from '../call/sensor.ts'

/** Runs in the page's own world, before the page does. */
export default defineContentScript({
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  world: 'MAIN',
  main() {
    const { setInterval, clearInterval } = window
    const { stringify } = JSON
    const say = offerChannel(meetingPlace(window))
    const every = (ms: number, run: () => void) => {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    }
    startSensor({ page: window as unknown as Record<string, unknown>, every }, (sensed) => say(stringify({ tend: 'sensor', ...sensed })))
  },
})
