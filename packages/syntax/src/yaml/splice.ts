import type { Refusal, TextEdit } from '@regraft/model'
import { blankAfter, columnOf, eolAt, lineEnd, nextLine } from '../lines.ts'
import type { Site } from './locate.ts'
import type { ParsedChunk } from './parse-chunk.ts'
import type { Manner } from './render.ts'
import type { Layout } from './style.ts'
import { anchorOf, lastLeaf, type ScalarNode, type YamlNode } from './tree.ts'

/** A document's text while an operation is turned into edits of it. */
export interface Splice {
  readonly text: string
  readonly layout: Layout
  /** End of `---`, or 0. */
  readonly contentStart: number
  readonly root: YamlNode | undefined
  /** The line break of the stream, for a document that has none. */
  readonly eol: string
}

export function spliceOf(chunk: ParsedChunk, layout: Layout, eol: string): Splice {
  const { text, contentStart, root } = chunk
  return { text, layout, contentStart, root, eol }
}

export function edit(start: number, end: number, text: string): TextEdit {
  return { start, end, text }
}

export function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}

/** Each line after a line break of the kind in use at `at`. */
export function followingLines(splice: Splice, at: number, lines: readonly string[]): string {
  const eol = eolAt(splice.text, at, splice.eol)
  return lines.map((line) => eol + line).join('')
}

/** Where the value of a site begins when written on the line of its key or dash: after `:`, `-`, `---` or its anchor. */
export function headEnd(splice: Splice, site: Site): number {
  const anchor = anchorOf(site.node)
  if (anchor !== undefined) return anchor.end
  const { holder } = site
  if (holder === undefined) return splice.contentStart
  if (holder.kind === 'item') return holder.seq.flow ? holder.item.start : holder.item.start + 1
  return holder.entry.colon === undefined ? holder.entry.key.end : holder.entry.colon + 1
}

/** Column of the key or dash that holds a site; -1 for what has no holder, as if the root hung left of the text. */
export function holderColumn(splice: Splice, site: Site): number {
  const { holder } = site
  if (holder === undefined) return -splice.layout.step
  return columnOf(splice.text, holder.kind === 'entry' ? holder.entry.start : holder.item.start)
}

/**
 * How text may be written before `next`, its lines indented by `indent` or more. A block scalar would swallow a deeper
 * comment or blank line after it, and would lose its last line break at the end of a text that has none.
 */
export function mannerAt(splice: Splice, next: number, indent: number): Manner {
  return { ...splice.layout, literal: literalSafe(splice.text, next, indent), json: false }
}

function literalSafe(text: string, next: number, indent: number): boolean {
  if (next >= text.length) return text.endsWith('\n')
  for (let at = next; at < text.length; at = nextLine(text, at)) {
    const first = blankAfter(text, at)
    const deep = first - at > indent
    if (first === lineEnd(text, at)) {
      if (deep) return false
    } else return !(deep && text[first] === '#')
  }
  return true
}

/** End of a value's text without the line break that a block scalar at its end includes. */
export function contentEnd(text: string, node: YamlNode): number {
  const leaf = lastLeaf(node)
  if (leaf.kind !== 'scalar' || leaf.style !== 'block' || text[node.end - 1] !== '\n') return node.end
  return text[node.end - 2] === '\r' ? node.end - 2 : node.end - 1
}

/** Refuses to write after a block scalar that the end of the text cuts off: it would gain a line break. */
export function openScalar(text: string, node: YamlNode | undefined): Refusal | undefined {
  if (node === undefined || text.endsWith('\n')) return undefined
  const leaf = lastLeaf(node)
  if (leaf.kind !== 'scalar' || leaf.end < text.length || !keepsBreak(text, leaf)) return undefined
  const reason = 'a block scalar reaches to the end of the text; give it a final line break'
  return { code: 'YAML_OPEN_SCALAR', reason, at: { start: leaf.start, end: leaf.end } }
}

/** Whether a last line break is part of a scalar's value: in a block scalar that does not strip it. */
export function keepsBreak(text: string, node: ScalarNode): boolean {
  return node.style === 'block' && !text.slice(node.start, node.headerEnd).includes('-')
}
