import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import { describe, expect, it } from 'vitest'
import { marksOf } from '../../panel/settings/beside-names.ts'

const t = panelSettingsCopy.en
const mia = { id: 'mia', displayName: 'Mia', guest: false, slackAdmin: false, away: false }

describe('what stands beside the name of a steward', () => {
  it('says that nothing new goes to them, whether they are away, rest or said so', () => {
    expect(marksOf({ ...mia, away: true }, 'noor', t)).toEqual(['away for now'])
    expect(marksOf({ ...mia, noNewOnes: true }, 'noor', t)).toEqual(['takes on nothing new for now'])
    expect(marksOf({ ...mia, away: true, noNewOnes: true }, 'noor', t)).toEqual(['away for now'])
  })
  it('says who is oneself and who runs the Slack workspace, and otherwise nothing', () => {
    expect(marksOf({ ...mia, slackAdmin: true, noNewOnes: false }, 'mia', t)).toEqual(['you', 'owner or admin in Slack'])
    expect([marksOf(mia, 'noor', t), marksOf(undefined, 'noor', t)]).toEqual([[], []])
  })
})
