import type { Range } from '@regraft/model'
import type { RangePart } from '../document.ts'
import type { Block } from './ast.ts'
import type { Place } from './locate.ts'

/** The range of a part of what stands at a place. */
export function rangeOf(place: Place, part: RangePart): Range {
  switch (place.kind) {
    case 'file':
      return part === 'key'
        ? range(place.body.start, place.body.start)
        : range(place.body.start, place.body.end)
    case 'attribute': {
      const { start, end, nameEnd, value } = place.attribute
      return part === 'node'
        ? range(start, end)
        : part === 'key'
          ? range(start, nameEnd)
          : range(value.start, end)
    }
    case 'blocks':
      return blocksRange(place.blocks, part)
    case 'block':
      return blockRange(place.block, part)
    case 'item': {
      const { start, end, key, value } = place.item
      if (part === 'key') return range(key.start, key.end)
      return part === 'node' ? range(start, end) : range(value.start, end)
    }
    case 'element':
    case 'child':
      return range(place.element.start, place.element.end)
    case 'json':
      return place.embedded.range(place.path, part)
  }
}

function range(start: number, end: number): Range {
  return { start, end }
}

function blockRange(block: Block, part: RangePart): Range {
  if (part === 'node') return range(block.start, block.end)
  return part === 'key' ? range(block.start, block.headerEnd) : range(block.open, block.end)
}

/** From the first block to the last; the header of the first. */
function blocksRange(blocks: readonly Block[], part: RangePart): Range {
  const first = blocks[0] as Block // a place of kind `blocks` holds at least one
  const last = blocks[blocks.length - 1] ?? first
  if (part === 'key') return blockRange(first, 'key')
  return range(blockRange(first, part).start, last.end)
}
