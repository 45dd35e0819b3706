import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { Hono } from 'hono'
import { onNotFound } from '../http/errors.ts'
import { hide } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'

const here = import.meta.dirname
const extension = path.resolve(here, '../../../extension')

/** Every file that our pages load, by its name under `/pages/`, one line each. Each is read once, when it is first asked for. */
const files: Readonly<Record<string, { file: string; type: string }>> = {
  'tokens.css': { file: path.join(extension, 'look/tokens.css'), type: 'text/css' },
  'page.css': { file: path.join(here, 'page.css'), type: 'text/css' },
  'rehearse-call.js': { file: path.join(here, 'rehearse-call.js'), type: 'text/javascript' },
  'icon.svg': { file: path.join(here, 'icon.svg'), type: 'image/svg+xml' },
}

type Asset = { body: string; type: string; etag: string }
const read = new Map<string, Asset>()

function assetOf(name: string): Asset | undefined {
  const known = read.get(name)
  if (known || !Object.hasOwn(files, name)) return known
  const { file, type } = files[name] as { file: string; type: string }
  const text = readFileSync(file, 'utf8')
  // A page's script is written in TypeScript and has nothing to bundle, so taking the types away is enough.
  const body = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text
  const asset = { body, type: `${type}; charset=utf-8`, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
  read.set(name, asset)
  return asset
}

/** Serves our pages' own files. Nothing outside the table can be asked for. */
export const assetRoutes = new Hono<TendEnv>().get('/pages/:name', hide(), (c) => {
  const asset = assetOf(c.req.param('name'))
  if (!asset) return onNotFound(c)
  c.header('cache-control', 'no-cache')
  c.header('etag', asset.etag)
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
  return c.body(asset.body, 200, { 'content-type': asset.type })
})
