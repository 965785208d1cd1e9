import type { Progress } from '@regraft/engine'
import type { Report } from '@regraft/model'

/** Time by phase of one run. */
export class Stopwatch {
  readonly #began: number = performance.now()
  readonly #spent = new Map<string, number>()
  #phase = 'start'
  #since: number = this.#began

  /** The time from now on belongs to this phase. */
  enter(phase: Progress['phase'] | 'start' | 'report'): void {
    const now = performance.now()
    this.#spent.set(this.#phase, (this.#spent.get(this.#phase) ?? 0) + now - this.#since)
    this.#phase = phase
    this.#since = now
  }

  /** A table of phases and one of rules. */
  table(report: Report): string {
    this.enter('start')
    const phases = [...this.#spent].map(([phase, time]) => [phase, `${time.toFixed(1)} ms`])
    phases.push(['total', `${(performance.now() - this.#began).toFixed(1)} ms`])
    return `${columns([['phase', 'time'], ...phases])}\n${columns([ruleHead, ...ruleRows(report)])}`
  }
}

const statuses = ['open', 'healed', 'undetermined', 'ignored'] as const
const ruleHead = ['rule', ...statuses]

function ruleRows({ findings }: Report): string[][] {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  return rules.map((rule) => {
    const own = findings.filter((finding) => finding.rule === rule)
    return [rule, ...statuses.map((status) => String(own.filter((it) => it.status === status).length))]
  })
}

/** Rows with their cells under each other; the first column to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const cell = (text: string, i: number): string =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('')
}
