import type { Num } from './number.ts'
import { compareNumbers } from './number.ts'
import type { Bounds, Value } from './value.ts'

const none: Bounds = { min: -Infinity, max: Infinity }

/** What a number can be. */
export function boundsOf(value: Value): Bounds {
  if (value.kind === 'number') return { min: value.value, max: value.value }
  return (value.kind === 'unknown' ? value.bounds : undefined) ?? none
}

export function isWithin(value: Num, { min, max }: Bounds): boolean {
  return compareNumbers(value, min) >= 0 && compareNumbers(value, max) <= 0
}

/** The bounds of a number that is one of two. */
export function joined(a: Bounds, b: Bounds): Bounds {
  return {
    min: compareNumbers(a.min, b.min) < 0 ? a.min : b.min,
    max: compareNumbers(a.max, b.max) > 0 ? a.max : b.max,
  }
}

/** How two numbers compare, below or above zero; undefined when that is not known, or when they may be equal. */
export function orderOf(a: Value, b: Value): number | undefined {
  const [x, y] = [boundsOf(a), boundsOf(b)]
  if (compareNumbers(x.min, y.max) > 0) return 1
  return compareNumbers(x.max, y.min) < 0 ? -1 : undefined
}
