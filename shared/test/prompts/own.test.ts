import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '../../src/members/schema.ts'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { choose } from '../../src/prompts/choose.ts'
import { composeCatalogue } from '../../src/prompts/compose.ts'
import { addPrompt, editPrompt, OWN_MAX, switchLibraryPrompt, switchPrompt } from '../../src/prompts/decide.ts'
import { maySeePrompts, mayWritePrompts } from '../../src/prompts/policy.ts'
import { AddPrompt, Prompt } from '../../src/prompts/schema.ts'
import type { OwnPrompt, PromptingCircle } from '../../src/prompts/state.ts'
import { viewOwnPrompt } from '../../src/prompts/view.ts'

const actor = (...roles: Role[]): Actor => ({
  memberId: 'ada',
  workspaceId: 'w',
  guest: false,
  roles: new Map([['circle-1', new Set(roles)]]),
})
const given = { actor: actor('facilitator'), now: new Date('2026-11-22T10:00:00Z'), id: () => '0b0d7f8e-3c1a-4c55-9d3e-5f1f3a1d2c4b' }
const circle = (more: Partial<PromptingCircle> = {}): PromptingCircle => ({ id: 'circle-1', own: [], off: [], ...more })
const input = (more: Partial<AddPrompt> = {}): AddPrompt => ({
  category: 'closing',
  moment: 'closing',
  audience: 'self',
  depth: 1,
  action: 'noteForMe',
  en: { text: 'Which song would end this hour well?', why: 'Our choir began like this.' },
  es: null,
  basedOn: null,
  ...more,
})
const own = (more: Partial<OwnPrompt> = {}): OwnPrompt => ({ ...input(), id: given.id(), circleId: 'circle-1', on: true, ...more })
const add = (more: Partial<AddPrompt> = {}, to = circle()) => addPrompt(to, input(more), catalogue, given)
const saying = (text: string) => ({ en: { text, why: 'It may help.' } })
const refusal = (result: ReturnType<typeof add>) => (result.ok ? null : result.refusal)

describe('adding', () => {
  test('one that keeps the rules is kept, on, and what happened carries no words', () => {
    const added = add()
    expect(added).toMatchObject({ ok: true, value: { state: { ...input(), on: true, circleId: 'circle-1' } } })
    if (added.ok) expect(JSON.stringify(added.value.events)).not.toContain('song')
    expect(added.ok && added.value.events).toEqual([{ kind: 'prompt.added', subject: given.id(), circleId: 'circle-1' }])
  })

  test.each([
    ['presses', 'What should you do?', 'en.text'],
    ['states', 'The hour is over.', 'en.text'],
    ['blames', 'Whose fault is this?', 'en.text'],
    ['claims to have noticed', 'We noticed a change: what is it?', 'en.text'],
    ['names somebody', 'What would @ada say?', 'en.text'],
    ['goes on', `${'on and '.repeat(30)}on?`, 'en.text'],
  ])('one that %s is refused, with a sentence that explains, the place, and nothing of the words', (_what, text, path) => {
    const refused = refusal(add(saying(text)))
    expect(refused).toMatchObject({ code: 'invalid', path })
    expect(refused?.message).toMatch(/\.$/)
    expect(refused?.message).not.toContain(text)
  })

  test('Spanish is held to the rules of Spanish', () => {
    expect(refusal(add({ es: { text: '¿Qué deberías hacer?', why: 'Puede ayudar.' } }))).toMatchObject({ path: 'es.text' })
    expect(refusal(add({ en: null, es: { text: '¿Qué canción terminaría bien esta hora?', why: 'Así empezó el coro.' } }))).toBeNull()
  })

  test('a why is asked for, and some language', () => {
    expect(refusal(add({ en: { text: 'What would help?', why: 'one\ntwo' } }))).toMatchObject({ path: 'en.why' })
    expect(refusal(add({ en: null }))).toMatchObject({ path: 'en' })
  })

  test('what is said aloud is for the room', () => {
    expect(refusal(add({ action: 'sayAloud' }))).toMatchObject({ path: 'audience' })
    expect(refusal(add({ action: 'sayAloud', audience: 'group' }))).toBeNull()
  })

  test('when something just hurt, it is for whoever holds the room', () => {
    const holding = { category: 'facilitating_after_a_rupture', moment: 'rupture', audience: 'facilitator' } as const
    expect(refusal(add(holding))).toBeNull()
    expect(refusal(add({ ...holding, audience: 'self' }))).toMatchObject({ path: 'moment' })
    expect(refusal(add({ moment: 'rupture' }))).toMatchObject({ path: 'moment' })
  })

  test('one that says nearly the same as the library, or as the circle’s own, is there already; beside the one it is based on it may be', () => {
    const nearly = saying('What grew between people in this hour, however little?')
    expect(refusal(add(nearly))).toMatchObject({ code: 'taken', path: 'en.text' })
    expect(refusal(add({ ...nearly, basedOn: 'closing-grew' }))).toBeNull()
    expect(refusal(add({}, circle({ own: [own()] })))).toMatchObject({ code: 'taken' })
    expect(refusal(add({ basedOn: 'no-such-prompt' }))).toMatchObject({ path: 'basedOn' })
  })

  test('there is an end to how many', () => {
    const many = Array.from({ length: OWN_MAX }, (_, i) => own({ id: String(i) }))
    expect(refusal(add(saying('What else?'), circle({ own: many })))).toMatchObject({ code: 'not_now' })
  })

  test('no form of it speaks to somebody who was hurt, or goes deep', () => {
    const parse = (more: object) => v.safeParse(AddPrompt, { ...input(), ...more }).success
    expect(parse({})).toBe(true)
    for (const category of ['ouch', 'oops', 'witness']) expect(parse({ category })).toBe(false)
    for (const audience of ['personHarmed', 'personWhoCausedHarm', 'witness']) expect(parse({ audience })).toBe(false)
    for (const more of [{ depth: 3 }, { moment: 'between' }, { shareSafe: false }, { trigger: 'clock' }]) expect(parse(more)).toBe(false)
  })
})

describe('editing, translating and switching', () => {
  const mine = own()
  const here = { own: mine, circle: circle({ own: [mine] }) }

  test('a translation stands beside what was written', () => {
    const es = { text: '¿Qué canción terminaría bien esta hora?', why: 'Así empezó nuestro coro.' }
    expect(editPrompt(here, { es }, catalogue)).toMatchObject({
      ok: true,
      value: { state: { ...mine, es }, events: [{ kind: 'prompt.edited' }] },
    })
  })

  test('an edit is held to the same rules, and may say nearly what it said before', () => {
    expect(editPrompt(here, saying('You must sing.'), catalogue)).toMatchObject({ ok: false, refusal: { path: 'en.text' } })
    expect(editPrompt(here, saying('Which song would end this hour well for you?'), catalogue).ok).toBe(true)
    expect(editPrompt(here, { en: null }, catalogue)).toMatchObject({ ok: false, refusal: { path: 'en' } })
  })

  test('off and on again; twice is once', () => {
    expect(switchPrompt(mine, { on: false })).toMatchObject({
      ok: true,
      value: { state: { on: false }, events: [{ kind: 'prompt.switched' }] },
    })
    expect(switchPrompt(mine, { on: true })).toMatchObject({ ok: true, value: { events: [] } })
  })

  test('one of the library is switched off in this circle, and back; a name it does not have is refused', () => {
    const off = switchLibraryPrompt(circle(), { promptId: 'closing-grew', on: false }, catalogue)
    expect(off).toMatchObject({ ok: true, value: { state: { off: ['closing-grew'] } } })
    expect(switchLibraryPrompt(circle({ off: ['closing-grew'] }), { promptId: 'closing-grew', on: true }, catalogue)).toMatchObject({
      ok: true,
      value: { state: { off: [] } },
    })
    expect(switchLibraryPrompt(circle(), { promptId: 'closing-grew', on: true }, catalogue)).toMatchObject({
      ok: true,
      value: { events: [] },
    })
    expect(switchLibraryPrompt(circle(), { promptId: 'closing-shrank', on: false }, catalogue)).toMatchObject({
      ok: false,
      refusal: { path: 'promptId' },
    })
  })
})

describe('who may', () => {
  test('members read; facilitators write; others find nothing', () => {
    expect(maySeePrompts(actor('member'), circle())).toBe(true)
    expect(mayWritePrompts(actor('member', 'steward'), circle())).toBe(false)
    expect(mayWritePrompts(actor('member', 'facilitator'), circle())).toBe(true)
    expect(maySeePrompts(actor('member'), circle({ id: 'another' }))).toBe(false)
    expect(mayWritePrompts(actor('facilitator'), circle({ id: 'another' }))).toBe(false)
  })
})

describe('what is said in a circle’s calls', () => {
  const items = [viewOwnPrompt(own())]

  test('the library with the circle’s own beside it, each a whole prompt', () => {
    const composed = composeCatalogue(catalogue, { items, off: [] })
    expect(composed).toHaveLength(catalogue.length + 1)
    expect(composed.slice(0, -1)).toEqual(catalogue)
    expect(v.safeParse(Prompt, composed.at(-1)).issues).toBeUndefined()
    expect(composed.at(-1)).toMatchObject({ trigger: 'clock', shareSafe: true })
  })

  test('never over it: the library is what it was', () => {
    const before = JSON.stringify(catalogue)
    const composed = composeCatalogue(catalogue, { items: [viewOwnPrompt(own({ basedOn: 'closing-grew' }))], off: ['closing-grew'] })
    expect(composed.some(({ id }) => id === 'closing-grew')).toBe(false)
    expect(JSON.stringify(catalogue)).toBe(before)
    expect(composeCatalogue(catalogue, { items: [], off: [] })).toBe(catalogue)
  })

  test('until it is translated it is said as it was written; switched off it is not said', () => {
    const [said] = composeCatalogue([], { items, off: [] })
    expect(said?.text).toEqual({ en: 'Which song would end this hour well?', es: 'Which song would end this hour well?' })
    expect(composeCatalogue([], { items: [viewOwnPrompt(own({ on: false }))], off: [] })).toEqual([])
  })

  test('it is chosen as the others are', () => {
    const only = composeCatalogue([], { items, off: [] })
    const call = { minute: 57, plannedMinutes: 60, minutesWithoutBreak: 3, callMinutesToday: 3, held: [], covered: false }
    const chosen = choose(
      { ...call, shown: [], dismissedInRow: 0, facilitating: false, items: [] },
      { catalogue: only, past: [], wishes: { perHour: 3, fewer: {} } },
      { now: given.now, chance: 0.5 },
    )
    expect(chosen?.prompt.id).toBe(`own-${given.id()}`)
  })
})
