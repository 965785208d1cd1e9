import type { TextEdit } from '@regraft/model'
import type { Block, Item, Node, ObjectExpression, Tuple } from '../ast.ts'
import { ownLines } from './remove-lines.ts'
import { atLineBreak, commaAfter, type Source, skipBlanks, skipComments } from './source.ts'

/** The edit that removes an attribute or a block from the body it stands in. */
export function removeFromBody(source: Source, item: Item, block: Block | undefined): TextEdit {
  const lines = ownLines(source, item, item.end)
  if (lines !== undefined) return { ...lines, text: '' }
  // On the line of the braces around it, or next to a comment that runs over lines.
  if (block !== undefined && !source.hasComment(block.open, block.close) && block.body.items.length === 1) {
    return { start: block.open + 1, end: block.close, text: '' }
  }
  return { start: item.start, end: item.end, text: '' }
}

/** The edit that removes an item from a tuple or an entry from an object. */
export function removeFromCollection(
  source: Source,
  node: Tuple | ObjectExpression,
  index: number,
): TextEdit {
  const { text } = source
  const items: readonly Node[] = node.items
  const item = items[index] as Node // the caller has located it
  const open = node.start + 1
  const close = node.end - 1
  if (items.length === 1 && !source.hasComment(open, close)) return { start: open, end: close, text: '' }
  const comma = commaAfter(text, item.end)
  const next = items[index + 1]
  const commaOnLine = comma >= 0 && comma === skipComments(text, item.end)
  // Items of a tuple need the comma between them to go with one of them; line breaks do for objects.
  if (commaOnLine || next === undefined || node.kind === 'object') {
    const lines =
      comma >= 0 && !commaOnLine ? undefined : ownLines(source, item, commaOnLine ? comma + 1 : item.end)
    if (lines !== undefined && lines.start > node.start && lines.end <= close) return { ...lines, text: '' }
  }
  if (comma >= 0 && next !== undefined) return removeUpToNext(source, item, comma)
  return removeLast(source, items, index, comma, close)
}

/** From an item through its comma to what follows. */
function removeUpToNext(source: Source, item: Node, comma: number): TextEdit {
  const { text } = source
  const end = skipBlanks(text, comma + 1)
  if (!atLineBreak(text, end)) return { start: item.start, end, text: '' }
  return { start: withoutBlanks(source, item.start), end: comma + 1, text: '' }
}

/** From the comma before an item, if it stands on the same line, to its end. */
function removeLast(
  source: Source,
  items: readonly Node[],
  index: number,
  comma: number,
  close: number,
): TextEdit {
  const { text } = source
  const item = items[index] as Node // the caller has located it
  const before = items[index - 1]
  const separator = before === undefined ? -1 : commaAfter(text, before.end)
  if (separator >= 0 && !text.slice(separator, item.start).includes('\n')) {
    if (comma < 0) return { start: separator, end: item.end, text: '' }
    return { start: separator + 1, end: comma + 1, text: '' }
  }
  const end = comma < 0 ? item.end : comma + 1
  const gap = skipBlanks(text, end)
  if (atLineBreak(text, gap)) return { start: withoutBlanks(source, item.start), end: gap, text: '' }
  return { start: item.start, end: gap === close ? gap : end, text: '' }
}

/** Start of the white space before an offset on its line, unless the line starts there. */
function withoutBlanks(source: Source, at: number): number {
  const { text } = source
  if (source.startsLine(at)) return at
  let i = at
  while (text.charCodeAt(i - 1) === 32 || text.charCodeAt(i - 1) === 9) i--
  return i
}
