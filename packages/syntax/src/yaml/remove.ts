import type { TextEdit } from '@regraft/model'
import { columnOf, lineEnd, lineStart, nextLine, startsLine } from '../lines.ts'
import { removeFlowPiece } from './flow.ts'
import type { Site } from './locate.ts'
import { ownedEnd, ownedStart } from './owned.ts'
import { edit, headEnd, insert, type Splice } from './splice.ts'
import { isBlock, lastLeaf, type MapNode, type SeqNode, type YamlNode } from './tree.ts'

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
  const end = ownedEnd(text, afterPiece(text, piece), column)
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
  if (end < text.length || text.endsWith('\n') || start === 0) return [edit(start, end, '')]
  // The last line of a text without a final line break: the break before it goes, and the text still has none.
  return [edit(lineEnd(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0)), end, '')]
}

/** The only entry goes: an empty collection stays in its place. */
function emptyCollection(splice: Splice, site: Site, brackets: string): TextEdit[] {
  const { text } = splice
  const { node, holder } = site
  const head = headEnd(splice, site)
  const end = contentEndOf(text, node)
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
  const leaf = lastLeaf(piece.value)
  if (leaf.kind === 'scalar' && leaf.style === 'block') return piece.end
  return nextLine(text, piece.end)
}

/** End of a node's text without the line break of a block scalar. */
export function contentEndOf(text: string, node: YamlNode): number {
  const leaf = isBlock(node) ? lastLeaf(node) : node
  if (leaf.kind !== 'scalar' || leaf.style !== 'block' || text[node.end - 1] !== '\n') return node.end
  return text[node.end - 2] === '\r' ? node.end - 2 : node.end - 1
}
