import type { Finding, Report, ReportEdit } from '@regraft/model'
import { Lines } from '@regraft/model'
import { editsByFinding } from '../assigned.ts'
import type { RenderOptions, Run } from '../options.ts'
import { Placement } from '../placement.ts'

/** What every part of the page draws on. */
export interface Context {
  readonly report: Report
  readonly run: Run
  readonly placement: Placement
  /** The text of a file before the run. */
  readonly before: (file: string) => string | undefined
  /** Lines of a file as it is now, built once. */
  readonly lines: (file: string) => Lines | undefined
  readonly edits: ReadonlyMap<Finding, readonly ReportEdit[]>
  /** Whether code and diffs are shown without a click. */
  readonly unfolded: boolean
}

export function contextOf(report: Report, options: RenderOptions, unfolded: boolean): Context {
  const placement = new Placement(report, options)
  const known = new Map<string, Lines | undefined>()
  const lines = (file: string): Lines | undefined => {
    if (!known.has(file)) {
      const text = placement.text(file)
      known.set(file, text === undefined ? undefined : new Lines(text))
    }
    return known.get(file)
  }
  return {
    report,
    run: options.run ?? 'check',
    placement,
    before: options.text ?? (() => undefined),
    lines,
    edits: editsByFinding(report),
    unfolded,
  }
}
