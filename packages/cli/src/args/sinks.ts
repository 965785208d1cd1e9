import type { Sink } from './arguments.ts'
import type { Given } from './tokens.ts'
import { usage } from './usage.ts'

/**
 * Pairs formats with files in the order they are written: a file goes to the format before it that has none, else to
 * the next one. `-` is standard output. A format that stays without a file goes there too, and only one can.
 */
export function sinksOf(given: readonly Given[], fallback: string): Sink[] {
  const sinks: { format: string | undefined; file: string | undefined }[] = []
  for (const { name, value } of given) {
    if (name === 'format') {
      const waiting = sinks.find(({ format }) => format === undefined)
      if (waiting) waiting.format = value
      else sinks.push({ format: value, file: undefined })
    } else if (name === 'output') {
      const waiting = sinks.find(({ file }) => file === undefined)
      if (waiting) waiting.file = value
      else sinks.push({ format: undefined, file: value })
    }
  }
  if (sinks.length === 0) return [{ format: fallback }]
  return checked(
    sinks.map(({ format = fallback, file }) =>
      file === undefined || file === '-' ? { format } : { format, file },
    ),
  )
}

function checked(sinks: Sink[]): Sink[] {
  if (sinks.filter(({ file }) => file === undefined).length > 1)
    throw usage(
      'two formats for standard output',
      'Give all but one a file: --format json --output report.json --format text',
    )
  const files = sinks.flatMap(({ file }) => (file === undefined ? [] : [file]))
  const twice = files.find((file, i) => files.indexOf(file) !== i)
  if (twice !== undefined) throw usage(`two formats for the file ${twice}`)
  return sinks
}
