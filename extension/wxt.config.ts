import { resolve } from 'node:path'
import { manifestCopy } from '@tend/shared/copy/overlay'
import { defineConfig } from 'wxt'
import { callHosts } from './platforms/call-hosts.ts'
import { rootGlobs } from './platforms/match.ts'

// WXT takes the mode for NODE_ENV otherwise, and `--mode e2e` must still be a production React.
if (process.argv.some((arg) => /\bbuild\b/.test(arg))) process.env.NODE_ENV = 'production'

/** Builds for tests run on this machine's pages without asking, as a headless browser cannot answer a permission prompt. */
const hosts = (mode: string) => (mode === 'e2e' ? [...callHosts, 'http://127.0.0.1/*'] : [...callHosts])

const message = (text: string) => ({ message: text })

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({
    // On a slow machine the bundler would print how long its parts took, in the middle of what a newcomer reads.
    build: { rolldownOptions: { checks: { pluginTimings: false } } },
    resolve: { alias: { 'wxt/utils/content-script-context': resolve(import.meta.dirname, 'call/page/no-context.ts') } },
  }),
  hooks: {
    'entrypoints:resolved': (wxt, entrypoints) => {
      const matches = hosts(wxt.config.mode)
      for (const { type, name, options } of entrypoints) {
        if (type !== 'content-script') continue
        // Firefox knows an empty frame by the page it came from, not by its host's root, so the bridge stands in each page there.
        const isInFrames = name === 'bridge' && wxt.config.browser !== 'firefox'
        Object.assign(options, { matches }, isInFrames ? { includeGlobs: rootGlobs(matches) } : {})
      }
    },
    'vite:build:extendConfig': (_entrypoints, config) => {
      if (config.define?.['process.env.NODE_ENV']) config.define['process.env.NODE_ENV'] = '"production"'
    },
    'build:publicAssets': (_wxt, files) => {
      for (const [language, copy] of Object.entries(manifestCopy)) {
        const texts = { description: message(copy.description), open: message(copy.open), landedHard: message(copy.landedHard) }
        files.push({ relativeDest: `_locales/${language}/messages.json`, contents: JSON.stringify(texts) })
      }
    },
  },
  manifest: ({ mode, browser }) => ({
    name: 'Tend',
    version: '0.1.0',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: browser === 'firefox' ? ['storage', 'alarms', 'scripting'] : ['storage', 'alarms', 'scripting', 'sidePanel'],
    host_permissions: hosts(mode),
    optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
    action: { default_title: '__MSG_open__' },
    commands: { 'landed-hard': { suggested_key: { default: 'Alt+Shift+H' }, description: '__MSG_landedHard__' } },
    ...(browser === 'firefox' ? firefox : {}),
  }),
})

/**
 * Firefox's default policy for extension pages upgrades http, which would cut off a server on this machine. What a person writes for their
 * group, their name and a token go to the server they pair with and nowhere else; Firefox asks consent for that.
 */
const firefox = {
  content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
  browser_specific_settings: {
    gecko: {
      id: 'tend@tend.invalid',
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['personallyIdentifyingInfo', 'personalCommunications', 'authenticationInfo'] },
    },
  },
}
