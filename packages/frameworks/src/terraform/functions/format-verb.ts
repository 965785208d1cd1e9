import { fail } from '../language/failure.ts'

/** One `%…` of a format string. */
export interface Verb {
  /** As it is written. */
  readonly raw: string
  /** The letter. */
  readonly mode: string
  /** Of the argument, from 0. */
  readonly argument: number
  readonly flags: ReadonlySet<string>
  readonly width: number | undefined
  readonly precision: number | undefined
}

/** Go writes nothing sensible for more. */
const maxSize = 1_000_000

/** A format string as texts and verbs. Fails where it is neither. */
export function parseFormat(format: string): readonly (string | Verb)[] {
  const parts: (string | Verb)[] = []
  const verbs = /%(?:%|([0#\-+ ]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([a-zA-Z]))/y
  let next = 0
  let at = 0
  while (at < format.length) {
    const percent = format.indexOf('%', at)
    if (percent !== at) parts.push(format.slice(at, percent < 0 ? format.length : percent))
    if (percent < 0) break
    verbs.lastIndex = percent
    const match = verbs.exec(format)
    if (match === null) return fail(`the format string is invalid at ${percent}`)
    const [raw, flags = '', width, precision, argument, mode] = match
    if (mode === undefined) parts.push('%')
    else {
      const index = argument === undefined ? next : Number(argument) - 1
      parts.push({
        raw,
        mode,
        argument: index,
        flags: new Set(flags),
        width: size(width),
        precision: size(precision),
      })
      next = index + 1
    }
    at = percent + raw.length
  }
  return parts
}

function size(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  const value = Number(digits)
  return value > maxSize ? fail('the result is too large') : value
}
