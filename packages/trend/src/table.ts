import { durationText } from './duration.ts'
import type { TrendEntry } from './entry.ts'
import { gravestFirst, meansSoFar } from './history.ts'

const head = [
  'at',
  'found',
  'healed',
  'open',
  ...gravestFirst,
  'undetermined',
  'ignored',
  'mean time to heal',
]

/** Rows for a table: the names of the columns, then one row a run. */
export function trendRows(entries: readonly TrendEntry[]): readonly (readonly string[])[] {
  const means = meansSoFar(entries)
  return [head, ...entries.map((entry, i) => rowOf(entry, means[i]))]
}

function rowOf(entry: TrendEntry, mean: number | undefined): readonly string[] {
  const open = gravestFirst.map((severity) => entry.open[severity])
  return [
    entry.at,
    ...[entry.found, entry.healed, open.reduce((sum, count) => sum + count, 0), ...open].map(String),
    ...[entry.undetermined, entry.ignored].map(String),
    durationText(mean),
  ]
}

/** The runs as a table of text, and what they add up to. */
export function trendText(entries: readonly TrendEntry[]): string {
  if (entries.length === 0) return 'No run yet.\n'
  const rows = trendRows(entries)
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const cell = (text: string, i: number): string =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('')
}
