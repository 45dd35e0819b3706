import { type Client, createClient, wholeLists } from '@tend/server/client'
import { utcDay } from '@tend/shared/zone'
import { browser } from 'wxt/browser'
import { armCircleItems, circleItemsAlarm, keepCircleItems, keepCircles } from '../circle/circle-items.ts'
import { keepCirclePrompts, keepRoles } from '../circle/circle-prompts.ts'
import { keepCircleRests } from '../circle/circle-rests.ts'
import { keepCircleWork } from '../circle/circle-work.ts'
import { removeDraft } from '../storage/drafts.ts'
import { isSamePerson } from '../storage/paired-person.ts'
import { drop, endPause, enqueue, isAside, outbox, sendWaiting, type WaitingWrite } from './outbox.ts'
import type { RequestOutcome } from './outcome.ts'
import { pairDevice } from './pair.ts'
import type { PanelAsk, WorkerReply, WriteOutcome } from './panel-asks.ts'
import { canWait, type Keyed, type ReadAnswers, type ReadName, reads, type WriteName, writes } from './requests.ts'
import { type HeldPairing, keepAs, pairing, publishStanding, standingNow, wipeDevice } from './standing.ts'
import { createTransport } from './transport.ts'

/** The alarm that tries to send what waits: each minute, or each hour while all of it has stepped aside. */
const outboxAlarm = 'outbox'

/**
 * Starts the extension's side of the API in its worker, the only place that knows the device's token. Listeners are added at once, as a
 * worker that is woken by an event requires.
 */
export function startApi(): void {
  // Firefox has no access levels: what no content script may read lies elsewhere there (storage/kept-from-pages.ts).
  void browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    if (!fromOwnPage(sender) || !isPanelAsk(message)) return undefined
    const broken = { broken: true } satisfies WorkerReply
    void answerPanel(message).then(
      (answer) => respond({ answer } satisfies WorkerReply),
      () => respond(broken),
    )
    return true
  })
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === circleItemsAlarm) void fetchCircleItems().finally(() => armCircleItems(Math.random()))
    if (name === outboxAlarm) void sendAll()
  })
  void publishStanding()
  void armCircleItems(Math.random())
  void armOutbox()
}

/** Only pages of the extension itself may ask. A content script's address is that of the page it stands in. */
export function fromOwnPage(sender: { id?: string; url?: string; origin?: string }): boolean {
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL('/'))
}

function isPanelAsk(message: unknown): message is PanelAsk {
  return typeof message === 'object' && message !== null && 'tend' in message && message.tend === 'api' && 'ask' in message
}

/** Answers one question of the panel. */
export async function answerPanel(asked: PanelAsk): Promise<unknown> {
  switch (asked.ask) {
    case 'standing':
      void sendAll()
      return standingNow()
    case 'pair':
      return pair(asked.form)
    case 'read':
      return read(asked.name, asked.id)
    case 'write':
      return write(asked)
    case 'sendWaiting':
      await endPause(asked.key)
      return void (await sendAll())
    case 'drop':
      return drop(asked.key)
    case 'forget':
      return forget()
  }
}

const clientFor = (held: HeldPairing): Client => createClient(held.server, wholeLists(createTransport(held)), () => ({}))

async function pair(form: Parameters<typeof pairDevice>[0]) {
  const problem = await pairDevice(form)
  if (problem === null) await Promise.allSettled([fetchCircleItems(), armCircleItems(Math.random())])
  return { problem }
}

async function read<Name extends ReadName>(name: Name, id: string): Promise<RequestOutcome<ReadAnswers[Name]>> {
  const held = await pairing.getValue()
  if (!held) return { ok: false, why: { kind: 'unpaired' } }
  const question = reads[name] as (client: Client, id: string) => Promise<RequestOutcome<ReadAnswers[Name]>>
  const outcome = await question(clientFor(held), id)
  // An answer may come after another person was paired: that person must not see it.
  if (outcome.ok && (await pairing.getValue())?.token !== held.token) return { ok: false, why: { kind: 'unpaired' } }
  // Where there is no room to keep this, calls go on with what they had.
  if (outcome.ok && !outcome.stale) await keepAs(held, () => keepForCalls(name, id, outcome.value)).catch(() => undefined)
  return outcome
}

/**
 * Keeps what a call needs later without a request: the person's circles, the items that ask for attention, and what a circle says of its
 * own.
 */
async function keepForCalls(name: ReadName, id: string, value: ReadAnswers[ReadName]): Promise<void> {
  if (name === 'me') await keepCircles((value as ReadAnswers['me']).circles)
  if (name === 'me') await keepRoles((value as ReadAnswers['me']).circles)
  if (name === 'circlePrompts') await keepCirclePrompts(id, value)
  if (name === 'repairs') await keepCircleWork(id, (value as ReadAnswers['repairs']).items)
  if (name === 'digest') await keepCircleRests(id, value, utcDay(new Date()))
  if (name === 'backBurner') await keepCircleItems(id, (value as ReadAnswers['backBurner']).items)
}

async function write(asked: Extract<PanelAsk, { ask: 'write' }>): Promise<WriteOutcome<WriteName>> {
  const held = await pairing.getValue()
  if (!held) return { why: { kind: 'unpaired' } }
  const { server, memberId } = held
  const { key, name, args, about } = asked
  const entry: WaitingWrite = { key, name, args, about, server, memberId, refused: null }
  const written = await (canWait(name) ? writeOrWait(held, entry) : writeNow(held, entry))
  // The panel may have been closed meanwhile, and a draft that stayed would be sent twice.
  if (!('why' in written) && asked.draft !== null) await removeDraft(asked.draft)
  return written
}

async function writeNow(held: HeldPairing, entry: WaitingWrite): Promise<WriteOutcome<WriteName>> {
  const outcome = await sendOne(held, entry)
  return outcome.ok ? { done: outcome.value as { id: string } } : { why: outcome.why }
}

/** A refusal that the person sees at once goes back into their form and does not wait as well. */
async function writeOrWait(held: HeldPairing, entry: WaitingWrite): Promise<WriteOutcome<WriteName>> {
  await enqueue(entry)
  const outcome = (await sendWaiting(held, (waiting) => sendOne(held, waiting))).get(entry.key)
  if (outcome?.ok) return { done: outcome.value as { id: string } }
  if (outcome?.why.kind === 'refused') await drop(entry.key)
  if (outcome?.why.kind === 'refused') return { why: outcome.why }
  if (!(await pairing.getValue())) return { why: { kind: 'revoked' } }
  await armOutbox()
  return { waiting: true }
}

type Write = (client: Client, args: unknown, keyed: Keyed) => Promise<RequestOutcome<unknown>>

function sendOne(held: HeldPairing, { name, args, key }: WaitingWrite): Promise<RequestOutcome<unknown>> {
  const request = writes[name] as Write | undefined
  // An older version may have left something that this one does not know.
  if (!request) return Promise.resolve({ ok: false, why: { kind: 'refused', code: 'invalid', path: '' } })
  return request(clientFor(held), args, { headers: { 'idempotency-key': key } })
}

/** Sends what waits. The alarm stops when nothing of this pairing waits any more. */
async function sendAll(): Promise<void> {
  const held = await pairing.getValue()
  if (held) await sendWaiting(held, (waiting) => sendOne(held, waiting))
  await armOutbox()
}

async function armOutbox(): Promise<void> {
  const waiting = await whatWaits()
  if (waiting.length === 0) return void (await browser.alarms.clear(outboxAlarm))
  const periodInMinutes = waiting.every(isAside) ? 60 : 1
  if ((await browser.alarms.get(outboxAlarm))?.periodInMinutes !== periodInMinutes)
    await browser.alarms.create(outboxAlarm, { periodInMinutes })
}

async function whatWaits(): Promise<WaitingWrite[]> {
  const held = await pairing.getValue()
  return held ? (await outbox.getValue()).filter((waiting) => !waiting.refused && isSamePerson(waiting, held)) : []
}

/** Fetches what each circle has for its calls. What cannot be fetched now stays as it was. */
export async function fetchCircleItems(): Promise<void> {
  const me = await read('me', '')
  if (!me.ok || me.stale) return
  for (const { id } of me.value.circles) {
    for (const name of ['backBurner', 'repairs', 'digest', 'circlePrompts'] as const) await read(name, id)
  }
}

/** Empties this device at once. Then the server is told, if it can be reached, so that the token stops working. */
async function forget(): Promise<null> {
  const held = await pairing.getValue()
  await wipeDevice(null)
  if (held) await sendOne(held, { key: crypto.randomUUID(), name: 'revokeDevice', args: { id: held.deviceId } } as WaitingWrite)
  return null
}
