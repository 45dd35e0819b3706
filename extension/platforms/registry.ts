import { bigbluebutton } from './bigbluebutton.ts'
import { jitsi } from './jitsi.ts'
import { meet } from './meet.ts'
import type { Platform } from './platform.ts'
import { teams } from './teams.ts'
import { whereby } from './whereby.ts'
import { zoom } from './zoom.ts'

/** Every call site Tend knows. Adding one is a file here and a line below; the manifest's hosts follow. */
export const platforms: readonly Platform[] = [meet, zoom, teams, jitsi, bigbluebutton, whereby]

/** The hosts the extension may see from the start. */
export const callHosts: readonly string[] = platforms.flatMap((platform) => platform.hosts)
