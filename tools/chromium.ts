import { bringProgram, findProgram, type Program } from './program.ts'

const chromium: Program = {
  name: 'Chromium',
  variable: 'CHROMIUM',
  commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'brave-browser', 'microsoft-edge'],
  onMac: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  debianPackage: 'chromium',
}

/** The Chromium to test with: `CHROMIUM` if set, else the first one found in the PATH or in its usual places; undefined when there is none. */
export const findChromium = () => findProgram(chromium)

/** Finds Chromium, or installs Debian's where this user may; gives a plain sentence when neither works. */
export const bringChromium = () => bringProgram(chromium)
