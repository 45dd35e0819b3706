import { pagesCopy } from '@tend/shared/copy/pages'
import type { Language } from '@tend/shared/schema'
import type { Context } from 'hono'
import { html } from 'hono/html'

/** Markup is made by `html`, which escapes every value put into it. */
export type Markup = ReturnType<typeof html>

/** What one of our pages is made of. `scripts` and `styles` are paths of our own files (see assets.ts). */
export type HtmlPage = { title: string; body: Markup; scripts?: readonly string[]; styles?: readonly string[] }

/** The language of a page: the one the visitor chose by the switch, else the first of ours that the browser asks for. */
export function languageOf(c: Context): Language {
  const chosen = c.req.query('lang')
  if (chosen === 'en' || chosen === 'es') return chosen
  const wanted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [name = '', quality = 'q=1'] = part.trim().split(';')
      return { name: name.toLowerCase().slice(0, 2), quality: Number(quality.replace(/^\s*q=/, '')) || 0 }
    })
    .sort((a, b) => b.quality - a.quality)
  return wanted.find(({ name }) => name === 'en' || name === 'es')?.name === 'es' ? 'es' : 'en'
}

/** Makes a link to another of our pages that keeps the language. */
export function linkTo(language: Language, path: string): string {
  return `${path}?lang=${language}`
}

// A page loads nothing from elsewhere, has no inline script, and stands in no frame.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sends a page with the headers every page has. */
export function sendPage(c: Context, page: HtmlPage, status: 200 | 201 | 400 | 401 | 403 | 404 | 429 = 200): Response | Promise<Response> {
  const language = languageOf(c)
  c.header('content-security-policy', policy)
  c.header('referrer-policy', 'no-referrer')
  c.header('x-frame-options', 'DENY')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('permissions-policy', 'microphone=(self), display-capture=(self), camera=(), geolocation=()')
  c.header('vary', 'accept-language')
  c.header('content-language', language)
  return c.html(whole(language, c.req.path === '/pair' ? '/' : c.req.path, page), status)
}

function whole(language: Language, path: string, { title, body, scripts = [], styles = [] }: HtmlPage): Markup {
  const copy = pagesCopy[language]
  const other = language === 'en' ? 'es' : 'en'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
${['/pages/tokens.css', '/pages/page.css', ...styles].map((style) => html`<link rel="stylesheet" href="${style}">`)}
${scripts.map((script) => html`<script type="module" src="${script}"></script>`)}
</head>
<body>
<header><a class="name" href="${linkTo(language, '/')}">Tend</a>
<nav aria-label="${copy.languages}"><a href="${linkTo(other, path)}" hreflang="${other}" lang="${other}">${copy.switchTo}</a></nav></header>
<main>${body}</main>
</body>
</html>`
}
