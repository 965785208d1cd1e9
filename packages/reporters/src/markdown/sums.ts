import type { Report, Severity } from '@regraft/model'
import { severities } from '@regraft/model'
import type { Run } from '../options.ts'

/** A heading and a table of counts: all of it numbers and words of our own. */
export function sums(report: Report, run: Run | undefined): string {
  const { summary } = report
  const scope = `${summary.files} ${summary.files === 1 ? 'file' : 'files'}, ${summary.resources} ${summary.resources === 1 ? 'resource' : 'resources'}`
  const heading = `## regraft: ${summary.open} open, ${summary.healed} ${run === 'dry-run' ? 'would heal' : 'healed'}\n\n${scope}.`
  if (report.findings.length === 0) return `${heading} Nothing found.`
  const columns = ['open', run === 'dry-run' ? 'would heal' : 'healed', 'undetermined', 'ignored']
  const rows = [...severities].reverse().flatMap((severity) => row(report, severity))
  return [
    heading,
    '',
    `| severity | ${columns.join(' | ')} |`,
    `| :--- | ${columns.map(() => '---:').join(' | ')} |`,
    ...rows,
  ].join('\n')
}

function row(report: Report, severity: Severity): string[] {
  const own = report.findings.filter((it) => it.severity === severity)
  if (own.length === 0) return []
  const counts = (['open', 'healed', 'undetermined', 'ignored'] as const).map(
    (status) => own.filter((it) => it.status === status).length,
  )
  return [`| ${severity} | ${counts.join(' | ')} |`]
}
