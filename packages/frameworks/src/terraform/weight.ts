import type { StringValue, UnknownValue, Value } from './language/value.ts'
import { LazyEntries } from './lazy-entries.ts'

interface Measure {
  readonly weight: number
  readonly depth: number
}

/** By the items or entries, which values that are the same but for their origins share. */
const measures = new WeakMap<object, Measure>()

const single: Measure = { weight: 1, depth: 0 }

/** The number of parts a value is made of, shared ones counted each time; 32 characters of a string are one. */
export function weightOf(value: Value): number {
  return measure(value).weight
}

/** How deep the parts of a value stand in one another. */
export function depthOf(value: Value): number {
  return measure(value).depth
}

/** The document that a value is the text of. */
export function decodedOf(value: Value): Value | undefined {
  return value.kind === 'string' || value.kind === 'unknown' ? value.decoded : undefined
}

function measure(value: Value): Measure {
  switch (value.kind) {
    case 'string':
    case 'unknown':
      return measureText(value)
    case 'list':
    case 'set':
    case 'tuple':
      return measures.get(value.items) ?? measureParts(value.items)
    case 'map':
    case 'object':
      if (value.entries instanceof LazyEntries) return single
      return measures.get(value.entries) ?? measureParts(value.entries)
    default:
      return single
  }
}

function measureText(value: StringValue | UnknownValue): Measure {
  const own = value.kind === 'string' ? 1 + (value.value.length >> 5) : 1
  if (value.decoded === undefined) return own === 1 ? single : { weight: own, depth: 0 }
  const { weight, depth } = measure(value.decoded)
  return { weight: own + weight, depth: depth + 1 }
}

function measureParts(parts: readonly Value[] | ReadonlyMap<string, Value>): Measure {
  let weight = 1
  let deepest = 0
  const add = (part: Value): void => {
    const inner = measure(part)
    weight += inner.weight
    if (inner.depth > deepest) deepest = inner.depth
  }
  parts.forEach(add)
  const made = { weight, depth: deepest + 1 }
  // Counting few parts again costs less than remembering them.
  if (weight > 32) measures.set(parts, made)
  return made
}
