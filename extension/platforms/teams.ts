import type { Platform } from './platform.ts'

/** Microsoft Teams has one address for the whole app, so a call is named only by a link that was opened as one. */
export const teams: Platform = {
  name: 'Microsoft Teams',
  hosts: ['https://teams.microsoft.com/*', 'https://teams.live.com/*', 'https://teams.cloud.microsoft/*'],
  mayHoldCall: () => true,
  callLink: (url) => (/^\/(?:meet|l\/meetup-join)\/./.test(url.pathname) ? url.origin + url.pathname : null),
  leave: ['#hangup-button', '[data-tid="hangup-main-btn"]'],
  inCall: [],
}
