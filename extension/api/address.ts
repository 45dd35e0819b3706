const onThisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The origin of a server as a person typed it (`tend.example.org`, `127.0.0.1:8787`, with or without `https://`). Refused: anything
 * that is not an address, and `http://` off this machine, where a token and people's words would travel in the clear.
 */
export function readAddress(typed: string): { origin: string } | { refused: 'not_an_address' | 'needs_https' } {
  const text = typed.trim()
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${guessScheme(text)}://${text}`)
  if (!url || url.username || url.password || !/^https?:$/.test(url.protocol) || !url.hostname) return { refused: 'not_an_address' }
  if (url.protocol === 'http:' && !onThisMachine.has(url.hostname)) return { refused: 'needs_https' }
  return { origin: url.origin }
}

function guessScheme(text: string): 'http' | 'https' {
  const url = parse(`http://${text}`)
  return url && onThisMachine.has(url.hostname) ? 'http' : 'https'
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
