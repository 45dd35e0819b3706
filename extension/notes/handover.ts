import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { isSamePerson, type PairedPerson } from '../storage/paired-person.ts'
import { noteDraftsKey } from './note-drafts.ts'
import { notesKey } from './notes.ts'

/** One person's notes as they lay, while another person is paired here. */
const SetAside = v.object({ server: v.string(), memberId: v.string(), kept: v.unknown() })
type SetAside = v.InferOutput<typeof SetAside>

const asideKey = (key: string) => `${key}Aside`

async function readSetAside(area: 'local' | 'session', key: string): Promise<SetAside[]> {
  const stored = v.safeParse(v.array(SetAside), (await browser.storage[area].get(asideKey(key)))[asideKey(key)])
  return stored.success ? stored.output : []
}

async function exchange(area: 'local' | 'session', key: string, before: PairedPerson, next: PairedPerson): Promise<void> {
  await navigator.locks.request(key, async () => {
    const { [key]: here } = await browser.storage[area].get(key)
    const aside = await readSetAside(area, key)
    const { server, memberId } = before
    const isBack = isSamePerson(before, next)
    const left = isBack || isEmpty(here) ? [] : [{ server, memberId, kept: here }]
    const others = [...aside.filter((one) => !isSamePerson(one, next) && !isSamePerson(one, before)), ...left]
    const kept = together(isBack ? here : null, aside.find((one) => isSamePerson(one, next))?.kept)
    // Both are written at once: a worker that died between them would leave one person's words to the other.
    await browser.storage[area].set({ [key]: kept, [asideKey(key)]: others })
  })
}

/** A person finds notes of theirs in both places where a worker died before the next pairing was held. */
function together(here: unknown, aside: unknown): unknown {
  if (isEmpty(here) || isEmpty(aside)) return (isEmpty(here) ? aside : here) ?? null
  return Array.isArray(here) && Array.isArray(aside) ? [...here, ...aside] : { ...(aside as object), ...(here as object) }
}

const isEmpty = (kept: unknown) => typeof kept !== 'object' || kept === null || Object.keys(kept).length === 0

/**
 * Another person is paired in this browser, or the same one once more. This sets aside the notes, kept and begun, of the person before, and
 * brings back those that the next person has here from before. Nothing is lost, and no one reads the notes of another.
 */
export async function handOverNotes(before: PairedPerson, next: PairedPerson): Promise<void> {
  await exchange('local', notesKey, before, next)
  await exchange('session', noteDraftsKey, before, next)
}

/** The people whose notes lie here unseen by the person who is here. */
export async function listSetAside(): Promise<PairedPerson[]> {
  return (await readSetAside('local', notesKey)).map(({ server, memberId }) => ({ server, memberId }))
}

/** Deletes what is set aside for this person, kept and begun. */
export async function deleteSetAside(person: PairedPerson): Promise<void> {
  for (const [area, key] of [
    ['local', notesKey],
    ['session', noteDraftsKey],
  ] as const)
    await navigator.locks.request(key, async () =>
      browser.storage[area].set({ [asideKey(key)]: (await readSetAside(area, key)).filter((one) => !isSamePerson(one, person)) }),
    )
}

/** Calls back whenever that changes, in any window. Gives a function that stops that. */
export function watchSetAside(changed: (people: PairedPerson[]) => void): () => void {
  const listen = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && asideKey(notesKey) in changes) void listSetAside().then(changed)
  }
  browser.storage.onChanged.addListener(listen)
  return () => browser.storage.onChanged.removeListener(listen)
}
