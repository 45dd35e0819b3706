import type { Platform } from './platform.ts'

/** Zoom in the browser often has its page in an iframe of the same origin, so every frame of /wc/ counts. */
export const zoom: Platform = {
  name: 'Zoom',
  hosts: ['https://*.zoom.us/*'],
  mayHoldCall: (url) => url.pathname.startsWith('/wc/'),
  callLink: (url) => {
    const number = /^\/wc\/(?:join\/)?(\d{9,12})(?:\/|$)/.exec(url.pathname)?.[1]
    return number ? `https://zoom.us/${number}` : null
  },
  leave: ['.footer__leave-btn-container button', '.leave-meeting-options__btn'],
  inCall: ['.footer__leave-btn-container'],
}
