import { type Browser, e2eExtension, startChromium } from './chromium.ts'
import { e2eFirefox, startFirefox } from './firefox.ts'

/** Each browser that people use, with the extension as it is built for tests: `describe.each(eachBrowser)('… in $name', ({ start }) => …)`. */
export const eachBrowser: { name: string; start: () => Promise<Browser> }[] = [
  { name: 'Chromium', start: () => startChromium({ extension: e2eExtension }) },
  { name: 'Firefox', start: () => startFirefox({ extension: e2eFirefox }) },
]
