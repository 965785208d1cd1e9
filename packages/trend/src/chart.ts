import type { Severity } from '@regraft/model'
import { durationText } from './duration.ts'
import type { TrendEntry } from './entry.ts'
import { gravestFirst, meansSoFar } from './history.ts'

const size = { width: 860, height: 260, left: 52, right: 16, top: 12, bottom: 30 }
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom }

/** A line of a chart: a class for its colour, and a value a run. */
interface Line {
  readonly name: string
  readonly values: readonly (number | undefined)[]
}

/** Open findings by severity as areas on each other, with what was found and healed as lines. */
export function countsChart(entries: readonly TrendEntry[]): string {
  const total = (entry: TrendEntry): number => gravestFirst.reduce((sum, it) => sum + entry.open[it], 0)
  const most = Math.max(1, ...entries.map((entry) => Math.max(entry.found, total(entry))))
  const scale = nice(most)
  const x = across(entries)
  const stacked = [...gravestFirst].reverse()
  const areas = stacked.map((severity, i) => area(entries, stacked.slice(0, i), severity, x, scale)).reverse()
  const lines: Line[] = [
    { name: 'found', values: entries.map(({ found }) => found) },
    { name: 'healed', values: entries.map(({ healed }) => healed) },
  ]
  return svg('Findings by run', [
    ...grid(entries, scale, (value) => String(value)),
    ...areas,
    ...lines.map((line) => polyline(line, x, scale)),
  ])
}

/** The mean time to heal of all findings that went until each run. */
export function timesChart(entries: readonly TrendEntry[]): string {
  const means = meansSoFar(entries)
  const day = 24 * 3600_000
  const known = means.flatMap((mean) => (mean === undefined ? [] : [mean]))
  const unit = Math.max(0, ...known) < 2 * day ? 3600_000 : day
  const scale = nice(Math.max(1, ...known.map((mean) => mean / unit)))
  const line = { name: 'mean', values: means.map((mean) => (mean === undefined ? undefined : mean / unit)) }
  return svg('Mean time to heal', [
    ...grid(entries, scale, (value) => (value === 0 ? '0' : durationText(value * unit))),
    polyline(line, across(entries), scale),
  ])
}

/** Where each run stands: by its time, in pixels. */
function across(entries: readonly TrendEntry[]): readonly number[] {
  const times = entries.map(({ at }) => Date.parse(at))
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  const span = last - first
  return times.map(
    (time) => size.left + (span === 0 ? inner.width / 2 : ((time - first) / span) * inner.width),
  )
}

/** The end of a scale that divides by four and holds a value. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 4, 8, 10, 20].find((it) => it * power >= value) ?? 20
  return Math.max(4, step * power)
}

function y(value: number, scale: number): number {
  return size.top + inner.height * (1 - value / scale)
}

function point(x: number, value: number, scale: number): string {
  return `${x.toFixed(1)},${y(value, scale).toFixed(1)}`
}

function area(
  entries: readonly TrendEntry[],
  below: readonly Severity[],
  severity: Severity,
  x: readonly number[],
  scale: number,
): string {
  const floor = entries.map(({ open }) => below.reduce((sum, it) => sum + open[it], 0))
  const upper = entries.map(({ open }, i) => point(x[i] ?? 0, (floor[i] ?? 0) + open[severity], scale))
  const lower = floor.map((value, i) => point(x[i] ?? 0, value, scale)).reverse()
  return `<polygon class="${severity}" points="${[...upper, ...lower].join(' ')}"/>`
}

function polyline({ name, values }: Line, x: readonly number[], scale: number): string {
  const points = values.flatMap((value, i) => (value === undefined ? [] : [[x[i] ?? 0, value] as const]))
  const path = points.map(([at, value]) => point(at, value, scale)).join(' ')
  const dots = points.map(
    ([at, value]) =>
      `<circle class="${name}" cx="${at.toFixed(1)}" cy="${y(value, scale).toFixed(1)}" r="2.5"/>`,
  )
  return `<polyline class="line ${name}" points="${path}"/>${dots.join('')}`
}

function grid(entries: readonly TrendEntry[], scale: number, label: (value: number) => string): string[] {
  const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = y(part * scale, scale).toFixed(1)
    return `<path class="grid" d="M${size.left} ${at}H${size.width - size.right}"/><text x="${size.left - 8}" y="${at}" class="tick">${label(part * scale)}</text>`
  })
  const [first, last] = [entries[0]?.at.slice(0, 10) ?? '', entries.at(-1)?.at.slice(0, 10) ?? '']
  const below = size.height - 8
  return [
    ...rows,
    `<text x="${size.left}" y="${below}">${first}</text>`,
    `<text x="${size.width - size.right}" y="${below}" class="end">${first === last ? '' : last}</text>`,
  ]
}

function svg(title: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}"><title>${title}</title>\n${parts.join('\n')}\n</svg>`
}
