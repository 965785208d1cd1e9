import type { Unknown } from '@regraft/define/types/arguments'
import { isList, isObject, isUnknown as isUnknownJson, type Json, type Path } from '@regraft/model'
import type { PathIn, ValueAt } from './path.ts'

/** Present, but not known offline. Of an object that is known in part it is true too. */
export function isUnknown(value: unknown): value is Unknown {
  return isUnknownJson(value as Json) // looks at nothing but its own shape
}

/** The value if it is there and known; unknown and absent are both undefined. */
export function known<T>(value: T): Exclude<T, Unknown | null | undefined> | undefined {
  if (value === undefined || value === null || isUnknown(value)) return undefined
  return value as Exclude<T, Unknown | null | undefined> // these were told apart
}

/**
 * The value is unknown, or it is there and passes: `mayBe(port, (n) => n > 1024)`. A finding at the path of an unknown
 * is told as undetermined, so that nothing passes as clean which nobody could look at.
 */
export function mayBe<T>(
  value: T,
  test: (value: Exclude<T, Unknown | null | undefined>) => boolean,
): boolean {
  if (isUnknown(value)) return true
  const there = known(value)
  return there !== undefined && test(there)
}

/**
 * What stands at a path of a resource: undefined where nothing does, the unknown where one stands on the way. A text that
 * is known in part is walked into as the document it is.
 */
export function valueAt<T, const P extends Path>(resource: T, path: PathIn<T, P>): ValueAt<T, P> {
  let value = resource as Json | undefined // resources are JSON
  for (const step of path as Path) {
    const next = stepInto(value, step) ?? (isUnknownJson(value) ? stepInto(value['$json'], step) : undefined)
    if (next === undefined && isUnknownJson(value)) break
    value = next
  }
  return value as ValueAt<T, P> // the type says what the walk does
}

function stepInto(value: Json | undefined, step: string | number): Json | undefined {
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined
  return isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined
}
