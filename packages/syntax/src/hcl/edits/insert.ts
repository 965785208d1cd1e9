import type { Path, Refusal } from '@regraft/model'
import type { Content } from '../../document.ts'
import type { Block, Body, Item } from '../ast.ts'
import { addAfterItem } from './add-to-body.ts'
import type { Draft } from './draft.ts'
import { saysBlock } from './equal.ts'
import { refusal } from './refusals.ts'
import { Renderer } from './render.ts'

/** Writes a block after the attribute, block or blocks at a path; does nothing when the body already holds it. */
export function insertAfter(draft: Draft, after: Path, content: Content): Refusal | undefined {
  if (content.kind !== 'block' || content.type === undefined) {
    return refusal('HCL_CONTENT', 'only a block with a type can be inserted')
  }
  const found = anchorAt(draft, after)
  if (found === undefined) return refusal('HCL_NOT_FOUND', 'no attribute or block stands at this path')
  const { body, item } = found
  const { type } = content
  if (isThere(body, item, type, content)) return undefined
  const renderer = new Renderer()
  const edits = addAfterItem(draft.source, body, item, (style) => renderer.block(type, content, style))
  if (renderer.problem === undefined) draft.apply(edits)
  return renderer.problem
}

function anchorAt(draft: Draft, path: Path): { readonly body: Body; readonly item: Item } | undefined {
  const place = draft.at(path)
  if (place?.kind === 'attribute') return { body: place.body, item: place.attribute }
  if (place?.kind === 'block') return { body: place.body, item: place.block }
  const last = place?.kind === 'blocks' ? place.blocks[place.blocks.length - 1] : undefined
  return place?.kind === 'blocks' && last !== undefined ? { body: place.body, item: last } : undefined
}

/** A labelled block is unique in its body, wherever it stands; one without labels has to be the next. */
function isThere(
  body: Body,
  item: Item,
  type: string,
  content: Extract<Content, { kind: 'block' }>,
): boolean {
  const same = (other: Item | undefined): other is Block =>
    other?.kind === 'block' &&
    other.type === type &&
    saysBlock(other, { ...content, labels: content.labels ?? [] })
  if ((content.labels ?? []).length > 0) return body.items.some(same)
  return same(body.items[body.items.indexOf(item) + 1])
}
