import type { Platform } from './platform.ts'

/** BigBlueButton runs on groups' own hosts alone. Its address holds a session, not a room, so it names no call. */
export const bigbluebutton: Platform = {
  name: 'BigBlueButton',
  hosts: [],
  mayHoldCall: (url) => url.pathname.startsWith('/html5client/'),
  callLink: () => null,
  leave: ['[data-test="leaveMeetingDropdown"]', '[data-test="logout"]'],
  inCall: [],
}
