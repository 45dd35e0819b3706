import { defineContentScript } from 'wxt/utils/define-content-script'
import { doorIn } from '../call/page/door.ts'
import { awaitOurs } from '../call/page/handshake-chromium.ts'
import { meetingPlace, offerChannel } from '../call/page/handshake-firefox.ts'
import { followOverlay, keepKeys } from '../call/page/keys.ts'
import { lookFor } from '../call/page/marks.ts'
import { type Report, startSensor } from '../call/page/sensor.ts'
import { callMarksAt } from '../platforms/call-marks.ts'

/**
 * Runs in the page's own world, before the page does. It takes now what it uses later, because a page can replace what it would find then.
 */
export default defineContentScript({
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  world: 'MAIN',
  main() {
    const { setInterval, clearInterval } = window
    const { stringify } = JSON
    const every = (ms: number, run: () => void) => {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    }
    const sense = (isHeard: () => boolean, report: Report) =>
      startSensor({ page: window as unknown as Record<string, unknown>, every, isHeard }, report)
    const inWords = (sensed: Parameters<Report>[0]) => stringify({ tend: 'sensor', ...sensed })
    if (import.meta.env.BROWSER === 'firefox') {
      const say = offerChannel(meetingPlace(window))
      sense(
        () => true,
        (sensed) => say(inWords(sensed)),
      )
      return
    }
    const door = doorIn(window)
    const call = () => {
      listenForKeys()
      listenForOurs()
      door.open()
    }
    sense(door.isOpen, (sensed, isReal) => {
      if (isReal) call()
      door.say(inWords(sensed))
    })
    const kept = { overlay: null, escape: null }
    const listenForKeys = keepKeys(window, kept)
    const listenForOurs = awaitOurs(window, { bridge: door.take, overlay: followOverlay(kept) })
    const marks = callMarksAt(document.URL)
    if (marks.length > 0) lookFor(marks, { document, every, isKnown: door.isOpen }, call)
  },
})
