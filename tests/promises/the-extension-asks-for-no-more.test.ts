import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const output = join(import.meta.dirname, '../../extension/.output')
const read = (build: string, file: string) => readFileSync(join(output, build, file))
const manifest = (build: string) => JSON.parse(read(build, 'manifest.json').toString())

const callHosts = [
  'https://*.whereby.com/*',
  'https://*.zoom.us/*',
  'https://8x8.vc/*',
  'https://meet.google.com/*',
  'https://meet.jit.si/*',
  'https://teams.cloud.microsoft/*',
  'https://teams.live.com/*',
  'https://teams.microsoft.com/*',
]
const ownHosts = ['http://127.0.0.1/*', 'http://localhost/*', 'https://*/*']

describe.each([
  ['chrome-mv3', ['alarms', 'scripting', 'sidePanel', 'storage'], callHosts],
  ['firefox-mv3', ['alarms', 'scripting', 'storage'], callHosts],
  ['chrome-mv3-e2e', ['alarms', 'scripting', 'sidePanel', 'storage'], [...callHosts, 'http://127.0.0.1/*']],
])('%s', (build, permissions, hosts) => {
  test('has exactly these permissions and hosts', () => {
    const found = manifest(build)
    expect([...found.permissions].sort()).toEqual(permissions)
    expect([...found.host_permissions].sort()).toEqual([...hosts].sort())
    expect([...found.optional_host_permissions].sort()).toEqual(ownHosts)
    expect(found.optional_permissions).toBeUndefined()
    expect(found.web_accessible_resources).toBeUndefined()
    expect(found.externally_connectable).toBeUndefined()
  })

  test('runs only the sensor and the bridge by itself, on those hosts; what stands in each page is under 4 kB gzipped', () => {
    const scripts = manifest(build).content_scripts as { js: string[]; matches: string[]; run_at: string; include_globs?: string[] }[]
    expect(scripts.flatMap(({ js }) => js).sort()).toEqual(['content-scripts/bridge.js', 'content-scripts/sensor.js'])
    for (const { matches, run_at } of scripts) expect([[...matches].sort(), run_at]).toEqual([[...hosts].sort(), 'document_start'])
    // Where an empty frame calls the bridge, it matches nothing else but the roots of the hosts.
    const globs = scripts.flatMap(({ include_globs = [] }) => include_globs)
    for (const glob of globs) expect(glob).toMatch(/^https?:\/\/[^/]+\/$/)
    expect(globs.length > 0).toBe(build !== 'firefox-mv3')
    const always = scripts.filter(({ include_globs }) => include_globs === undefined).flatMap(({ js }) => js)
    expect(always).toContain('content-scripts/sensor.js')
    expect(always.reduce((sum, file) => sum + gzipSync(read(build, file), { level: 9 }).length, 0)).toBeLessThan(4_000)
  })

  test('tells no page its id, and carries no development React', () => {
    for (const file of ['content-scripts/sensor.js', 'content-scripts/bridge.js', 'content-scripts/overlay.js']) {
      const code = read(build, file).toString()
      expect(code).not.toContain('content-script-started')
      expect(code).not.toContain('react-dom-client.development')
    }
    expect(read(build, 'content-scripts/overlay.js').length).toBeLessThan(300_000)
  })
})

test('only builds for tests mark the overlay for tests', () => {
  const marks = ['dataset.view', 'mode:`open`', "mode:'open'", 'part:`prompt`']
  const marked = (build: string) => marks.filter((mark) => read(build, 'content-scripts/overlay.js').toString().includes(mark))
  expect(marked('chrome-mv3')).toEqual([])
  expect(marked('firefox-mv3')).toEqual([])
  expect(marked('chrome-mv3-e2e').length).toBeGreaterThan(0)
})

test('only builds for tests let the clock of calls be moved', () => {
  const holding = (build: string) =>
    readdirSync(join(output, build), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes('tendClock'))
      .map(({ name }) => name)
  expect(holding('chrome-mv3')).toEqual([])
  expect(holding('firefox-mv3')).toEqual([])
  expect(holding('chrome-mv3-e2e')).toEqual(['background.js'])
})

test('Firefox: its policy leaves a server on this machine reachable, and what is sent is declared', () => {
  const { content_security_policy, browser_specific_settings, default_locale } = manifest('firefox-mv3')
  expect(content_security_policy.extension_pages).toBe("script-src 'self'; object-src 'self'")
  expect(browser_specific_settings.gecko.strict_min_version).toBe('140.0')
  expect(browser_specific_settings.gecko.data_collection_permissions.required).not.toContain('none')
  expect(default_locale).toBe('en')
})
