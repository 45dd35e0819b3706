import { describe, expect, it } from 'vitest'
import { readAddress } from '../../api/address.ts'

describe('the address of a server, as a person types it', () => {
  it.each([
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    [' 127.0.0.1:8787 ', 'http://127.0.0.1:8787'],
    ['localhost:9000/pair', 'http://localhost:9000'],
    ['http://[::1]:8787/', 'http://[::1]:8787'],
    ['tend.example.org', 'https://tend.example.org'],
    ['https://tend.example.org/some/page?x=1', 'https://tend.example.org'],
    ['HTTPS://Tend.Example.org:8443', 'https://tend.example.org:8443'],
  ])('%s is read as %s', (typed, origin) => expect(readAddress(typed)).toEqual({ origin }))

  it.each(['http://tend.example.org', 'http://192.168.1.20:8787', 'http://127.0.0.1.example.org'])(
    '%s is refused: words would travel in the clear',
    (typed) => expect(readAddress(typed)).toEqual({ refused: 'needs_https' }),
  )

  it.each([
    '',
    '   ',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://tend.example.org',
    'https://me:secret@tend.example.org',
    'http://',
    'a b c',
  ])('“%s” is not an address', (typed) => expect(readAddress(typed)).toEqual({ refused: 'not_an_address' }))
})
