import type { Path } from '@regraft/model'
import type { TypescriptDocument } from './document.ts'
import type { MapEntry, MapValue, Value } from './values.ts'

/** Lookups that one question may take: hostile files chain variables without end. */
const maxLookups = 64

/**
 * Where the value that a reference reads is written, when the file alone says: the path of a variable, or of what its
 * literal holds. Undefined when the variable may change, or a spread or computed key may hide the value.
 */
export function follow(document: TypescriptDocument, reference: Path): Path | undefined {
  return lead(document, reference, new Set())
}

/** Whether an object that holds this entry may have a key by it, as far as the file tells. */
export function mayHold(document: TypescriptDocument, entry: MapEntry, key: string): boolean {
  return holds(document, entry, key, new Set())
}

/**
 * `seen` are the lookups made. One that is met again adds nothing: had it said yes, so would the whole question.
 */
function lead(document: TypescriptDocument, reference: Path, seen: Set<string>): Path | undefined {
  const [name, ...steps] = reference
  const variable = typeof name === 'string' ? document.variable(name) : undefined
  if (variable === undefined || !variable.constant) return undefined
  if (!variable.frozen && (steps.length > 0 || variable.value.kind !== 'scalar')) return undefined
  let value: Value | undefined = variable.value
  for (const step of steps) {
    if (value.kind === 'map' && typeof step === 'string') value = certain(document, value, step, seen)
    else if (
      value.kind === 'list' &&
      typeof step === 'number' &&
      value.items.every((item) => item.kind === 'item')
    )
      value = value.items[step]?.value
    else return undefined
    if (value === undefined) return undefined
  }
  return ['variable', variable.id, ...steps]
}

/** The value of a property that nothing after it can replace. */
function certain(
  document: TypescriptDocument,
  map: MapValue,
  key: string,
  seen: Set<string>,
): Value | undefined {
  const at = map.entries.findLastIndex((entry) => entry.kind === 'property' && entry.key === key)
  const entry = map.entries[at]
  if (entry?.kind !== 'property') return undefined
  const after = map.entries.slice(at + 1)
  return after.some((later) => holds(document, later, key, seen)) ? undefined : entry.value
}

function holds(document: TypescriptDocument, entry: MapEntry, key: string, seen: Set<string>): boolean {
  if (entry.kind === 'dynamic') return true
  if (entry.kind !== 'spread') return entry.key === key
  const { value } = entry
  if (value.kind === 'scalar' || value.kind === 'undefined') return false
  if (value.kind === 'map') return value.entries.some((inner) => holds(document, inner, key, seen))
  if (value.kind !== 'reference' || seen.size >= maxLookups) return true
  const lookup = JSON.stringify([value.path, key])
  if (seen.has(lookup)) return false
  seen.add(lookup)
  const path = lead(document, value.path, seen)
  const target = path && document.value(path)
  if (target === undefined) return true
  return holds(document, { kind: 'spread', range: entry.range, value: target }, key, seen)
}
