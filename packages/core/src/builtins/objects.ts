import { equalValues, isArray, keyOf, RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'object.subset': (superset, subset) => {
    const found = subsetOf(superset, subset)
    if (found !== undefined) return found
    if (isArray(superset) && subset instanceof RegoSet) return holdsAll(superset, subset)
    throw new BuiltinError('neither two of a kind nor an array and a set')
  },
}

/** Objects compare member by member, sets and arrays by equality of items; undefined: not two of a kind. */
function subsetOf(superset: RegoValue | undefined, subset: RegoValue | undefined): boolean | undefined {
  if (superset instanceof RegoObject && subset instanceof RegoObject) {
    for (const [key, wanted] of subset.entries()) {
      const value = superset.get(key)
      if (value === undefined) return false
      if (!equalValues(value, wanted) && subsetOf(value, wanted) !== true) return false
    }
    return true
  }
  if (superset instanceof RegoSet && subset instanceof RegoSet)
    return [...subset.items()].every((item) => superset.has(item))
  if (isArray(superset) && isArray(subset)) return isRun(superset, subset)
  return undefined
}

/** Whether the items stand in the list one after the other. */
function isRun(list: readonly RegoValue[], wanted: readonly RegoValue[]): boolean {
  const [texts, sought] = [list.map(keyOf), wanted.map(keyOf)]
  // As OPA does: after a mismatch the search goes on behind the item it started at.
  for (let start = 0; start + sought.length <= texts.length; start++)
    if (sought.every((each, i) => texts[start + i] === each)) return true
  return false
}

/** As OPA counts: each item of the list that the set holds, until as many are found as the set has. */
function holdsAll(list: readonly RegoValue[], wanted: RegoSet): boolean {
  let unmatched = wanted.size
  for (const item of list) {
    if (wanted.has(item)) unmatched--
    if (unmatched === 0) return true
  }
  return false
}
