import { GONE_MS, LEAVING_MS, STARTING_MS } from '@tend/shared/calls/decide'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { Chosen } from '@tend/shared/prompts/choose'
import { APART_MINUTES } from '@tend/shared/prompts/moments'
import { describe, expect, test } from 'vitest'
import {
  answer,
  bringBack,
  callTime,
  type FrameHint,
  freshSession,
  GROUND_MS,
  hearFrame,
  hold,
  isSharing,
  isSpent,
  LATER_MINUTES,
  mark,
  noteSharing,
  type Session,
  show,
  tick,
} from '../../../call/worker/session.ts'

const minute = 60_000
const hint = (more: Partial<FrameHint> = {}): FrameHint => ({ connected: false, sharing: false, seen: false, ...more })
const connected = hint({ connected: true })
const chosen = (more: Partial<Chosen> = {}): Chosen => {
  const prompt = catalogue.find((one) => one.moment === 'opening' && one.trigger === 'clock')
  if (!prompt) throw new Error('The catalogue has no opening prompt.')
  return { prompt, item: null, moment: 'opening', because: 'opening', open: true, categoryDays: null, ...more }
}

/** A call that began at 0. */
const inCall = (): Session => tick(hearFrame(freshSession(1), '0', connected, 0).session, STARTING_MS).session

describe('frames', () => {
  test('a call lasts while any frame of the tab is in it', () => {
    const two = hearFrame(inCall(), '7', connected, minute).session
    const one = hearFrame(two, '0', hint(), 2 * minute).session
    expect(tick(one, 3 * minute).event).toBeNull()
    expect(tick(hearFrame(one, '7', hint(), 3 * minute).session, 4 * minute).event).toBe('ended')
  })

  test('a reload keeps the call; a tab that stays away ends it', () => {
    const gone = hearFrame(inCall(), '0', null, minute).session
    expect(tick(gone, minute + GONE_MS - 1).event).toBeNull()
    expect(hearFrame(gone, '0', connected, minute + 5_000).session.call.kind).toBe('connected')
    expect(tick(gone, minute + GONE_MS).event).toBe('ended')
  })

  test('the site’s own leave button makes idle the end at once', () => {
    const left = hearFrame({ ...inCall(), leftByClick: true }, '0', hint(), 20 * minute)
    expect(left.event).toBe('ended')
    expect(left.session.overMinute).toBe(20)
  })

  test('markup that shows a call counts where WebRTC shows none', () => {
    expect(tick(hearFrame(freshSession(1), '0', hint({ seen: true }), 0).session, STARTING_MS).event).toBe('started')
  })

  test('any frame that shares makes the tab share, in a call or not', () => {
    expect(isSharing(hearFrame(freshSession(1), '3', hint({ sharing: true }), 0).session)).toBe(true)
    expect(isSharing(inCall())).toBe(false)
  })

  test('a tab is forgotten once nothing is left of it', () => {
    expect(isSpent(inCall())).toBe(false)
    const over = tick(hearFrame(inCall(), '0', null, minute).session, minute + GONE_MS).session
    expect(isSpent({ ...over, afterAt: null })).toBe(true)
  })
})

describe('a prompt', () => {
  const shown = () => show(inCall(), chosen(), 'k1', 2 * minute)

  test('counts against the call when it came unasked, and not when the person asked', () => {
    expect(shown().shown).toMatchObject([{ moment: 'opening', minute: 2 }])
    expect(show(inCall(), chosen({ because: 'asked' }), 'k1', 2 * minute).shown).toEqual([])
  })

  test('put off comes back after ten minutes, open, and the next keeps its distance from then', () => {
    const later = answer(shown(), 'k1', 'later', 3 * minute)
    expect(later.prompt).toMatchObject({ open: false })
    expect(bringBack(later, (3 + LATER_MINUTES) * minute - 1)).toBe(later)
    const back = bringBack(later, (3 + LATER_MINUTES) * minute)
    expect(back.prompt).toMatchObject({ open: true, answered: false })
    expect(back.shown).toMatchObject([{ minute: 13 }])
  })

  test('"not now" counts once, however often the dot brings it back', () => {
    let session = answer(shown(), 'k1', 'notNow', 3 * minute)
    session = answer(session, 'k1', 'open', 4 * minute)
    session = answer(session, 'k1', 'notNow', 5 * minute)
    expect(session.dismissedInRow).toBe(1)
  })

  test('acting ends the row of dismissals; fading neither counts nor ends it', () => {
    const dismissed = answer(shown(), 'k1', 'notNow', 3 * minute)
    const next = show(dismissed, chosen(), 'k2', 20 * minute)
    expect(answer(next, 'k2', 'faded', 21 * minute).dismissedInRow).toBe(1)
    expect(answer(next, 'k2', 'acted', 21 * minute).dismissedInRow).toBe(0)
  })

  test('goes to the dot when something lands hard, and one put off keeps away from a gesture too', () => {
    const landed = (session: Session, at: number) => mark(session, 'landed_hard', { at, note: 'n', text: '' })
    expect(landed(shown(), 2.5 * minute).prompt).toMatchObject({ key: 'k1', open: false })
    const later = landed(answer(shown(), 'k1', 'later', 3 * minute), 12 * minute)
    expect(bringBack(later, (12 + APART_MINUTES) * minute - 1)).toBe(later)
    expect(bringBack(later, (12 + APART_MINUTES) * minute).prompt).toMatchObject({ open: true })
  })

  test('an answer to one that no longer stands changes nothing', () => {
    const session = shown()
    expect(answer(session, 'another', 'notNow', 3 * minute)).toBe(session)
  })

  test('a moment that came while sharing is held once', () => {
    expect(hold(hold(inCall(), 'opening'), 'opening').held).toEqual(['opening'])
  })
})

describe('what the moments follow from', () => {
  test('the minute at which sharing ended, and the minute of the last gesture', () => {
    const sharing = noteSharing(inCall(), true, 10 * minute)
    expect(callTime(sharing, 12 * minute).sharingEndedAt).toBeNull()
    const ended = noteSharing(sharing, false, 12 * minute)
    expect(callTime(noteSharing(ended, false, 13 * minute), 14 * minute).sharingEndedAt).toBe(12)
    const marked = mark(inCall(), 'may_have_hurt', { at: 6 * minute, note: 'n', text: '' })
    expect(callTime(marked, 9 * minute)).toMatchObject({ minute: 9, markedAt: 6 })
  })

  test('both by the call’s own clock', () => {
    const fast = { ...inCall(), speed: 60 }
    expect(callTime(mark(fast, 'landed_hard', { at: 2_000, note: 'n', text: '' }), 5_000)).toMatchObject({ minute: 5, markedAt: 2 })
  })
})

describe('the end', () => {
  test('empties what stood, and looks for something fitting', () => {
    const leaving = hearFrame(show(inCall(), chosen(), 'k1', 2 * minute), '0', hint(), 40 * minute).session
    const { session, event } = tick(leaving, 40 * minute + LEAVING_MS)
    expect(event).toBe('ended')
    expect(session).toMatchObject({ prompt: null, overMinute: 40, afterAt: 40 * minute + LEAVING_MS })
  })

  test('reflecting on a mark never comes in the minute of the mark', () => {
    const marked = mark(inCall(), 'landed_hard', { at: 40 * minute, note: 'n', text: 'Nothing is asked.' })
    expect(marked.gesture).toMatchObject({ kind: 'landed_hard', id: 'n', at: 40 * minute })
    const { session } = tick(hearFrame(marked, '0', hint(), 40 * minute + 1_000).session, 40 * minute + 1_000 + LEAVING_MS)
    expect(session.afterAt).toBe(40 * minute + GROUND_MS)
  })

  test('the next call in the tab begins with nothing of the last', () => {
    const over = tick(hearFrame(show(inCall(), chosen(), 'k1', 2 * minute), '0', hint(), 9 * minute).session, 10 * minute).session
    const again = tick(hearFrame(over, '0', connected, 20 * minute).session, 20 * minute + STARTING_MS).session
    expect(again).toMatchObject({ shown: [], marks: [], overMinute: null, afterAt: null, prompt: null })
  })
})
