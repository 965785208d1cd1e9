import type { TextEdit } from '@regraft/model'
import type { Content } from '../document.ts'
import { blankAfter, blankBefore, columnOf, lineEnd, lineStart } from '../lines.ts'
import { flowManner } from './flow.ts'
import { inFlow, type Site } from './locate.ts'
import { quotesOf } from './quote.ts'
import {
  collectionLines,
  isEmptyContent,
  type Lines,
  renderBlock,
  renderFlow,
  renderScalar,
} from './render.ts'
import {
  contentEnd,
  edit,
  followingLines,
  headEnd,
  holderColumn,
  insert,
  mannerAt,
  type Splice,
} from './splice.ts'
import { anchorOf, isBlock, tagOf, type YamlNode } from './tree.ts'

/** Edits that put new content where a value stands. Its anchor stays, its tag goes. */
export function replaceValue(splice: Splice, tagged: Site, content: Content): TextEdit[] {
  const { site, edits } = untagged(splice, tagged)
  const flow = inFlow(site)
  const staysFlow = isFlowCollection(site.node) && content.kind !== 'scalar' && !isEmptyContent(content)
  if (flow || staysFlow) return [...edits, ...replaceInFlow(splice, site, content, flow)]
  return [...edits, ...replaceInBlock(splice, site, linesFor(splice, site, content))]
}

/** A site whose value begins with its tag, so that the tag goes with it; edits that remove a tag which stands elsewhere. */
function untagged({ text }: Splice, site: Site): { readonly site: Site; readonly edits: TextEdit[] } {
  const { node } = site
  const tag = tagOf(node)
  if (tag === undefined) return { site, edits: [] }
  const anchor = anchorOf(node)
  const props = node.props.filter((prop) => prop !== tag)
  const close = lineEnd(text, tag.end) >= node.start
  if (close && (anchor === undefined || anchor.start < tag.start))
    return { site: { ...site, node: { ...node, props, start: tag.start } }, edits: [] }
  const end = anchor !== undefined && anchor.start > tag.start ? anchor.start : tag.end
  const start = end === tag.end ? blankBefore(text, tag.start) : tag.start
  return { site: { ...site, node: { ...node, props } }, edits: [edit(start, end, '')] }
}

function isFlowCollection(node: YamlNode): boolean {
  if (node.kind === 'map') return node.flow && node.entries.length > 0
  return node.kind === 'seq' && node.flow && node.items.length > 0
}

function replaceInFlow(splice: Splice, site: Site, content: Content, flow: boolean): TextEdit[] {
  const { node, holder } = site
  const manner = flowManner(splice, site)
  const style = manner.json ? 'double' : quotesOf(node)
  const text =
    content.kind === 'scalar' ? renderScalar(content.value, style, flow) : renderFlow(content, manner)
  if (node.start < node.end) return [edit(node.start, node.end, text)]
  const head = headEnd(splice, site)
  if (holder?.kind === 'entry' && holder.entry.colon === undefined) return [insert(head, `: ${text}`)]
  const next = blankAfter(splice.text, head)
  return [edit(head, /[,}\]]/.test(splice.text[next] ?? '') ? next : head, ` ${text}`)]
}

interface PlacedLines extends Lines {
  /** Whether `first` stands where the old value begins, and not on the line of the key or dash. */
  readonly inPlace: boolean
}

/** The new value as lines. */
function linesFor(splice: Splice, site: Site, content: Content): PlacedLines {
  const { node, holder } = site
  const column = holderColumn(splice, site)
  const around = mannerAt(splice, afterValue(splice, node), column)
  // A block scalar at the end of the new text would take the comment or spaces that stay behind it.
  const manner = holder === undefined || hasTrail(splice, node) ? { ...around, literal: false } : around
  if (content.kind === 'scalar' || isEmptyContent(content))
    return { ...renderBlock(content, column, manner, quotesOf(node)), inPlace: false }
  const compact = startsCompact(splice, site)
  if (compact !== undefined) {
    const [first = '', ...rest] = collectionLines(content, compact, manner)
    return { first: first.slice(compact), rest, inPlace: true }
  }
  if (holder?.kind !== 'item') return { ...renderBlock(content, column, manner), inPlace: false }
  return { first: '', rest: collectionLines(content, column + splice.layout.step, manner), inPlace: false }
}

function hasTrail({ text }: Splice, node: YamlNode): boolean {
  const end = contentEnd(text, node)
  return isBlock(node) && end < lineEnd(text, end)
}

/**
 * The column at which a block collection may begin right where the value stands: in the line of a dash, or in a line of
 * its own. Undefined where it must begin on the next line.
 */
function startsCompact(splice: Splice, site: Site): number | undefined {
  const { text } = splice
  const { node, holder } = site
  const column = columnOf(text, node.start)
  if (ownLine(splice, site) && !isBlockScalar(node))
    return column > holderColumn(splice, site) ? column : undefined
  if (holder === undefined) return splice.contentStart === 0 && node.props.length === 0 ? column : undefined
  if (holder.kind !== 'item' || anchorOf(node) !== undefined) return undefined
  return node.start < node.end ? column : columnOf(text, holder.item.start) + 2
}

/** Whether a value begins on a line after that of its key or dash. */
function ownLine(splice: Splice, site: Site): boolean {
  const { node } = site
  return node.start < node.end && lineStart(splice.text, node.start) > headEnd(splice, site)
}

function isBlockScalar(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'block'
}

function replaceInBlock(splice: Splice, site: Site, lines: PlacedLines): TextEdit[] {
  const { text } = splice
  const { first, rest } = lines
  const { node, holder } = site
  const head = headEnd(splice, site)
  if (node.start === node.end) return replaceEmpty(splice, site, head, lines)
  if (isBlockScalar(node)) return replaceBlockScalar(splice, node, lines)
  const end = contentEnd(text, node)
  if (isBlock(node)) {
    if (lines.inPlace || holder === undefined || !ownLine(splice, site))
      return [edit(node.start, end, first + followingLines(splice, node.start, rest))]
    const edits = first === '' ? [] : [insert(head, ` ${first}`)]
    return [...edits, edit(lineEnd(text, head), lineEnd(text, end), followingLines(splice, head, rest))]
  }
  const edits = first === '' ? [edit(blankBefore(text, node.start), end, '')] : [edit(node.start, end, first)]
  // A comment after the value stays on the first line.
  return [...edits, insert(lineEnd(text, end), followingLines(splice, end, rest))]
}

function replaceEmpty(splice: Splice, site: Site, head: number, { first, rest }: Lines): TextEdit[] {
  const { text } = splice
  const { holder } = site
  if (holder === undefined) return fillDocument(splice, { first, rest })
  if (holder.kind === 'entry' && holder.entry.colon === undefined) {
    // `? key` alone: its value goes on a line of its own.
    const indent = ' '.repeat(columnOf(text, holder.entry.start))
    return [
      insert(
        lineEnd(text, head),
        followingLines(splice, head, [`${indent}:${first === '' ? '' : ` ${first}`}`, ...rest]),
      ),
    ]
  }
  const edits = first === '' ? [] : [insert(head, ` ${first}`)]
  return rest.length === 0
    ? edits
    : [...edits, insert(lineEnd(text, head), followingLines(splice, head, rest))]
}

/** Content for a document that has none: after its comments. */
function fillDocument(splice: Splice, { first, rest }: Lines): TextEdit[] {
  const { text, contentStart } = splice
  const lines = first === '' ? rest : [first, ...rest]
  const line = lineEnd(text, contentStart)
  if (contentStart > 0) return [insert(line, followingLines(splice, contentStart, lines))]
  const needsBreak = text !== '' && !text.endsWith('\n')
  const body = lines.join(splice.eol)
  return [insert(text.length, needsBreak ? splice.eol + body : body + splice.eol)]
}

function replaceBlockScalar(splice: Splice, node: YamlNode, { first, rest }: Lines): TextEdit[] {
  const { text } = splice
  const { start } = node
  const headerEnd = (node.kind === 'scalar' ? node.headerEnd : undefined) ?? start
  const head = first === '' ? edit(blankBefore(text, start), headerEnd, '') : edit(start, headerEnd, first)
  const line = lineEnd(text, headerEnd)
  const stop = contentEnd(text, node)
  return [head, edit(line, Math.max(line, stop), followingLines(splice, start, rest))]
}

/** Start of the line after a value: what a new block scalar must not swallow. */
function afterValue(splice: Splice, node: YamlNode): number {
  const end = contentEnd(splice.text, node)
  const lf = splice.text.indexOf('\n', end)
  return lf < 0 ? splice.text.length : lf + 1
}
