import type { Finding, Report, ReportEdit } from '@regraft/model'

/**
 * The edits of each healed finding. An edit names its rules, not its findings: each of its rules' nearest healed finding
 * takes it, so that no edit is offered twice for one rule.
 */
export function editsByFinding(report: Report): Map<Finding, ReportEdit[]> {
  const healed = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    if (finding.status !== 'healed') continue
    add(healed, finding.rule, finding)
    add(healed, JSON.stringify([finding.rule, finding.location.file]), finding)
  }
  const out = new Map<Finding, ReportEdit[]>()
  for (const edit of report.edits) {
    for (const rule of edit.rules) {
      const here = healed.get(JSON.stringify([rule, edit.file])) ?? []
      const finding = nearest(edit, here) ?? healed.get(rule)?.[0]
      if (finding) add(out, finding, edit)
    }
  }
  return out
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The last one that begins before the edit, as a fix writes at or below what it mends; else the first of the file. */
function nearest(edit: ReportEdit, findings: readonly Finding[]): Finding | undefined {
  return findings.findLast(({ location }) => location.start.offset <= edit.start) ?? findings[0]
}
