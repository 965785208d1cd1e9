import { integer, text, texts } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'strings.any_prefix_match': (search, base) => {
    const [searched, prefixes] = [texts(search), texts(base)]
    return searched.some((each) => prefixes.some((prefix) => each.startsWith(prefix)))
  },
  'strings.any_suffix_match': (search, base) => {
    const [searched, suffixes] = [texts(search), texts(base)]
    return searched.some((each) => suffixes.some((suffix) => each.endsWith(suffix)))
  },
  'strings.count': (search, substring) => count(text(search), text(substring)),
  'strings.split_n': (value, delimiter, limit) => splitN(text(value), text(delimiter), integer(limit)),
  indexof_n: (value, search) => indexesOf(text(value), text(search)),
}

/** Occurrences that do not overlap; the empty text stands before each character and at the end. */
function count(value: string, search: string): number {
  return search === '' ? [...value].length + 1 : value.split(search).length - 1
}

/** The first `limit` parts, or the last ones when it is negative. */
function splitN(value: string, delimiter: string, limit: number): string[] {
  const parts = delimiter === '' ? [...value] : value.split(delimiter)
  if (limit >= 0) return parts.slice(0, limit)
  return parts.slice(Math.max(parts.length + limit, 0))
}

/** Every place, overlapping ones too, counted in code points. */
function indexesOf(value: string, search: string): number[] {
  if (search === '') throw new BuiltinError('empty search text')
  const found: number[] = []
  let points = 0
  for (let at = 0; at < value.length; at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
    if (value.startsWith(search, at)) found.push(points)
    points++
  }
  return found
}
