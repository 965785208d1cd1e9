import type { TextEdit } from '@regraft/model'
import { columnOf, lineEnd, lineStart, nextLine, startsLine } from '../lines.ts'
import { removeFlowPiece } from './flow.ts'
import type { Site } from './locate.ts'
import { ownedEnd, ownedStart } from './owned.ts'
import { contentEnd, edit, headEnd, insert, keepsBreak, type Splice } from './splice.ts'
import { lastLeaf, type MapNode, type ScalarNode, type SeqNode, type YamlNode } from './tree.ts'

interface Piece {
  readonly start: number
  readonly end: number
  readonly value: YamlNode
}

/** Removes the entry or item that holds a site, with the comments that belong to it alone. */
export function removeSite(splice: Splice, parent: Site, index: number): readonly TextEdit[] {
  const node = parent.node as MapNode | SeqNode
  const pieces: readonly Piece[] = node.kind === 'map' ? node.entries : node.items
  if (node.flow) return removeFlowPiece(splice, node, index)
  if (pieces.length === 1) return emptyCollection(splice, parent, node.kind === 'map' ? '{}' : '[]')
  return removeLines(splice, node, pieces, index)
}

function removeLines(splice: Splice, node: YamlNode, pieces: readonly Piece[], index: number): TextEdit[] {
  const { text } = splice
  const piece = pieces[index] as Piece
  const column = columnOf(text, piece.start)
  const before = pieces[index - 1]
  const open = before === undefined ? undefined : blockScalarAt(before.value)
  const end = pastBlankLines(text, ownedEnd(text, afterPiece(text, piece), column), open)
  if (!startsLine(text, piece.start)) {
    // The first of a compact collection (`- name: x`): the next one moves up to its place.
    const next = pieces[index + 1] as Piece
    const comment = text.slice(end, next.start).search(/#/)
    return [edit(piece.start, comment < 0 ? next.start : end + comment, '')]
  }
  const line = lineStart(text, piece.start)
  // A comment at the top of the document speaks of all of it.
  const top = index === 0 && node === splice.root
  const start = top ? line : ownedStart(text, line, column)
  const left = text.slice(0, start).trimEnd().length
  // A block scalar that now comes last needs its line break.
  const needed = open !== undefined && left < open.end && keepsBreak(text, open)
  if (end < text.length || text.endsWith('\n') || start === 0 || needed) return [edit(start, end, '')]
  // The last lines of a text without a final line break: the breaks before them go, and the text still has none.
  return [edit(left, end, '')]
}

/** The block scalar that a value ends with. */
function blockScalarAt(node: YamlNode): ScalarNode | undefined {
  const leaf = lastLeaf(node)
  return leaf.kind === 'scalar' && leaf.style === 'block' ? leaf : undefined
}

/** Past the blank lines after a removed piece that a block scalar before it would take for its own. */
function pastBlankLines(text: string, from: number, open: ScalarNode | undefined): number {
  if (open === undefined) return from
  const keeps = text.slice(open.start, open.headerEnd).includes('+')
  let end = from
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = lineEnd(text, at)
    if (text.slice(at, line).trim() !== '') break
    if (keeps || line > at) end = nextLine(text, at)
  }
  return end
}

/** The only entry goes: an empty collection stays in its place. */
function emptyCollection(splice: Splice, site: Site, brackets: string): TextEdit[] {
  const { text } = splice
  const { node, holder } = site
  const head = Math.max(headEnd(splice, site), node.props.at(-1)?.end ?? 0)
  const end = contentEnd(text, node)
  if (holder === undefined || lineStart(text, node.start) <= head) return [edit(node.start, end, brackets)]
  const headLine = lineEnd(text, head)
  const owned = ownedEnd(text, nextLine(text, end), columnOf(text, node.start) - 1)
  const stop =
    owned > nextLine(text, end)
      ? lineEnd(text, owned - 1 - (text[owned - 2] === '\r' ? 1 : 0))
      : lineEnd(text, end)
  return [insert(head, ` ${brackets}`), edit(headLine, stop, '')]
}

/** Start of the line after a piece. */
function afterPiece(text: string, piece: Piece): number {
  return blockScalarAt(piece.value) === undefined ? nextLine(text, piece.end) : piece.end
}
