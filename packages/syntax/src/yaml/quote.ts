import type { SeqNode, YamlNode } from './tree.ts'

/**
 * How a string may be written so that readers of YAML 1.1 (libyaml, PyYAML, yaml.v2) and of YAML 1.2 read the same string.
 */

const words = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan)$/i
/** Integers of every base with underscores, base 60, floats with and without exponent, versions of them readers differ on. */
const numbers = [
  /^[-+]?[\d_,]+(?::[0-5]?\d)*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/,
  /^[-+]?\.[\d_]+(?:[eE][-+]?\d+)?$/,
  /^[-+]?0(?:[xX][\da-fA-F_]+|[oO]?[0-7_]+|[bB][01_]+)$/,
]
const timestamp = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt \t])/
/** Characters that begin something else than a plain scalar. */
const indicator = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`?]|^(?:---|\.\.\.)/
/** In flow text readers also stumble over `?` and `:` inside a word. */
const flowIndicator = /[,[\]{}?:]|^-/
/** Everything YAML 1.2.2 (5.1) and YAML 1.1 agree is printable, without the line breaks of YAML 1.1 and the BOM. */
const printable = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Whether a string may stand without quotes. */
function isPlainSafe(text: string, flow: boolean): boolean {
  if (text === '' || text !== text.trim() || !printable.test(text)) return false
  if (indicator.test(text) || text.includes(': ') || text.includes(' #') || text.endsWith(':')) return false
  if (flow && flowIndicator.test(text)) return false
  return !words.test(text) && !timestamp.test(text) && !numbers.some((number) => number.test(text))
}

export function isPrintable(text: string): boolean {
  return printable.test(text)
}

export type Quotes = 'plain' | 'single' | 'double'

/** The quotes a scalar has: its replacement gets the same. */
export function quotesOf(node: YamlNode): Quotes {
  if (node.kind !== 'scalar') return 'plain'
  return node.style === 'single' || node.style === 'double' ? node.style : 'plain'
}

/** The quotes that every item of a list has: a new one gets them too. */
export function itemQuotes({ items }: SeqNode): Quotes {
  const [first, ...rest] = items.map(({ value }) => quotesOf(value))
  return first !== undefined && rest.every((quotes) => quotes === first) ? first : 'plain'
}

/** A string in one line, in the wanted style if that can hold it, else in double quotes. */
export function quote(text: string, wanted: Quotes, flow: boolean): string {
  if (wanted === 'plain' && isPlainSafe(text, flow)) return text
  if (wanted === 'single' && isPrintable(text)) return `'${text.replaceAll("'", "''")}'`
  return doubleQuote(text)
}

const escapes: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function doubleQuote(text: string): string {
  if (isPrintable(text)) return `"${text.replace(/["\\]/g, '\\$&')}"`
  let out = ''
  for (const character of text) {
    out += escapes[character] ?? (isPrintable(character) ? character : escaped(character))
  }
  return `"${out}"`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
