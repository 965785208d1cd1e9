import type { TestResult, TraceEvent } from '@regraft/rego'

/** A place in Rego that was false or undefined. */
export interface FailedAt {
  readonly file: string
  readonly row: number
  readonly col: number
}

const longest = 10

/**
 * Why a test fails, from its trace: the expression of its body that did not hold, and the expressions below it that
 * failed in the rules it asked for. Empty where the trace does not say.
 */
export function failedExpressions({ trace, package: name, name: rule }: TestResult): readonly FailedAt[] {
  const entered = trace.find(
    ({ op, node }) => op === 'Enter' && node === `${name}.${rule.replace(/#\d+$/, '')}`,
  )
  if (entered === undefined) return []
  const own = trace.findLastIndex(({ op, query }) => op === 'Fail' && query === entered.query)
  const failed = trace[own]
  if (failed === undefined) return []
  const began = trace.findLastIndex((event, i) => i < own && event.op === 'Eval' && samePlace(event, failed))
  const below = trace.slice(began + 1, own).filter(({ op }) => op === 'Fail')
  const places = [failed, ...below].flatMap(placeOf)
  const key = ({ file, row, col }: FailedAt): string => `${file}:${row}:${col}`
  return [...new Map(places.map((place) => [key(place), place])).values()].slice(0, longest)
}

function samePlace(a: TraceEvent, b: TraceEvent): boolean {
  return a.query === b.query && a.file === b.file && a.row === b.row && a.col === b.col
}

function placeOf({ file, row, col }: TraceEvent): readonly FailedAt[] {
  return file === undefined || row === undefined || col === undefined ? [] : [{ file, row, col }]
}
