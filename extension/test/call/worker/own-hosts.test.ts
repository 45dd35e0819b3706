import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { askForHost, askForWithheld, forgetHost, hostOf, ownHosts, syncOwnHosts, withheldHosts } from '../../../call/worker/own-hosts.ts'

type Registered = { id: string; matches: string[]; excludeMatches?: string[]; world: string; runAt: string }

let granted: string[]
let registered: Registered[]
let running = 0

/** A browser that knows its permissions and registered scripts, is slow, and refuses to register twice. */
beforeEach(() => {
  granted = ['https://meet.jit.si/*']
  registered = []
  running = 0
  const slowly = async <T>(run: () => T): Promise<T> => {
    if (++running > 1) throw new Error('Two at once.')
    await new Promise((done) => setTimeout(done, 1))
    running--
    return run()
  }
  const scripting = {
    getRegisteredContentScripts: () => slowly(() => [...registered]),
    registerContentScripts: (scripts: Registered[]) =>
      slowly(() => {
        for (const { id } of scripts) if (registered.some((one) => one.id === id)) throw new Error(`Duplicate script ID '${id}'`)
        registered.push(...scripts)
      }),
    updateContentScripts: (scripts: Registered[]) =>
      slowly(() => {
        registered = registered.map((one) => scripts.find(({ id }) => id === one.id) ?? one)
      }),
    unregisterContentScripts: ({ ids }: { ids: string[] }) =>
      slowly(() => {
        registered = registered.filter(({ id }) => !ids.includes(id))
      }),
  }
  const permissions = {
    getAll: async () => ({ origins: [...granted] }),
    contains: async ({ origins }: { origins: string[] }) => origins.every((host) => granted.includes(host)),
    request: async ({ origins }: { origins: string[] }) => granted.push(...origins) > 0,
    remove: async ({ origins }: { origins: string[] }) => {
      granted = granted.filter((host) => !origins.includes(host))
    },
  }
  Object.assign(fakeBrowser, { scripting, permissions })
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ host_permissions: ['https://meet.jit.si/*'] } as never)
})

describe('hosts that people granted themselves', () => {
  test('are those beside the manifest’s', async () => {
    granted.push('http://127.0.0.1/*')
    expect(await ownHosts()).toEqual(['http://127.0.0.1/*'])
  })

  test('get sensor and bridge, each in its own world, at the start of the page', async () => {
    granted.push('https://calls.example/*')
    await syncOwnHosts()
    expect(registered).toMatchObject([
      { id: 'own-sensor', matches: ['https://calls.example/*'], world: 'MAIN', runAt: 'document_start' },
      { id: 'own-bridge', matches: ['https://calls.example/*'], world: 'ISOLATED', runAt: 'document_start' },
    ])
  })

  test('carry the bridge in nothing but empty frames, which a browser knows by the root of their host', async () => {
    granted.push('https://calls.example/*')
    await syncOwnHosts()
    const [sensor, bridge] = registered
    expect(sensor?.excludeMatches).toBeUndefined()
    const excluded = bridge?.excludeMatches ?? []
    expect(excluded).toContain('https://calls.example/r*')
    expect(excluded).toContain('https://calls.example/?*')
    expect(excluded).not.toContain('https://calls.example/*')
    expect(excluded).not.toContain('https://calls.example/**')
  })

  test('are registered once, however often and at once this is asked', async () => {
    granted.push('https://calls.example/*')
    await Promise.all([syncOwnHosts(), syncOwnHosts(), syncOwnHosts()])
    expect(registered).toHaveLength(2)
  })

  test('lose the scripts when the permission goes', async () => {
    granted.push('https://calls.example/*', 'https://more.example/*')
    await syncOwnHosts()
    granted = granted.filter((host) => !host.includes('more'))
    await syncOwnHosts()
    expect(registered.map(({ matches }) => matches)).toEqual([['https://calls.example/*'], ['https://calls.example/*']])
    granted = ['https://meet.jit.si/*']
    await syncOwnHosts()
    expect(registered).toEqual([])
  })

  test('are asked for by address: that host alone, whatever the port; the worker registers', async () => {
    const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(() => syncOwnHosts() as never)
    expect(await askForHost('http://127.0.0.1:8787/rehearse?lang=es')).toBe(true)
    expect(asked).toHaveBeenCalledOnce()
    expect(granted).toContain('http://127.0.0.1/*')
    expect(registered).toHaveLength(2)
    await forgetHost('http://127.0.0.1/*')
    expect(registered).toEqual([])
  })

  test('are shown as people know them', () => {
    expect(['http://127.0.0.1/*', 'https://*.zoom.us/*', 'https://meet.example.org:8443'].map(hostOf)).toEqual([
      '127.0.0.1',
      '*.zoom.us',
      'meet.example.org:8443',
    ])
  })
})

describe('hosts of the manifest', () => {
  test('are not withheld while the browser grants them', async () => {
    expect(await withheldHosts()).toEqual([])
  })

  test.each([[[]], [['https://calls.example/*']]])('that a person took back are named, and asked for again (beside %j)', async (others) => {
    granted = [...others]
    const withheld = await withheldHosts()
    expect(withheld).toEqual(['https://meet.jit.si/*'])
    expect(await askForWithheld(withheld)).toBe(true)
    expect(await withheldHosts()).toEqual([])
  })
})
