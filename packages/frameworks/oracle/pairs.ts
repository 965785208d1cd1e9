import type { Json } from '@regraft/model'

/** Parts of two canonical forms that stand in the same place and differ. */
export interface Pair {
  readonly wanted: readonly Json[]
  readonly got: readonly Json[]
}

/** Where two canonical texts of values part; undefined when one of them is none. */
export function differingPairs(wanted: string, got: string): readonly Pair[] | undefined {
  if (!wanted.startsWith('[') || !got.startsWith('[')) return undefined
  return pairs(JSON.parse(wanted) as Json, JSON.parse(got) as Json) ?? []
}

/** Undefined: they differ as a whole, and are no forms of their own. */
function pairs(wanted: Json, got: Json): readonly Pair[] | undefined {
  if (JSON.stringify(wanted) === JSON.stringify(got)) return []
  if (!Array.isArray(wanted) || !Array.isArray(got)) return undefined
  const inside =
    wanted.length === got.length ? wanted.map((part, i) => pairs(part as Json, got[i] as Json)) : [undefined]
  const found = inside.flatMap((each) => each ?? [])
  if (inside.every((each) => each !== undefined)) return found
  // The innermost form that holds both.
  return typeof wanted[0] === 'string' ? [{ wanted, got }] : undefined
}
