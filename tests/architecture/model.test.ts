import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as backburner from '@tend/shared/backburner/decide'
import type { BackBurnerItem } from '@tend/shared/backburner/state'
import { carryingTransitions, concernTransitions, recipientTransitions } from '@tend/shared/concerns/decide'
import * as repairs from '@tend/shared/repairs/decide'
import type { Part } from '@tend/shared/repairs/part-state'
import type { Acknowledgement, RepairItem } from '@tend/shared/repairs/state'
import { describe, expect, it } from 'vitest'

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/model.md'), 'utf8')
const circle = { id: 'c', timeZone: 'UTC', simmerDays: 21, people: 8, floor: 5 }
const today = '2026-11-22'
const given = {
  actor: { memberId: 'm', workspaceId: 'w', guest: false, roles: new Map() },
  now: new Date(`${today}T12:00:00Z`),
  id: () => 'id',
}

/** Every arrow of one drawing, as `from --> to: verb`. */
function drawn(machine: string): string[] {
  const block = [...page.matchAll(/```mermaid\n(stateDiagram-v2[\s\S]*?)```/g)].find(([, text]) =>
    text?.includes(`%% machine: ${machine}\n`),
  )
  return [...(block?.[1] ?? '').matchAll(/^ *(\S+ --> \S+: .+)$/gm)].map(([, arrow]) => arrow ?? '').sort()
}

const named = (state: string | null) => state ?? '[*]'
const arrow = (from: string | null, to: string | null, verb: string) => `${named(from)} --> ${named(to)}: ${verb}`

type Row = { verb: string; from: readonly (string | null)[]; to: string | readonly (string | null)[] }
/** Every arrow of a table of transitions. */
function tabled(rows: readonly Row[]): string[] {
  const ends = ({ to }: Row, from: string | null) => (to === 'same' ? [from] : typeof to === 'string' ? [to] : to)
  return rows.flatMap((row) => row.from.flatMap((from) => ends(row, from).map((to) => arrow(from, to, row.verb)))).sort()
}

/**
 * Every arrow that the decisions themselves accept, tried from each state that any of them leads to. A decision that changes nothing is no
 * step.
 */
function tried<State>(
  start: { verb: string; state: State },
  verbs: Record<string, (state: State) => State | undefined>,
  nameOf: (state: State) => string,
): string[] {
  const found = new Set([arrow(null, nameOf(start.state), start.verb)])
  const waiting = [start.state]
  const known = new Set([JSON.stringify(start.state)])
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const [verb, run] of Object.entries(verbs)) {
      const next = run(state)
      if (next === undefined) continue
      found.add(arrow(nameOf(state), nameOf(next), verb.replace(/\d+$/, '')))
      if (known.has(JSON.stringify(next))) continue
      known.add(JSON.stringify(next))
      waiting.push(next)
    }
  return [...found].sort()
}

type Decision<State> = { ok: true; value: { state: State; events: readonly unknown[] } } | { ok: false }
const step = <State>(decision: Decision<State>): State | undefined =>
  decision.ok && decision.value.events.length > 0 ? decision.value.state : undefined

function backBurner(): string[] {
  const parked = step(backburner.park(circle, { title: 'T', why: '', effect: '', revisitOn: null, link: null }, given))
  if (!parked) throw new Error('Nothing was parked.')
  return tried<BackBurnerItem>(
    { verb: 'park', state: parked },
    {
      // Two touches are enough to see where a third would lead.
      echo: (item) => (item.echoes < 2 ? step(backburner.echo({ ...item, echoedByMe: false })) : undefined),
      tend: (item) => step(backburner.tend({ item, circle }, given)),
      postpone: (item) => step(backburner.postpone({ item, circle }, { revisitOn: '2026-12-22' }, given)),
      pickUp1: (item) => step(backburner.pickUp(item, null)),
      pickUp2: (item) => step(backburner.pickUp(item, 'repair')),
      setDown: (item) => step(backburner.setDown(item, { reason: '' })),
      hide: (item) => step(backburner.hide(item)),
      restore: (item) => step(backburner.restore(item)),
      // The clock asks about what simmers, and about nothing else.
      flag: (item) => (item.state === 'simmering' ? backburner.flag(item, 'untended', today, 21).state : undefined),
    },
    ({ state }) => state,
  )
}

function opened(): RepairItem {
  const repair = step(repairs.open({ circle, from: null }, { title: 'T', fromItemId: null }, given))
  if (!repair) throw new Error('Nothing was opened.')
  return repair
}

function repair(): string[] {
  const practised = [{ state: 'practising' }] as unknown as RepairItem['changes']
  return tried(
    { verb: 'open', state: opened() },
    {
      tend1: (one) => step(repairs.tend({ ...one, changes: [] })),
      tend2: (one) => step(repairs.tend({ ...one, changes: practised })),
      rest: (one) => step(repairs.rest(one)),
      setDown: (one) => step(repairs.setDown(one)),
    },
    ({ state }) => state,
  )
}

function acknowledgement(): string[] {
  const drafted = step(repairs.draft({ repair: opened(), circle }, { by: 'circle', words: 'W', how: 'in_writing' }, given))
  if (!drafted) throw new Error('Nothing was drafted.')
  const first = (one: RepairItem) => one.acknowledgements[0] as Acknowledgement
  const wishing = (wish: Part['wish']) => [{ state: 'present', wish }] as unknown as RepairItem['parts']
  const on = (one: RepairItem) => ({ repair: one, circle, acknowledgement: { ...first(one), mine: false, joinedByMe: false } })
  return tried(
    { verb: 'draft', state: drafted },
    {
      share1: (one) => step(repairs.share(on({ ...one, parts: [] }), given)),
      share2: (one) => step(repairs.share(on({ ...one, parts: wishing('never') }), given)),
      release: (one) => step({ ok: true, value: repairs.release({ ...one, parts: wishing('in_writing') }, today) }),
      make: (one) => step(repairs.make(on(one))),
      join: (one) => step(repairs.join(on(one))),
    },
    (one) => first(one).state,
  )
}

describe('every step that docs/model.md draws is one the code takes, and every one it takes is drawn', () => {
  it.each([
    ['concern', tabled(concernTransitions)],
    ['recipient', tabled(recipientTransitions)],
    ['carrying', tabled(carryingTransitions)],
    ['backburner', backBurner()],
    ['repair', repair()],
    ['acknowledgement', acknowledgement()],
  ])('%s', (machine, code) => {
    expect(drawn(machine).length).toBeGreaterThan(0)
    expect(drawn(machine)).toEqual(code)
  })

  it('and every drawing of states is compared', () => {
    expect([...page.matchAll(/stateDiagram-v2/g)]).toHaveLength(6)
  })

  it('and the table of who sees what names each verb of a concern', () => {
    const verbs = [...concernTransitions, ...recipientTransitions, ...carryingTransitions].flatMap(({ verb }) => verb.split(' or '))
    const left = page.slice(page.indexOf('## From raised'), page.indexOf('## An item')).matchAll(/^\| ([^|]+) \|/gm)
    const rows = [...left].map(([, cell]) => cell).join('\n')
    // How long something is kept shows nothing to anybody.
    expect(verbs.filter((verb) => verb !== 'extend' && !rows.includes(`\`${verb}\``))).toEqual([])
  })
})
