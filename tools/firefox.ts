import { type Brought, bringProgram, findProgram, type Program } from './program.ts'

/** The long-term release comes first, as it changes least between two runs of the tests. */
const firefox: Program = {
  name: 'Firefox',
  variable: 'FIREFOX',
  commands: ['firefox-esr', 'firefox'],
  onMac: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debianPackage: 'firefox-esr',
}

/** A screen in memory. Firefox makes up a camera and a microphone, but no screen to share. */
const screen: Program = { name: 'Xvfb', variable: 'XVFB', commands: ['Xvfb'], debianPackage: 'xvfb' }

/**
 * Gives the Firefox to test with: `FIREFOX` if set, else the first one found in the PATH or in its usual places. Gives undefined when there
 * is none.
 */
export const findFirefox = () => findProgram(firefox)

/**
 * Gives what makes a screen of its own for Firefox, found likewise. Without one this gives undefined, and Firefox shares the screen of this
 * machine.
 */
export const findScreen = () => findProgram(screen)

/** Finds Firefox and, on Linux, its screen, or installs Debian's where this user may. Gives a plain sentence when neither works. */
export async function bringFirefox(): Promise<Brought> {
  const brought = process.platform === 'linux' ? await bringProgram(screen) : null
  return brought && 'why' in brought ? brought : bringProgram(firefox)
}
