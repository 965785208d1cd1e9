import { quoted } from '../../functions/json-text.ts'
import { numberText } from '../../language/number.ts'
import type { Value } from '../../language/value.ts'
import { isMapping, isSequence } from '../../language/value.ts'

/** JSON text of a known value as Go writes it, keys in their order. `indent`: of one level; none for one line. */
export function jsonText(value: Value, indent: string, outer = ''): string {
  if (isSequence(value))
    return bracketed(
      '[',
      value.items.map((item) => jsonText(item, indent, outer + indent)),
      ']',
      indent,
      outer,
    )
  if (isMapping(value)) {
    const colon = indent === '' ? ':' : ': '
    const entries = [...value.entries].map(
      ([key, entry]) => `${quoted(key)}${colon}${jsonText(entry, indent, outer + indent)}`,
    )
    return bracketed('{', entries, '}', indent, outer)
  }
  if (value.kind === 'string') return quoted(value.value)
  if (value.kind === 'number') return numberText(value.value)
  return value.kind === 'bool' ? String(value.value) : 'null'
}

function bracketed(
  open: string,
  pieces: readonly string[],
  close: string,
  indent: string,
  outer: string,
): string {
  if (pieces.length === 0 || indent === '') return `${open}${pieces.join(',')}${close}`
  const line = `\n${outer}${indent}`
  return `${open}${line}${pieces.join(`,${line}`)}\n${outer}${close}`
}
