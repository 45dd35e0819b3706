import { describe, expect, it } from 'vitest'
import { readChannel } from '../../panel/settings/slack-channel.ts'

describe('a Slack channel, as somebody pastes it', () => {
  it.each([
    ['C0123456789', 'C0123456789'],
    ['  G01ABCDEF2 ', 'G01ABCDEF2'],
    ['https://pod.slack.com/archives/C0123456789', 'C0123456789'],
    ['https://pod.enterprise.slack.com/archives/C0123456789/p1700000000000100?thread_ts=1', 'C0123456789'],
    ['https://app.slack.com/client/T0123456789/C0123456789', 'C0123456789'],
  ])('%s', (pasted, id) => expect(readChannel(pasted)).toBe(id))

  it.each([
    '',
    '#general',
    'general',
    'GENERAL',
    'D0123456789',
    'https://example.org/archives/C0123456789',
    'https://pod.slack.com/team/U0123456789',
  ])('“%s” is none', (pasted) => expect(readChannel(pasted)).toBeNull())
})
