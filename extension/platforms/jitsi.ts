import type { Platform } from './platform.ts'

/** Jitsi Meet and 8x8; a person grants other hosts on their own. A room is its path, without the settings in the hash. */
export const jitsi: Platform = {
  name: 'Jitsi',
  hosts: ['https://meet.jit.si/*', 'https://8x8.vc/*'],
  mayHoldCall: (url) => url.pathname.length > 1,
  callLink: (url) => url.origin + url.pathname.toLowerCase(),
  leave: ['[data-testid="toolbox.hangup"]'],
  inCall: [],
}
