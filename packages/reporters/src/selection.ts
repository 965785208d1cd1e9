import type { Diagnostic, Finding, Report } from '@regraft/model'
import { severityRank } from '@regraft/model'
import type { Run } from './options.ts'

/** Findings that stand in the files when the report is read: what a heal mended is gone. */
export function standing(report: Report, run: Run = 'check'): Finding[] {
  return report.findings.filter(({ status }) => run !== 'heal' || status !== 'healed')
}

/** What somebody has to act on: standing, certain and not ignored. */
export function actionable(report: Report, run: Run = 'check'): Finding[] {
  return standing(report, run).filter(({ status }) => status === 'open' || status === 'healed')
}

/** Sorted by severity; equal ones keep the report's order. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
}

/** The gravest of too many, in the report's order, and how many there was no room for. */
export function gravest(findings: readonly Finding[], most: number): { kept: Finding[]; dropped: number } {
  if (findings.length <= most) return { kept: [...findings], dropped: 0 }
  const chosen = new Set(gravestFirst(findings).slice(0, most))
  return { kept: findings.filter((it) => chosen.has(it)), dropped: findings.length - most }
}

/** A diagnostic in one text: what is wrong and what to do. */
export function diagnosticText({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message}. ${hint}`
}
