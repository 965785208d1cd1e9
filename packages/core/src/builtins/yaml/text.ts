import { looksOld, resolvePlain } from './scalar.ts'

/** A text in the style Go's yaml chooses. `indent`: of its content in a block; undefined: a key, which stays on one line. */
export function writtenText(text: string, indent: number | undefined): string {
  const found = analyze(text)
  if (text.includes('\n') && indent !== undefined && found.blockAllowed) return literal(text, indent)
  if (text.includes('\n')) return doubleQuoted(text)
  if (resolvePlain(text) !== text || looksOld(text)) return doubleQuoted(text)
  if (found.plainAllowed) return text
  return found.singleAllowed ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text)
}

interface Analysis {
  readonly plainAllowed: boolean
  readonly singleAllowed: boolean
  readonly blockAllowed: boolean
}

/** Which styles can hold a text, as libyaml decides. */
function analyze(text: string): Analysis {
  const special = [...text].some((character) => !/[\t\n]/.test(character) && !isPrintable(character))
  const spaceBreak = / \n/.test(text)
  const breakSpace = /\n /.test(text)
  const edges = /^[ \n]|[ \n]$/.test(text)
  const indicators =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-](?:[ \t\n]|$)/.test(text) ||
    /:(?:[ \t\n]|$)/.test(text) ||
    /[ \t\n]#/.test(text)
  const hard = breakSpace || spaceBreak || text.includes('\t') || special
  return {
    plainAllowed: !edges && !hard && !indicators && !/[\n\u2028\u2029]/.test(text),
    singleAllowed: !hard,
    blockAllowed: !text.endsWith(' ') && !spaceBreak && !special,
  }
}

/** What libyaml writes as it stands. */
function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code === 0xfeff) return false
  return (
    (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd)
  )
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : ''
  const chomp = !text.endsWith('\n') ? '-' : /^\n+$|\n\n$/.test(text) ? '+' : ''
  const margin = ' '.repeat(Math.max(indent, 2))
  const body = text.replace(/\n$/, '').split('\n')
  return `|${hint}${chomp}\n${body.map((line) => (line === '' ? '' : margin + line)).join('\n')}`
}

const escapes: { readonly [character: string]: string } = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
}

function doubleQuoted(text: string): string {
  const characters = [...text].map((character) => {
    const known = Object.hasOwn(escapes, character) ? escapes[character] : undefined
    if (known !== undefined) return known
    if (isPrintable(character)) return character
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
    if (code.length <= 2) return `\\x${code.padStart(2, '0')}`
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
  })
  return `"${characters.join('')}"`
}
