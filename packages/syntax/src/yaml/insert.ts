import type { TextEdit } from '@regraft/model'
import type { Content } from '../document.ts'
import { blankBefore, columnOf, eolAt, lineEnd, lineStart, nextLine, startsLine } from '../lines.ts'
import { insertFlowEntry, insertFlowItem } from './flow.ts'
import { inFlow, type Site } from './locate.ts'
import { ownedEnd, ownedStart } from './owned.ts'
import { itemQuotes } from './quote.ts'
import { entryLines, itemLines } from './render.ts'
import { edit, followingLines, holderColumn, insert, keepsBreak, mannerAt, type Splice } from './splice.ts'
import { lastLeaf, type MapNode, type SeqNode, type YamlNode } from './tree.ts'

/** A new entry at the end of a map. */
export function insertEntry(
  splice: Splice,
  site: Site,
  map: MapNode,
  key: string,
  content: Content,
): readonly TextEdit[] {
  const asBlock = map.entries.length === 0 ? emptyToBlock(splice, site) : undefined
  const last = map.entries.at(-1)
  if (asBlock === undefined && (map.flow || last === undefined))
    return insertFlowEntry(splice, site, map, key, content)
  const column = asBlock?.column ?? columnOf(splice.text, last?.start ?? map.start)
  const manner = mannerAt(splice, afterLast(splice, map, column), column)
  const style =
    map.entries.every((entry) => entry.key.kind === 'scalar' && entry.key.style === 'double') && last
      ? 'double'
      : 'plain'
  const lines = entryLines(key, content, column, manner, style)
  return asBlock?.edits(lines) ?? addLines(splice, map, column, lines)
}

/** A new item at the end of a list, or before the item at `index`. */
export function insertItem(
  splice: Splice,
  site: Site,
  seq: SeqNode,
  index: number,
  content: Content,
): readonly TextEdit[] {
  const asBlock = seq.items.length === 0 ? emptyToBlock(splice, site) : undefined
  const last = seq.items.at(-1)
  if (asBlock === undefined && (seq.flow || last === undefined))
    return insertFlowItem(splice, site, seq, index, content)
  const before = seq.items[index]
  const column = asBlock?.column ?? columnOf(splice.text, last?.start ?? seq.start)
  const next = before === undefined ? afterLast(splice, seq, column) : before.start
  const lines = itemLines(
    content,
    column,
    mannerAt(splice, next, column),
    gapOf(splice, seq),
    itemQuotes(seq),
  )
  if (asBlock !== undefined) return asBlock.edits(lines)
  return before === undefined
    ? addLines(splice, seq, column, lines)
    : linesBefore(splice, before.start, lines)
}

/** Characters from a dash to what follows it, as the list's items have them. */
function gapOf(splice: Splice, seq: SeqNode): number {
  const item = seq.items.findLast(
    ({ start, value }) => value.start < value.end && value.start < lineEnd(splice.text, start),
  )
  const gap = item === undefined || item.value.props.length > 0 ? 2 : item.value.start - item.start
  return gap > 1 && gap <= 8 ? gap : 2
}

interface BlockPlace {
  readonly column: number
  edits(lines: readonly string[]): TextEdit[]
}

/** Where the first entry of `{}` or `[]` goes when the text around it is in block style: the brackets make place. */
function emptyToBlock(splice: Splice, site: Site): BlockPlace | undefined {
  const { text } = splice
  const { node, holder } = site
  if (inFlow(site) || text.slice(node.start + 1, node.end - 1).trim() !== '') return undefined
  const own = startsLine(text, node.start) && columnOf(text, node.start) > holderColumn(splice, site)
  const item = holder?.kind === 'item' && node.props.length === 0
  const list = node.kind === 'seq' && holder?.kind === 'entry'
  if (own || item || (holder === undefined && splice.contentStart === 0 && node.props.length === 0)) {
    const column = columnOf(text, node.start)
    const edits = ([first = '', ...rest]: readonly string[]): TextEdit[] => [
      edit(node.start, node.end, first.slice(column)),
      insert(lineEnd(text, node.end), followingLines(splice, node.end, rest)),
    ]
    return { column, edits }
  }
  const column = Math.max(0, holderColumn(splice, site) + (list ? splice.layout.list : splice.layout.step))
  const edits = (lines: readonly string[]): TextEdit[] => [
    edit(blankBefore(text, node.start), node.end, ''),
    insert(lineEnd(text, node.end), followingLines(splice, node.end, lines)),
  ]
  return { column, edits }
}

/** Lines at a column after the last leaf of a block collection and the comments that belong to it. */
function addLines(splice: Splice, node: YamlNode, column: number, lines: readonly string[]): TextEdit[] {
  const { text } = splice
  const leaf = lastLeaf(node)
  const after = afterLast(splice, node, column)
  if (text[after - 1] === '\n') {
    const eol = eolAt(text, leaf.start, splice.eol)
    return [insert(after, lines.map((line) => line + eol).join(''))]
  }
  // A block scalar that the end of the text cuts off would gain a line break: the new lines go before it.
  if (leaf.kind !== 'scalar' || after > leaf.end || !keepsBreak(text, leaf))
    return [insert(after, followingLines(splice, leaf.start, lines))]
  const last = node.kind === 'map' ? node.entries.at(-1) : node.kind === 'seq' ? node.items.at(-1) : undefined
  return linesBefore(splice, last?.start ?? node.start, lines)
}

/** Lines before an entry or item and the comments that belong to it. */
function linesBefore(splice: Splice, start: number, lines: readonly string[]): TextEdit[] {
  const { text } = splice
  const eol = eolAt(text, start, splice.eol)
  if (startsLine(text, start)) {
    const at = ownedStart(text, lineStart(text, start), columnOf(text, start))
    return [insert(at, lines.map((line) => line + eol).join(''))]
  }
  const column = columnOf(text, start)
  return [insert(start, `${lines.join(eol).slice(column)}${eol}${' '.repeat(column)}`)]
}

/**
 * Start of the line after the last leaf of a collection whose pieces stand at `column`, and after the comments that
 * belong to the leaf: deeper ones, and those in line with the dashes of a list that hangs at `column` itself.
 */
function afterLast(splice: Splice, node: YamlNode, column: number): number {
  const { text } = splice
  const leaf = lastLeaf(node)
  const end = leaf.kind === 'scalar' && leaf.style === 'block' ? leaf.end : nextLine(text, node.end)
  const value = node.kind === 'map' ? node.entries.at(-1)?.value : undefined
  const dashes = value?.kind === 'seq' && !value.flow && columnOf(text, value.start) === column
  return ownedEnd(text, end, dashes ? column - 1 : column)
}
