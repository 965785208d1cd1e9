import { type Report, type Severity, severityRank } from '@regraft/model'
import type { Run } from '@regraft/reporters'

/**
 * 1 when a finding at or above `failOn` is open, or a file could not be served; under a dry run also when anything would
 * change. Else 0. What is undetermined or ignored does not count.
 */
export function exitCode(report: Report, run: Run, failOn: Severity | 'never'): 0 | 1 {
  if (failOn === 'never') return 0
  const least = severityRank(failOn)
  const open = report.findings.some(
    ({ status, severity }) => status === 'open' && severityRank(severity) >= least,
  )
  const broken = report.diagnostics.some(({ severity }) => severity === 'error')
  const changes = run === 'dry-run' && report.edits.length > 0
  return open || broken || changes ? 1 : 0
}
