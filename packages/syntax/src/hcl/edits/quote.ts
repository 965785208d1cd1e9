import { isName } from '../characters.ts'

/** A quoted string with this value. Undefined when the value holds half a surrogate pair, which no file can hold. */
export function quote(value: string): string | undefined {
  if (/[\uD800-\uDFFF]/u.test(value)) return undefined
  let out = ''
  for (let i = 0; i < value.length; i++) out += escaped(value, i)
  return `"${out}"`
}

function escaped(value: string, i: number): string {
  const c = value.charCodeAt(i)
  switch (c) {
    case 34:
      return '\\"'
    case 92:
      return '\\\\'
    case 10:
      return '\\n'
    case 13:
      return '\\r'
    case 9:
      return '\\t'
    case 36:
      return value.charCodeAt(i + 1) === 123 ? '$$' : '$'
    case 37:
      return value.charCodeAt(i + 1) === 123 ? '%%' : '%'
    default:
      return c < 32 || c === 127 ? `\\u${c.toString(16).padStart(4, '0')}` : value.charAt(i)
  }
}

const words: ReadonlySet<string> = new Set(['for', 'true', 'false', 'null'])

/** An object key: bare where it reads as a plain name, in quotes elsewhere (`{ for = 1 }` would be a `for`). */
export function renderKey(key: string, quoted = false): string | undefined {
  return !quoted && isName(key) && !words.has(key) ? key : quote(key)
}
