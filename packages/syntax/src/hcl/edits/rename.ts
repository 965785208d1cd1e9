import type { Path, Refusal } from '@regraft/model'
import type { Body } from '../ast.ts'
import { attributeOf, blocksOf } from '../body-index.ts'
import { isName } from '../characters.ts'
import { constantOf, keyOf } from '../constant.ts'
import { itemOf, type Place } from '../locate.ts'
import type { Draft } from './draft.ts'
import { renderKey } from './quote.ts'
import { type HclRefusalCode, refusal } from './refusals.ts'
import { layoutAt, tidy } from './tidy.ts'

/** Renames an attribute, a block's type, all blocks of a type, or an object's key. */
export function rename(draft: Draft, path: Path, to: string): Refusal | undefined {
  const place = draft.at(path)
  const layout = layoutAt(draft, path)
  switch (place?.kind) {
    case 'attribute':
    case 'block':
    case 'blocks':
    case 'item': {
      const problem = place.kind === 'item' ? renameKey(draft, place, to) : renameInBody(draft, place, to)
      tidy(draft, layout)
      return problem
    }
    case 'element':
    case 'file':
      return refusal('HCL_NAME', 'an item of a list has no name')
    case 'child':
    case 'json':
      return refusal('HCL_NAME', 'a part of an expression has no name')
    case undefined:
      return isDone(draft, path, to) ? undefined : refusal('HCL_NOT_FOUND', 'nothing stands at this path')
  }
}

/** Whether the new name stands where the old one would. */
function isDone(draft: Draft, path: Path, to: string): boolean {
  const step = path.findLastIndex((part) => typeof part === 'string')
  return step >= 0 && draft.at([...path.slice(0, step), to]) !== undefined
}

function renameInBody(
  draft: Draft,
  place: Extract<Place, { kind: 'attribute' | 'block' | 'blocks' }>,
  to: string,
): Refusal | undefined {
  const { body } = place
  const blocks = place.kind === 'blocks' ? place.blocks : place.kind === 'block' ? [place.block] : []
  const name = place.kind === 'attribute' ? place.attribute.name : blocks[0]?.type
  if (name === to) return undefined
  if (!isName(to)) return named('HCL_NAME', `\`${to}\` is no name`)
  if (isTaken(body, to, place.kind)) return named('HCL_NAME', `\`${to}\` is already there`)
  if (place.kind !== 'attribute') {
    draft.apply(blocks.map((block) => ({ start: block.start, end: block.typeEnd, text: to })))
    return undefined
  }
  const { start, nameEnd } = place.attribute
  draft.apply([{ start, end: nameEnd, text: to }])
  return undefined
}

function named(code: HclRefusalCode, reason: string): Refusal {
  return refusal(code, reason)
}

function isTaken(body: Body, name: string, kind: 'attribute' | 'block' | 'blocks'): boolean {
  if (attributeOf(body, name) !== undefined) return true
  return kind !== 'block' && blocksOf(body, name).length > 0
}

function renameKey(draft: Draft, place: Extract<Place, { kind: 'item' }>, to: string): Refusal | undefined {
  const { object, item } = place
  const key = keyOf(item)
  if (key === to) return undefined
  if (itemOf(object, to) !== undefined) return refusal('HCL_NAME', `\`${to}\` is already there`)
  if (object.items.filter((other) => keyOf(other) === key).length > 1) {
    return refusal('HCL_AMBIGUOUS', `\`${key}\` is there more than once`, item.key)
  }
  const quoted = item.key.kind === 'expression' && typeof constantOf(item.key.expression) === 'string'
  const text = renderKey(to, quoted)
  if (text === undefined) return refusal('HCL_NAME', 'the name holds half of a surrogate pair')
  draft.apply([{ start: item.key.start, end: item.key.end, text }])
  return undefined
}
