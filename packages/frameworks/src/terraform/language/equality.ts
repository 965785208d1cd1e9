import { sameValue } from './sets.ts'
import { equalTypes, holdsAny } from './type.ts'
import type { Value } from './value.ts'
import { isMapping, isSequence, isWhollyKnown, typeOf } from './value.ts'

/** Whether two values are equal as `==` has it, without converting either; undefined when that is not known. */
export function equality(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'null' || b.kind === 'null') return equalToNull(a, b)
  if (a.kind === 'unknown' || b.kind === 'unknown') return equalToUnknown(a, b)
  if (!equalTypes(typeOf(a), typeOf(b)))
    return holdsAny(typeOf(a)) || holdsAny(typeOf(b)) ? compareParts(a, b) : false
  return compareParts(a, b)
}

function equalToNull(a: Value, b: Value): boolean | undefined {
  const other = a.kind === 'null' ? b : a
  if (other.kind === 'null') return true
  return other.kind === 'unknown' && other.notNull !== true ? undefined : false
}

function equalToUnknown(a: Value, b: Value): boolean | undefined {
  const left = typeOf(a)
  const right = typeOf(b)
  if (!holdsAny(left) && !holdsAny(right) && !equalTypes(left, right)) return false
  const [open, other] = a.kind === 'unknown' ? [a, b] : [b, a]
  if (open.kind !== 'unknown' || open.prefix === undefined || other.kind !== 'string') return undefined
  return other.value.startsWith(open.prefix) ? undefined : false
}

function compareParts(a: Value, b: Value): boolean | undefined {
  if (isWhollyKnown(a) && isWhollyKnown(b)) return sameValue(a, b)
  if (isSequence(a) && isSequence(b)) {
    if (a.kind === 'set' || b.kind === 'set') return undefined
    if (a.items.length !== b.items.length) return false
    return all(a.items.map((item, i) => equality(item, b.items[i] as Value)))
  }
  if (isMapping(a) && isMapping(b)) {
    if (a.entries.size !== b.entries.size) return false
    const parts: (boolean | undefined)[] = []
    for (const [name, item] of a.entries) {
      const other = b.entries.get(name)
      if (other === undefined) return false
      parts.push(equality(item, other))
    }
    return all(parts)
  }
  return a.kind === b.kind ? undefined : false
}

function all(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false
  return parts.includes(undefined) ? undefined : true
}
