import { RegoObject } from '../value/value.ts'
import { text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

/** Go's net/url.Parse, which is laxer than RFC 3986 and than JavaScript's URL. */
export const table: BuiltinTable = {
  'uri.is_valid': (value) => typeof value === 'string' && value !== '' && parsed(value) !== undefined,
  'uri.parse': (value) => {
    const found = parsed(text(value))
    if (found === undefined) throw new BuiltinError('no URI')
    return new RegoObject(Object.entries(found).filter(([, part]) => part !== ''))
  },
}

interface Uri {
  readonly scheme: string
  readonly hostname: string
  readonly port: string
  readonly path: string
  readonly raw_path: string
  readonly raw_query: string
  readonly fragment: string
}

function parsed(uri: string): Uri | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses them anywhere in a URL.
  if (/[\u0000-\u001f\u007f]/.test(uri.split('#')[0] ?? '')) return undefined
  const [beforeFragment, fragmentText] = cut(uri, '#')
  const fragment = unescaped(fragmentText ?? '')
  const scheme = schemeOf(beforeFragment)
  if (scheme === undefined || fragment === undefined) return undefined
  const afterScheme = scheme === '' ? beforeFragment : beforeFragment.slice(scheme.length + 1)
  const [rest, query = ''] = cut(afterScheme, '?')
  const base = { scheme: scheme.toLowerCase(), raw_query: query, fragment, hostname: '', port: '' }
  if (!rest.startsWith('/') && scheme !== '') return { ...base, path: '', raw_path: '' }
  if (!rest.startsWith('/') && (rest.split('/')[0] ?? '').includes(':')) return undefined
  const authority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  const [, host = '', rawPath = ''] = authority ? (/^\/\/([^/]*)(.*)$/s.exec(rest) ?? []) : ['', '', rest]
  const place = hostOf(host)
  const path = unescaped(rawPath)
  if (place === undefined || path === undefined) return undefined
  return { ...base, ...place, path, raw_path: path === '' ? '' : rawPathOf(rawPath, path) }
}

function cut(value: string, mark: string): [string, string | undefined] {
  const at = value.indexOf(mark)
  return at === -1 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)]
}

/** Empty: none; undefined: a colon where a scheme must stand. */
function schemeOf(uri: string): string | undefined {
  const colon = uri.search(/[^a-zA-Z0-9+.-]/)
  if (colon === -1 || uri[colon] !== ':') return ''
  if (colon === 0) return undefined
  return /^[a-zA-Z]/.test(uri) ? uri.slice(0, colon) : ''
}

function hostOf(authority: string): { hostname: string; port: string } | undefined {
  const at = authority.lastIndexOf('@')
  const user = authority.slice(0, Math.max(at, 0))
  if (!/^(?:[A-Za-z0-9\-._:~!$&'()*+,;=%@]*)$/.test(user) || unescaped(user) === undefined) return undefined
  const host = authority.slice(at + 1)
  const bracketed = /^\[([^\]]*)\](?::(\d*))?$/.exec(host)
  if (host.startsWith('[') || host.includes(']')) {
    if (bracketed === null) return undefined
    const inner = unescaped(bracketed[1] ?? '')
    return inner === undefined ? undefined : { hostname: inner, port: bracketed[2] ?? '' }
  }
  const [, name = '', port] = /^([^:]*)(?::(.*))?$/s.exec(host) ?? []
  if (port !== undefined && !/^\d*$/.test(port)) return undefined
  if (!/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]|%[0-9A-Fa-f]{2}|[^\0-\x7f])*$/.test(name)) return undefined
  // Only bytes beyond ASCII may be escaped in a host.
  if (/%[0-7]/.test(name)) return undefined
  const hostname = unescaped(name)
  return hostname === undefined ? undefined : { hostname, port: port ?? '' }
}

function unescaped(value: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(value)) return undefined
  const bytes: number[] = []
  for (const part of value.split(/(%[0-9a-fA-F]{2})/)) {
    if (/^%..$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16))
    else bytes.push(...new TextEncoder().encode(part))
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** The path as written, where that differs from how Go would write the path it means. */
function rawPathOf(written: string, path: string): string {
  const usual = [...new TextEncoder().encode(path)]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
  return usual === written ? path : written
}
