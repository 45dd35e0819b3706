import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { chooseAsked, chooseGround, chooseOpened, type Mark } from '@tend/shared/prompts/choose'
import type { Language } from '@tend/shared/schema'
import { dropNoteDraft, keepNoteDraft, readNoteDrafts } from '../../notes/note-drafts.ts'
import { beginNote, keepNote, listNotes, type Note } from '../../notes/notes.ts'
import type { Opened, OverlaySaid } from '../messages.ts'
import { readDevice, showAndRemember } from './due.ts'
import { changeLink, type LinkNotes, readCatalogue, readItems } from './memory.ts'
import { answer, isRehearsal, mark, type Session } from './session.ts'
import { changeSettings, readSettings } from './settings.ts'
import { dayAfter, learnReflection, letWait } from './waiting.ts'

type AnswerWorld = { now: Date; chance: () => number; id: () => string; language: Language }

type Answered = Exclude<OverlaySaid['said'], 'presenting' | 'hide' | 'facilitating' | 'marked' | 'planned' | 'bind'>

/** Takes a person's answer in the overlay: it changes the call, and what stays on this device. */
export async function answerOverlay(
  session: Session,
  said: Extract<OverlaySaid, { said: Answered }>,
  world: AnswerWorld,
): Promise<Session> {
  switch (said.said) {
    case 'note':
      await keepNote(await noteOf(session, said, world))
      await dropNoteDraft(said.about)
      return session
    case 'draft':
      await keepNoteDraft(said.about, await noteOf(session, said, world))
      return session
    case 'askLess':
      await changeSettings(said.yes ? { askedLess: true, perHour: 1 } : { askedLess: true })
      return { ...session, offerLess: false }
    case 'show':
      return showItem(session, said.itemId, world)
    case 'opened':
      return openFor(session, said.category, world)
    case 'openPanel':
      return session
    default:
      await learn(session, said.key, said.said)
      if (said.said === 'later' && session.prompt?.key === said.key && !isRehearsal(session))
        await letWait(session, dayAfter(world.now), world.now)
      return answer(session, said.key, said.said, world.now.getTime())
  }
}

type WrittenNote = Extract<OverlaySaid, { said: 'note' | 'draft' }>

/** Makes a note with these words, out of one that was begun or marked before, or beside the prompt it is about. */
async function noteOf(session: Session, { id, text, about }: WrittenNote, { now, language }: AnswerWorld): Promise<Note> {
  const begun = [...Object.values(await readNoteDrafts()), ...(await listNotes())].find((note) => note.id === id)
  if (begun) return { ...begun, text }
  const kind = about === 'landed_hard' || about === 'may_have_hurt' ? about : 'prompt'
  const prompt = session.prompt?.key === about ? await standing(session) : undefined
  return { id, at: now.toISOString(), kind, beside: prompt?.text[language] ?? '', text }
}

/** Shows an item because the person pressed it. It may be pressed again. */
async function showItem(session: Session, itemId: string, world: AnswerWorld): Promise<Session> {
  const item = (await readItems(session.circleId, world.now)).find((one) => one.itemId === itemId)
  const chosen = item && chooseAsked(item, catalogue)
  return chosen ? showAndRemember(session, chosen, world) : session
}

/** Finds the prompt that stands, from the library or from the circle. */
async function standing({ prompt, circleId }: Session) {
  return (await readCatalogue(circleId)).find(({ id }) => id === prompt?.promptId)
}

/** Shows what a person opens for themselves: what a witness can do, or what helps when holding the room. */
async function openFor(session: Session, category: Opened, world: AnswerWorld): Promise<Session> {
  const luck = { now: world.now, chance: world.chance() }
  const chosen = chooseOpened({ category, moment: 'rupture' }, await readDevice(session), luck)
  const saw = session.saw || category === 'witness'
  return chosen ? showAndRemember({ ...session, saw }, chosen, world) : session
}

/** Learns from an answer for later calls. Only the prompt that stands can teach, and only once. */
async function learn(session: Session, key: string, given: string): Promise<void> {
  const { prompt } = session
  if (prompt?.key !== key || prompt.answered) return
  const category = (await standing(session))?.category
  if (given === 'fewer' && category) {
    const { fewer } = await readSettings()
    await changeSettings({ fewer: { ...fewer, [category]: (fewer[category] ?? 0) + 1 } })
  }
  if (prompt.because === 'after' && given !== 'open' && !isRehearsal(session)) await learnReflection(given === 'faded')
}

/**
 * Marks a moment for the person alone, under the note it may get. The note is on this device at once, without words until the person wants
 * some.
 */
export async function markMoment(session: Session, gesture: Mark, note: string, world: AnswerWorld): Promise<Session> {
  const { now, chance, language } = world
  if (session.marks.some((one) => one.note === note)) return session
  const ground = chooseGround(gesture, { catalogue }, { now, chance: chance() })
  await beginNote({ id: note, at: now.toISOString(), kind: gesture, beside: '', text: '' })
  return mark(session, gesture, { at: now.getTime(), note, text: ground?.text[language] ?? '' })
}

/** Keeps what the person typed about the call's link, for this call and the next ones with that link. */
export async function noteLink(session: Session, change: Partial<LinkNotes>): Promise<Session> {
  if (session.link !== null) await changeLink(session.link, change)
  return { ...session, ...change }
}
