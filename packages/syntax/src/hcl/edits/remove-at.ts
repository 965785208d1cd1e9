import type { Path, Refusal, TextEdit } from '@regraft/model'
import type { Block, Node } from '../ast.ts'
import { keyOf } from '../constant.ts'
import type { Place } from '../locate.ts'
import { rangeOf } from '../ranges.ts'
import type { Draft } from './draft.ts'
import { refusal } from './refusals.ts'
import { removeFromBody, removeFromCollection } from './remove.ts'
import type { Source } from './source.ts'
import { layoutAbove, layoutAt, tidy } from './tidy.ts'

/** Removes what stands at a path; nothing there is nothing to do. */
export function remove(draft: Draft, path: Path): Refusal | undefined {
  const place = draft.at(path)
  if (place === undefined) return undefined
  const layout = layoutAt(draft, path)
  switch (place.kind) {
    case 'file':
      return refusal('HCL_CONTENT', 'the file itself cannot be removed')
    case 'attribute':
      draft.apply([removeFromBody(draft.source, place.attribute, ownerOf(draft, path, 1))])
      if (layout?.dispensable === false) tidy(draft, layout)
      return undefined
    case 'block':
      draft.apply([removeFromBody(draft.source, place.block, ownerOf(draft, path, 2))])
      if (layout?.dispensable === false) tidy(draft, layout)
      return undefined
    case 'blocks':
      return removeAll(draft, path, place.blocks.length)
    case 'child':
    case 'json':
      return refusal(
        'HCL_COMPUTED',
        'an expression is made of it: nothing can be taken out of it',
        rangeOf(place, 'node'),
      )
    default:
      return removeItem(draft, path, place)
  }
}

/** The block whose body holds what stands at a path, `steps` steps up. */
function ownerOf(draft: Draft, path: Path, steps: number): Block | undefined {
  const owner = draft.at(path.slice(0, -steps))
  return owner?.kind === 'block' ? owner.block : undefined
}

function removeAll(draft: Draft, path: Path, count: number): Refusal | undefined {
  for (let i = count - 1; i >= 0; i--) {
    const problem = remove(draft, [...path, i])
    if (problem !== undefined) return problem
  }
  return undefined
}

/** An entry or item; of a key that is there more than once every entry goes, or an earlier one would come to count. */
function removeItem(
  draft: Draft,
  path: Path,
  place: Extract<Place, { kind: 'item' | 'element' }>,
): Refusal | undefined {
  const within = layoutAt(draft, path)
  const above = layoutAbove(draft, path.slice(0, -1))
  const { source } = draft
  if (place.kind === 'element') {
    const edit = removeFromCollection(source, place.tuple, place.index)
    draft.apply([edit])
    if (leavesOneLine(source, place.tuple, edit)) tidy(draft, above)
    return undefined
  }
  const { object, item } = place
  const key = keyOf(item)
  const edit = removeFromCollection(source, object, object.items.indexOf(item))
  draft.apply([edit])
  if (object.items.filter((other) => keyOf(other) === key).length > 1) return remove(draft, path)
  if (within?.dispensable === false) tidy(draft, within)
  if (leavesOneLine(source, object, edit)) tidy(draft, above)
  return undefined
}

/** Whether a value of many lines stands on one after the edit. */
function leavesOneLine(source: Source, value: Node, edit: TextEdit): boolean {
  const { text } = source
  const left = text.slice(value.start, edit.start) + text.slice(edit.end, value.end)
  return !left.includes('\n') && text.slice(value.start, value.end).includes('\n')
}
