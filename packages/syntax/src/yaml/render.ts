import type { Content } from '../document.ts'
import { isPrintable, type Quotes, quote } from './quote.ts'
import type { Layout } from './style.ts'

/** How values are written where they go. */
export interface Manner extends Layout {
  /** Whether strings of several lines may become block scalars there. */
  readonly literal: boolean
  /** Flow text with every key and string in double quotes, as in JSON. */
  readonly json: boolean
}

/**
 * Text of a value in block style. `first` stands on the line of its key or dash, `rest` on the lines after it,
 * indentation included, line breaks not.
 */
export interface Lines {
  readonly first: string
  readonly rest: readonly string[]
}

type Scalar = string | number | boolean | null

/** Text of a scalar in one line. */
export function renderScalar(value: Scalar, style: Quotes, flow: boolean): string {
  if (typeof value === 'string') return quote(value, style, flow)
  if (typeof value !== 'number') return String(value)
  // Readers of YAML 1.1 take an exponent only after a dot.
  return Object.is(value, -0) ? '-0.0' : String(value).replace(/^(-?\d+)e/, '$1.0e')
}

/** Text of a value in one line. */
export function renderFlow(content: Content, manner: Manner): string {
  const style = manner.json ? 'double' : 'plain'
  switch (content.kind) {
    case 'scalar':
      return renderScalar(content.value, style, true)
    case 'list':
      return `[${content.items.map((item) => renderFlow(item, manner)).join(', ')}]`
    case 'map': {
      const entries = content.entries.map(
        ([key, value]) => `${quote(key, style, true)}: ${renderFlow(value, manner)}`,
      )
      return `{${entries.join(', ')}}`
    }
    default:
      throw new TypeError(`YAML has no ${content.kind}`)
  }
}

/** Text of a value whose key or dash stands at column `indent`. `wanted`: the quotes of the scalar it replaces. */
export function renderBlock(
  content: Content,
  indent: number,
  manner: Manner,
  wanted: Quotes = 'plain',
): Lines {
  if (content.kind === 'scalar') return renderString(content.value, indent + manner.step, manner, wanted)
  if (isEmptyContent(content)) return { first: renderFlow(content, manner), rest: [] }
  const deeper = Math.max(0, indent + (content.kind === 'list' ? manner.list : manner.step))
  return { first: '', rest: collectionLines(content, deeper, manner) }
}

/** Lines of a collection that is not empty, its entries or dashes at column `indent`. */
export function collectionLines(content: Content, indent: number, manner: Manner): string[] {
  if (content.kind === 'map')
    return content.entries.flatMap(([key, value]) => entryLines(key, value, indent, manner))
  if (content.kind === 'list') return content.items.flatMap((item) => itemLines(item, indent, manner))
  throw new TypeError(`a ${content.kind} is no collection`)
}

/** Lines of one map entry at column `indent`. */
export function entryLines(
  key: string,
  value: Content,
  indent: number,
  manner: Manner,
  style: Quotes = 'plain',
): string[] {
  const { first, rest } = renderBlock(value, indent, manner)
  return [`${' '.repeat(indent)}${quote(key, style, false)}:${first === '' ? '' : ` ${first}`}`, ...rest]
}

/** Lines of one list item, its dash at column `indent`, `gap` characters before its content, a string in `wanted` quotes. */
export function itemLines(
  value: Content,
  indent: number,
  manner: Manner,
  gap = 2,
  wanted: Quotes = 'plain',
): string[] {
  const dash = `${' '.repeat(indent)}-${' '.repeat(gap - 1)}`
  if (value.kind === 'scalar' || isEmptyContent(value)) {
    const { first, rest } = renderBlock(value, indent, manner, wanted)
    return [dash + first, ...rest]
  }
  const [first = '', ...rest] = collectionLines(value, indent + gap, manner)
  return [dash + first.slice(indent + gap), ...rest]
}

export function isEmptyContent(content: Content): boolean {
  if (content.kind === 'list') return content.items.length === 0
  return content.kind === 'map' && content.entries.length === 0
}

function renderString(value: Scalar, indent: number, manner: Manner, wanted: Quotes): Lines {
  if (typeof value === 'string' && wanted === 'plain' && manner.literal && isLiteral(value)) {
    const body = value.endsWith('\n') ? value.slice(0, -1) : value
    const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
    return { first: value.endsWith('\n') ? '|' : '|-', rest: lines }
  }
  return { first: renderScalar(value, wanted, false), rest: [] }
}

/** Several lines that a block scalar holds without an indentation indicator and without kept blank lines at its end. */
function isLiteral(value: string): boolean {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value
  if (!value.includes('\n') || /^[ \n]|\n$|[ \t]$/.test(body) || body === '') return false
  return value.split('\n').every((line) => isPrintable(line) && !/^\s+$/.test(line))
}
