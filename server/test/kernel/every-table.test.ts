import { everyTakeOut } from '@tend/server/between/takeout'
import { ends } from '@tend/server/data/ends'
import { chores } from '@tend/server/jobs/tick'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
let columns: { table: string; column: string }[]
let cascades: { table: string; parent: string }[]
beforeAll(async () => {
  server = await testServer()
  const client = await server.superuser()
  columns = (
    await client.query(`select c.relname as "table", a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped and c.relname not like 'kysely%'`)
  ).rows
  cascades = (
    await client.query(`select conrelid::regclass::text as "table", confrelid::regclass::text as parent from pg_constraint
      where contype = 'f' and confdeltype = 'c'`)
  ).rows
  await client.end()
})
afterAll(() => server.stop())

const tables = () => [...new Set(columns.map(({ table }) => table))].sort()

describe('every table of the catalogue', () => {
  it('has a stated end, and every stated end a table', () => {
    expect(Object.keys(ends).sort()).toEqual(tables())
  })

  it('that goes by the clock has its chore, and one that goes with another is deleted with it', () => {
    const known = new Set<string>(chores.map(({ event }) => event))
    const byClock = Object.values(ends).flatMap((end) => ('by' in end && end.by.startsWith('tick.') ? [end.by] : []))
    expect(byClock.filter((event) => !known.has(event))).toEqual([])
    const following = Object.entries(ends).flatMap(([table, end]) => ('with' in end ? [{ table, parent: end.with }] : []))
    expect(following.filter(({ table, parent }) => !cascades.some((one) => one.table === table && one.parent === parent))).toEqual([])
  })

  it('in which a person stands is one that they take out or erase', () => {
    const person =
      /(^|_)(tag|member_id|actor_id|made_by|appointed_by|slack_user)$|^(member|person|recipient|author|owner|raiser|by|with|carrier|from)_sealed$/
    const withPeople = new Set(columns.filter(({ column }) => person.test(column)).map(({ table }) => table))
    expect(withPeople.size).toBeGreaterThan(15)
    const answeredFor = new Set<string>(everyTakeOut.flatMap((feature) => [...feature.tables]))
    // Who the person is goes with members. Nobody can tell whose a remembered answer and its key were.
    const members = ['member', 'circle_member', 'appointment', 'device', 'pairing_code', 'invitation', 'event']
    const known = new Set([...answeredFor, ...members, 'idempotency'])
    expect([...withPeople].filter((table) => !known.has(table))).toEqual([])
    expect([...answeredFor].filter((table) => !tables().includes(table))).toEqual([])
  })

  it('that keeps a key for each record has an id to bind it to, so that keys can be changed', () => {
    const withKeys = tables().filter((table) => columns.some((one) => one.table === table && one.column === 'record_key'))
    expect(withKeys.length).toBeGreaterThan(12)
    const has = (table: string, column: string) => columns.some((one) => one.table === table && one.column === column)
    expect(withKeys.filter((table) => !has(table, 'id') || !has(table, 'workspace_id'))).toEqual([])
  })
})
