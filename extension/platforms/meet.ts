import type { Platform } from './platform.ts'

/** Google Meet. Its leave button has a localised label, and is known only by an icon. */
export const meet: Platform = {
  name: 'Google Meet',
  hosts: ['https://meet.google.com/*'],
  mayHoldCall: (url) => /^\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/.test(url.pathname) || url.pathname.startsWith('/lookup/'),
  callLink: (url) => url.origin + url.pathname,
  leave: ['button:has([data-icon="call_end"])', 'button[jsname="CQylAd"]'],
  inCall: [],
}
