import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { holdPairing } from '../../api/standing.ts'
import { deleteSetAside, handOverNotes, listSetAside } from '../../notes/handover.ts'
import { keepNoteDraft, readNoteDrafts } from '../../notes/note-drafts.ts'
import { keepNote, listNotes, type Note } from '../../notes/notes.ts'
import { circleId, held, memberId } from '../world.ts'

const ana = held
const noor = { ...held, token: 'tnd_another', memberId: circleId }
const note = (text: string): Note => ({ id: text, at: '2026-11-27T12:00:00.000Z', kind: 'landed_hard', beside: '', text })
const texts = async () => (await listNotes()).map(({ text }) => text)
const begun = async () => Object.values(await readNoteDrafts()).map(({ text }) => text)

beforeEach(async () => {
  fakeBrowser.reset()
  await holdPairing(ana)
  await keepNote(note('the joke'))
  await keepNoteDraft('landed_hard', note('half a sen'))
})

describe('notes, when somebody else is paired in the browser', () => {
  test('are not theirs to read, kept or begun; theirs are their own', async () => {
    await holdPairing(noor)
    expect([await texts(), await begun()]).toEqual([[], []])
    expect(await listSetAside()).toEqual([{ server: ana.server, memberId }])
    await keepNote(note('what Noor keeps'))
    expect(await texts()).toEqual(['what Noor keeps'])
  })

  test('are each person’s again whenever their pairing is back', async () => {
    await holdPairing(noor)
    await keepNote(note('what Noor keeps'))
    await holdPairing(ana)
    expect([await texts(), await begun()]).toEqual([['the joke'], ['half a sen']])
    expect(await listSetAside()).toEqual([{ server: noor.server, memberId: noor.memberId }])
    await holdPairing(noor)
    expect([await texts(), await begun()]).toEqual([['what Noor keeps'], []])
  })

  test('can be deleted unread, and are then nowhere on the device', async () => {
    await holdPairing(noor)
    await deleteSetAside({ server: ana.server, memberId })
    expect(await listSetAside()).toEqual([])
    const everything = [await fakeBrowser.storage.local.get(null), await fakeBrowser.storage.session.get(null)]
    expect(JSON.stringify(everything)).not.toMatch(/the joke|half a sen/)
    await holdPairing(ana)
    expect([await texts(), await begun()]).toEqual([[], []])
  })

  test('stay where they are for the same person, paired anew', async () => {
    await holdPairing({ ...ana, token: 'tnd_again' })
    expect([await texts(), await begun()]).toEqual([['the joke'], ['half a sen']])
    expect(await listSetAside()).toEqual([])
  })

  test('are found again, and none twice, where the worker died before the other pairing was held', async () => {
    await handOverNotes(ana, noor)
    await keepNote(note('another joke'))
    await keepNoteDraft('may_have_hurt', note('I lau'))
    await holdPairing({ ...ana, token: 'tnd_again' })
    expect([await texts(), (await begun()).sort()]).toEqual([
      ['another joke', 'the joke'],
      ['I lau', 'half a sen'],
    ])
    expect(await listSetAside()).toEqual([])
    await holdPairing({ ...ana, token: 'tnd_once_more' })
    expect(await texts()).toEqual(['another joke', 'the joke'])
  })
})
