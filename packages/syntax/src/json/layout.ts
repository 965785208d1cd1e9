import type { Node } from 'jsonc-parser'
import type { Content } from '../document.ts'
import { eolAt, lineStart, startsLine } from '../lines.ts'

/** How a JSON text is laid out. */
export interface JsonLayout {
  /** One level of indentation; empty where the text has no lines of its own for entries. */
  readonly unit: string
  readonly colon: string
  readonly comma: string
  readonly eol: string
}

export function layoutOf(root: Node, text: string): JsonLayout {
  const eol = eolAt(text, 0)
  const property = firstProperty(root)
  const spaced = property?.colonOffset === undefined || (text[property.colonOffset + 1] ?? '').trim() === ''
  const unit = unitOf(root, text)
  const tight = !spaced && unit === ''
  return { unit, eol, colon: spaced ? ': ' : ':', comma: tight ? ',' : ', ' }
}

/** What the first entry that has a line is indented by beyond its collection. */
function unitOf(root: Node, text: string): string {
  for (let node: Node | undefined = root; node !== undefined; ) {
    const first: Node | undefined = node.children?.[0]
    if (first !== undefined && startsLine(text, first.offset)) {
      const outer = indentAt(text, node.offset)
      const inner = indentAt(text, first.offset)
      return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '  '
    }
    node = first?.type === 'property' ? first.children?.[1] : first
  }
  return text.includes('\n') && (root.children?.length ?? 0) === 0 ? '  ' : ''
}

/** The white space that the line of a place begins with. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at)
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}

function firstProperty(node: Node): Node | undefined {
  let at: Node | undefined = node
  while (at !== undefined && at.type !== 'property') at = at.children?.[0]
  return at
}

/** JSON text. `indent`: of the line it begins in; undefined: all in one line. */
export function renderJson(content: Content, layout: JsonLayout, indent: string | undefined): string {
  if (content.kind === 'scalar') return scalar(content.value)
  if (content.kind !== 'list' && content.kind !== 'map') throw new TypeError(`JSON has no ${content.kind}`)
  const inner = indent === undefined ? undefined : indent + layout.unit
  const pieces =
    content.kind === 'list'
      ? content.items.map((item) => renderJson(item, layout, inner))
      : content.entries.map(([key, value]) => renderEntry(key, value, layout, inner))
  const [open, close] = content.kind === 'list' ? ['[', ']'] : ['{', '}']
  if (pieces.length === 0) return `${open}${close}`
  if (inner === undefined) return `${open}${pieces.join(layout.comma)}${close}`
  const { eol } = layout
  return `${open}${eol}${inner}${pieces.join(`,${eol}${inner}`)}${eol}${indent}${close}`
}

/** `indent`: of the line the entry begins. */
export function renderEntry(
  key: string,
  value: Content,
  layout: JsonLayout,
  indent: string | undefined,
): string {
  return `${JSON.stringify(key)}${layout.colon}${renderJson(value, layout, indent)}`
}

function scalar(value: string | number | boolean | null): string {
  return Object.is(value, -0) ? '-0.0' : JSON.stringify(value)
}
