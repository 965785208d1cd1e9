import type { Diagnostic, Finding, Report, Severity } from '@regraft/model'
import { severities } from '@regraft/model'
import { editsByFile, unifiedDiff } from '../diff/patch.ts'
import { shownDiff } from '../diff/shown.ts'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { diagnosticText } from '../selection.ts'
import { style } from '../text/style.ts'
import { code, fenced, inline } from './escape.ts'
import { entry } from './finding.ts'
import type { Block } from './index.ts'
import { sums } from './sums.ts'

/** The text in pieces, the most important first. */
export function blocks(report: Report, options: RenderOptions): Block[] {
  const placement = new Placement(report, options)
  const entryOf = (it: Finding): Block => ({ text: entry(it, placement, options.run), entries: 1 })
  const of = (status: Finding['status']): Block[] =>
    report.findings.filter((it) => it.status === status).map(entryOf)
  return [
    { text: sums(report, options.run), entries: 0 },
    ...section('Errors and warnings', report.diagnostics.map(diagnostic)),
    ...[...severities].reverse().flatMap((it) => section(`Open, ${it}`, open(report, it).map(entryOf))),
    ...section(options.run === 'dry-run' ? 'Would heal' : 'Healed', of('healed')),
    ...section('Undetermined', of('undetermined')),
    ...section('Ignored', of('ignored')),
    ...section('Changes', options.diff === false ? [] : diffs(report, options)),
  ]
}

function section(title: string, entries: readonly Block[]): Block[] {
  if (entries.length === 0) return []
  return [{ text: `\n### ${title}: ${entries.length}\n`, entries: 0 }, ...entries]
}

function open(report: Report, severity: Severity): Finding[] {
  return report.findings.filter((it) => it.status === 'open' && it.severity === severity)
}

function diagnostic(it: Diagnostic): Block {
  const at = it.file === undefined ? '' : ` ${code(it.start ? `${it.file}:${it.start.line}` : it.file)}`
  return { text: `- ${it.severity} ${code(it.code)}${at}: ${inline(diagnosticText(it))}`, entries: 1 }
}

/** The diff of each file, where its text is at hand. */
function diffs(report: Report, { text = () => undefined }: RenderOptions): Block[] {
  return editsByFile(report).flatMap(([file, edits]) => {
    const before = text(file)
    const diff = before === undefined ? '' : unifiedDiff(file, before, edits)
    if (diff === '') return []
    const lines = shownDiff(diff, style(false))
    return [{ text: `${code(file)}\n\n${fenced(lines, 'diff')}\n`, entries: 1 }]
  })
}
