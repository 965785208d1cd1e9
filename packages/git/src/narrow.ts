import type { Finding, FindingStatus, Report, Summary } from '@regraft/model'
import type { Changes } from './changes.ts'

/** Findings that stand on no changed line, in a file out of which something was taken: the change may have made them. */
export function doubtful({ findings }: Report, changes: Changes): readonly Finding[] {
  return findings.filter(
    ({ location }) => !changes.touches(location) && changes.files.get(location.file)?.removes === true,
  )
}

/** A report with only some of its findings; files, edits and diagnostics stay. */
export function withFindings(report: Report, keeps: (finding: Finding) => boolean): Report {
  const findings = report.findings.filter(keeps)
  const count = (status: FindingStatus): number => findings.filter((it) => it.status === status).length
  const summary: Summary = {
    ...report.summary,
    open: count('open'),
    healed: count('healed'),
    undetermined: count('undetermined'),
    ignored: count('ignored'),
  }
  return { ...report, findings, summary }
}
