import { compareText, type Report } from '@regraft/model'
import { editsByFile, unifiedDiff } from '../diff/patch.ts'
import { shownDiff } from '../diff/shown.ts'
import type { RenderOptions } from '../options.ts'
import { uncommanded } from './commands.ts'
import { type Context, contextOf } from './context.ts'
import { diagnosticLines } from './diagnostics.ts'
import { findingLines, healedLine, undeterminedLines } from './finding.ts'
import { printable } from './printable.ts'
import { proofLines } from './proof.ts'
import { notHealedLines } from './remaining.ts'
import { summaryLines } from './summary.ts'

/** The report for people: findings by file with code frames, what was healed as a diff, what was not and why. */
export function text(report: Report, options: RenderOptions): string {
  const context = contextOf(report, options)
  const diffs = options.diff === false ? new Map<string, string[]>() : diffsOf(context)
  const parts = [
    ...filesOf(report).map((file) => fileLines(file, diffs.get(file) ?? [], context)),
    undeterminedLines(context),
    diagnosticLines(report.diagnostics, context),
    notHealedLines(context),
    proofLines(context),
    summaryLines(context),
  ]
  return uncommanded(
    parts
      .filter((part) => part.length > 0)
      .map((part) => `${part.join('\n')}\n`)
      .join('\n'),
  )
}

/** The last line of the text report alone, with a line break. */
export function renderSummary(report: Report, options: RenderOptions = {}): string {
  return `${summaryLines(contextOf(report, options)).join('\n')}\n`
}

/** Files with something to tell, in the order of the report. */
function filesOf(report: Report): string[] {
  const files = new Set<string>()
  for (const { location, status } of report.findings)
    if (status === 'open' || status === 'healed') files.add(location.file)
  for (const { file } of report.edits) files.add(file)
  return [...files].sort(compareText)
}

function diffsOf(context: Context): Map<string, string[]> {
  const { report, paint, text } = context
  return new Map(
    editsByFile(report).flatMap(([file, edits]) => {
      const before = text(file)
      const diff = before === undefined ? '' : unifiedDiff(file, before, edits)
      return diff === '' ? [] : [[file, shownDiff(diff, paint)] as const]
    }),
  )
}

function fileLines(file: string, diff: readonly string[], context: Context): string[] {
  const findings = context.report.findings.filter(({ location }) => location.file === file)
  const healed = findings.filter(({ status }) => status === 'healed')
  const open = findings.filter(({ status }) => status === 'open')
  const out = [context.paint.bold(printable(file))]
  if (healed.length > 0) out.push('', ...healed.flatMap((finding) => healedLine(finding, context)))
  if (diff.length > 0) out.push('', ...diff)
  for (const finding of open) out.push('', ...findingLines(finding, context))
  return out
}
