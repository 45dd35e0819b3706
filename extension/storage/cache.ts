import { storage } from 'wxt/utils/storage'

type KeptAnswer = { etag: string; body: string }

/*
 * Answers to reads, one entry an address, with their ETags. With them asking again is cheap, and a panel opened while the server is away
 * still shows something. They lie in session storage and never on the disk, as concerns and drafted acknowledgements are among them.
 */
const entry = (url: string) => `session:answer ${url}` as const

/** The server's last answer at this address, if it is still known. */
export function findAnswer(url: string): Promise<KeptAnswer | null> {
  return storage.getItem<KeptAnswer>(entry(url)).catch(() => null)
}

/** Forgets every answer. */
export async function dropAnswers(): Promise<void> {
  const kept = Object.keys(await storage.snapshot('session')).filter((key) => key.startsWith('answer '))
  await storage.removeItems(kept.map((key) => `session:${key}` as const))
}

/** Later pages of a list stand under the cursor of the page before. Once that page has changed, they are not found any more. */
async function dropLaterPages(url: string): Promise<void> {
  const { origin, pathname } = new URL(url)
  const kept = Object.keys(await storage.snapshot('session'))
  const later = kept.filter((key) => key.startsWith(`answer ${origin}${pathname}?`) && key.includes('cursor='))
  await storage.removeItems(later.map((key) => `session:${key}` as const))
}

/**
 * Keeps an answer of at most a quarter of a million characters, where there is room, so that session storage (10 MB) does not fill up.
 * Where it did, all answers make room for what people write. Refuses nothing: an answer that is not kept is still an answer.
 */
export async function keepAnswer(url: string, answer: KeptAnswer): Promise<void> {
  if (answer.body.length > 250_000) return
  await keep(url, answer).catch(() => dropAnswers().catch(() => undefined))
}

/**
 * Writes something of a person's own into session storage. Where that is full, answers make room: they can be asked for again, and words
 * that a person is writing cannot. Rejects only where there is no room even so.
 */
export function writeWithRoom(write: () => Promise<void>): Promise<void> {
  return write().catch(async () => {
    await dropAnswers()
    await write()
  })
}

async function keep(url: string, answer: KeptAnswer): Promise<void> {
  if (answer.body.includes('"next":"') && !url.includes('cursor=')) await dropLaterPages(url)
  await storage.setItem(entry(url), answer)
}
