import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { takeoutCopy } from '../../src/copy/takeout.ts'
import { composeTakeOut } from '../../src/members/compose.ts'
import { erase } from '../../src/members/takeout-decide.ts'
import { mayErase, mayTakeOut } from '../../src/members/takeout-policy.ts'
import { ErasureView, Stays, TakeOutView } from '../../src/members/takeout-schema.ts'
import { takeOutSections, viewErasure } from '../../src/members/takeout-view.ts'

const id = '01932d5e-0000-4000-8000-000000000001'
const now = new Date('2026-11-22T10:00:00Z')
const empty: TakeOutView = {
  exportedAt: now.toISOString(),
  me: { displayName: 'Ada', language: 'en', away: false, slackLinked: false, joinedOn: '2026-01-01', circles: [], devices: [] },
  concerns: [],
  drafts: [],
  answered: [],
  backBurner: [],
  repairs: [],
  supports: [],
  rests: [],
  standingIn: [],
  rounds: [],
  reflections: [],
}
const reflection = (did: string) => ({
  id,
  begunOn: '2026-11-20',
  answers: { did, impact: '', unseen: '', next: '' },
  links: { supportId: null, acknowledgement: null },
})

describe('erasing what is mine', () => {
  const asked = { memberId: id, workspaceId: id, until: new Date('2026-11-22T10:15:00Z') }

  it('happens when somebody who read what goes says so, and its event names nobody', () => {
    const erased = erase({ ...asked, memberId: 'm' }, { now })
    expect(erased).toMatchObject({ ok: true, value: { events: [{ kind: 'member.erased', subject: id, circleId: null }] } })
    expect(JSON.stringify(erased.ok && erased.value.events)).not.toContain('"m"')
  })

  it('is refused without having asked first, and once a quarter of an hour has passed', () => {
    expect(erase({ ...asked, until: undefined }, { now })).toMatchObject({ ok: false, refusal: { code: 'invalid', path: 'confirm' } })
    expect(erase(asked, { now: asked.until })).toMatchObject({ ok: false, refusal: { code: 'expired' } })
    expect(erase(asked, { now: new Date(asked.until.getTime() - 1) }).ok).toBe(true)
  })

  it('is for everybody; taking out is by a paired device alone', () => {
    expect(mayErase()).toBe(true)
    expect([mayTakeOut({ via: 'device' }), mayTakeOut({ via: 'slack' }), mayTakeOut({})]).toEqual([true, false, false])
  })

  it.each(['en', 'es'] as const)('says first what goes and what stays, and why, in the person’s language (%s)', (language) => {
    const takenOut = { ...empty, me: { ...empty.me, language }, reflections: [reflection('a'), reflection('b')] }
    const view = viewErasure({ takenOut, confirm: 'c', until: now, unattended: ['Us'] })
    expect(v.parse(v.strictObject(ErasureView.entries), view)).toEqual(view)
    expect(view.goes.map(({ what, count }) => [what, count])).toEqual([
      ['me', 1],
      ['reflections', 2],
    ])
    expect(view.stays.map(({ what }) => what)).toEqual(Stays.options)
    expect(view.stays.every(({ says, what }) => says === takeoutCopy[language].erasure.stays[what])).toBe(true)
  })
})

describe('what is mine, to read', () => {
  it('has a heading for each part that holds something, and none for the others', () => {
    const text = composeTakeOut({ ...empty, reflections: [reflection('I spoke over Bo.')] })
    expect(text.match(/^## .+$/gm)).toEqual(['## Me', `## ${takeoutCopy.en.sections.reflections}`])
    expect(text).toContain('- What I did: I spoke over Bo\\.')
    expect(text).not.toContain(id)
  })

  it('keeps what was written letter for letter: nothing in it becomes a heading, a link or HTML', () => {
    const text = composeTakeOut({ ...empty, reflections: [reflection('# not a heading\n<b>[x](http://x)</b>\nkept')] })
    expect(text).toContain('\\# not a heading\\\n    \\<b\\>\\[x\\]\\(http\\:')
    expect(text.match(/^# /gm)).toHaveLength(1)
  })

  it('never takes somebody’s words for one of Tend’s own', () => {
    expect(composeTakeOut({ ...empty, me: { ...empty.me, language: 'es' }, reflections: [reflection('rest')] })).toContain(': rest')
  })

  it('has a name in both languages for every field and every part there can be', () => {
    const fields = new Set<string>()
    const visit = (schema: unknown): void => {
      const { entries, item, wrapped, options, pipe } = schema as Record<string, unknown>
      for (const [field, inner] of Object.entries((entries as object | undefined) ?? {})) {
        fields.add(field)
        visit(inner)
      }
      for (const inner of [
        item,
        wrapped,
        ...((pipe as unknown[] | undefined) ?? []).slice(0, 1),
        ...((options as unknown[] | undefined) ?? []),
      ])
        if (inner && typeof inner === 'object') visit(inner)
    }
    for (const section of [...takeOutSections, 'me'] as const) visit(TakeOutView.entries[section])
    expect(fields.size).toBeGreaterThan(80)
    const unsaid = /^(id|.*Id|subject)$/
    // Ids say nothing to a person who reads.
    expect([...fields].filter((field) => !unsaid.test(field) && !Object.hasOwn(takeoutCopy.en.fields, field))).toEqual([])
  })
})
