import { randomBytes } from 'node:crypto'
import { firstStart } from '@tend/server/first-start'
import { createKeyring } from '@tend/server/keys/seal'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

it('the first start that fails in the middle leaves nothing behind, and the next one is the first', async () => {
  const keyring = createKeyring(randomBytes(32))
  const client = await server.superuser()
  const workspaces = async () => (await client.query('select workspace_id from workspace')).rows.length
  const before = await workspaces()
  await client.query(`create function fail() returns trigger language plpgsql as $$ begin raise 'in the middle'; end $$`)
  await client.query('create trigger fails before insert on installation for each row execute function fail()')
  await expect(firstStart(server.place, keyring)).rejects.toThrow('in the middle')
  expect(await workspaces(), 'no workspace that nobody can enter').toBe(before)
  await client.query('drop trigger fails on installation')
  expect((await firstStart(server.place, keyring)).setupSecret).toMatch(/^[\w-]{20}$/)
  expect(await workspaces()).toBe(before + 1)
  expect((await firstStart(server.place, keyring)).setupSecret).toBeUndefined()
  await client.end()
})
