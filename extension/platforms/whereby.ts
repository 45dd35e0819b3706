import type { Platform } from './platform.ts'

/** Whereby: the sensor alone knows its calls. */
export const whereby: Platform = {
  name: 'Whereby',
  hosts: ['https://*.whereby.com/*'],
  mayHoldCall: (url) => url.pathname.length > 1,
  callLink: (url) => url.origin + url.pathname,
  leave: [],
  inCall: [],
}
