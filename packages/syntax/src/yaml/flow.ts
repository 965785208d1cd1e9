import type { TextEdit } from '@regraft/model'
import type { Content } from '../document.ts'
import { eolAt, lineEnd } from '../lines.ts'
import { appendPiece, type Bracketed, insertPiece, removePiece } from '../pieces.ts'
import type { Site } from './locate.ts'
import { itemQuotes, quote } from './quote.ts'
import { type Manner, renderFlow, renderScalar } from './render.ts'
import { edit, insert, type Splice } from './splice.ts'
import type { MapNode, SeqNode } from './tree.ts'

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
): readonly TextEdit[] {
  const manner = flowManner(splice, site)
  const space =
    manner.json && map.entries.length > 0 && map.entries.every((entry) => isTight(splice, entry.colon))
      ? ''
      : ' '
  const text = `${quote(key, manner.json ? 'double' : 'plain', true)}:${space}${renderFlow(content, manner)}`
  if (map.bare === true) return [insert(map.start, '{'), insert(map.end, `, ${text}}`)]
  return map.entries.length === 0 ? [insert(map.end - 1, text)] : appendPiece(bracketed(splice, map), text)
}

/** Whether the value stands right behind the colon. */
function isTight({ text }: Splice, colon: number | undefined): boolean {
  return colon !== undefined && (text[colon + 1] ?? '').trim() !== ''
}

/** A new item in a flow list, before the item at `index` or at the end. */
export function insertFlowItem(
  splice: Splice,
  site: Site,
  seq: SeqNode,
  index: number,
  content: Content,
): readonly TextEdit[] {
  const manner = flowManner(splice, site)
  const text =
    content.kind === 'scalar'
      ? renderScalar(content.value, manner.json ? 'double' : itemQuotes(seq), true)
      : renderFlow(content, manner)
  return seq.items.length === 0
    ? [insert(seq.end - 1, text)]
    : insertPiece(bracketed(splice, seq), index, text)
}

/** Removes an entry or item of a flow collection. */
export function removeFlowPiece(splice: Splice, node: MapNode | SeqNode, index: number): readonly TextEdit[] {
  if (node.kind === 'map' && node.bare === true) return [edit(node.start, node.end, '{}')]
  return removePiece(bracketed(splice, node), index)
}

function bracketed({ text, eol }: Splice, node: MapNode | SeqNode): Bracketed {
  const pieces = node.kind === 'map' ? node.entries : node.items
  return {
    text,
    open: node.start,
    close: node.end - 1,
    pieces,
    eol: eolAt(text, node.start, eol),
    commentEnd,
  }
}

function commentEnd(text: string, at: number): number | undefined {
  return text[at] === '#' ? lineEnd(text, at) : undefined
}
