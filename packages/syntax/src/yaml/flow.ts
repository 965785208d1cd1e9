import type { TextEdit } from '@regraft/model'
import type { Content } from '../document.ts'
import { blankAfter, columnOf, lineEnd, lineStart, nextLine, startsLine } from './lines.ts'
import type { Site } from './locate.ts'
import { quote } from './quote.ts'
import { type Manner, renderFlow } from './render.ts'
import { edit, eolOf, insert, type Splice } from './splice.ts'
import type { MapNode, SeqNode, YamlNode } from './tree.ts'

interface Piece {
  readonly start: number
  readonly end: number
}

/** How flow text is written at a site: JSON's way where the flow collections around it are written so. */
export function flowManner(splice: Splice, site: Site): Manner {
  let json = false
  for (let at: Site | undefined = site; at !== undefined; at = at.parent) {
    if (at.node.kind === 'map' && at.node.flow && at.node.entries.length > 0)
      json = at.node.entries.every(({ key }) => key.kind === 'scalar' && key.style === 'double')
  }
  return { ...splice.layout, literal: false, json }
}

/** A new entry at the end of a flow map. */
export function insertFlowEntry(
  splice: Splice,
  site: Site,
  map: MapNode,
  key: string,
  content: Content,
): TextEdit[] {
  const manner = flowManner(splice, site)
  const tight =
    manner.json && map.entries.every(({ colon }) => colon !== undefined && !isSpace(splice.text, colon + 1))
  const style = manner.json ? 'double' : 'plain'
  const text = `${quote(key, style, true)}:${tight && map.entries.length > 0 ? '' : ' '}${renderFlow(content, manner)}`
  if (map.bare === true) return [insert(map.start, '{'), insert(map.end, `, ${text}}`)]
  return insertPiece(splice, map, map.entries, text)
}

/** A new item in a flow list, before the item at `index` or at the end. */
export function insertFlowItem(
  splice: Splice,
  site: Site,
  seq: SeqNode,
  index: number,
  content: Content,
): TextEdit[] {
  const text = renderFlow(content, flowManner(splice, site))
  const before = seq.items[index]
  if (before === undefined) return insertPiece(splice, seq, seq.items, text)
  if (!startsLine(splice.text, before.start)) return [insert(before.start, `${text}, `)]
  return [insert(before.start, `${text},${eolOf(splice)}${' '.repeat(columnOf(splice.text, before.start))}`)]
}

function insertPiece(splice: Splice, node: YamlNode, pieces: readonly Piece[], piece: string): TextEdit[] {
  const { text } = splice
  const close = node.end - 1
  const last = pieces.at(-1)
  if (last === undefined) return [insert(close, piece)]
  const comma = commaAfter(text, last.end, close)
  const own = startsLine(text, last.start)
  if (own) {
    const line = `${eolOf(splice)}${' '.repeat(columnOf(text, last.start))}${piece}`
    const from = comma === undefined ? last.end : comma + 1
    const broken = text.slice(from, close).includes('\n')
    const at = broken ? lineEnd(text, from) : from
    if (comma !== undefined) return [insert(at, `${line},`)]
    return at === last.end ? [insert(at, `,${line}`)] : [insert(last.end, ','), insert(at, line)]
  }
  const space =
    pieces.length > 1 && !isSpace(text, (commaAfter(text, pieces[0]?.end ?? 0, close) ?? 0) + 1) ? '' : ' '
  return comma === undefined
    ? [insert(last.end, `,${space}${piece}`)]
    : [insert(comma + 1, `${space}${piece},`)]
}

/** Removes a piece of a flow collection with its comma. */
export function removePiece(
  splice: Splice,
  node: YamlNode,
  pieces: readonly Piece[],
  index: number,
): TextEdit[] {
  const { text } = splice
  const close = node.end - 1
  const piece = pieces[index] as Piece
  if (pieces.length === 1) {
    if (node.kind === 'map' && node.bare === true) return [edit(node.start, node.end, '{}')]
    return [edit(node.start + 1, close, '')]
  }
  const comma = commaAfter(text, piece.end, close)
  const previous = pieces[index - 1]
  const edits: TextEdit[] = []
  // The last piece takes the comma before it along, unless one after it stays in its place.
  const before =
    comma === undefined && previous !== undefined ? commaAfter(text, previous.end, close) : undefined
  const stop = comma === undefined ? piece.end : comma + 1
  const alone = startsLine(text, piece.start) && restIsComment(text, stop)
  if (alone) {
    if (before !== undefined) edits.push(edit(before, before + 1, ''))
    return [...edits, edit(lineStart(text, piece.start), nextLine(text, stop), '')]
  }
  if (before === undefined) return [edit(piece.start, blankAfter(text, stop), '')]
  const between = text.slice(before + 1, piece.start)
  if (between.trim() === '') return [edit(before, piece.end, '')]
  return [edit(before, before + 1, ''), edit(piece.start, piece.end, '')]
}

/** Offset of the comma after a piece: only white space and comments may stand between. */
export function commaAfter(text: string, from: number, close: number): number | undefined {
  for (let at = from; at < close; at++) {
    const c = text[at]
    if (c === ',') return at
    if (c === '#') at = lineEnd(text, at)
    else if (c !== undefined && c.trim() !== '') return undefined
  }
  return undefined
}

function restIsComment(text: string, at: number): boolean {
  const next = blankAfter(text, at)
  return next >= lineEnd(text, at) || text[next] === '#'
}

function isSpace(text: string, at: number): boolean {
  return text[at] !== undefined && (text[at] as string).trim() === ''
}
