import type { Finding, FindingStatus, JsonObject, Report, Severity } from '@regraft/model'
import { severityRank } from '@regraft/model'
import type { Run } from '../options.ts'
import { present } from '../present.ts'
import { message } from './message.ts'
import type { Places } from './places.ts'

const limit = 25_000

export const levelOf: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** The findings that become results, in the report's order, and how many there was no room for. */
export function kept(report: Report, run: Run): { findings: readonly Finding[]; dropped: number } {
  const findings = report.findings.filter(({ status }) => run !== 'heal' || status !== 'healed')
  if (findings.length <= limit) return { findings, dropped: 0 }
  const graver = [...findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
  const chosen = new Set(graver.slice(0, limit))
  return { findings: findings.filter((it) => chosen.has(it)), dropped: findings.length - limit }
}

export function resultOf(
  it: Finding,
  ruleIndex: number,
  places: Places,
  fix: JsonObject | undefined,
): JsonObject {
  const undetermined = it.status === 'undetermined'
  return present({
    ruleId: it.rule,
    ruleIndex,
    kind: undetermined ? 'open' : 'fail',
    level: undetermined ? 'none' : levelOf[it.severity],
    message: message(it.message),
    locations: [{ ...places.location(it.location), logicalLocations: [logical(it)] }],
    relatedLocations: it.related?.map((related, index) => ({ id: index + 1, ...places.location(related) })),
    // The engine's fingerprint holds no line: it survives edits elsewhere in the file.
    partialFingerprints: { 'regraftFinding/v1': it.id },
    suppressions: suppressions(it.status, it.statusReason),
    fixes: fix && [fix],
    properties: properties(it),
  })
}

function logical({ resource }: Finding): JsonObject {
  return { fullyQualifiedName: resource.address, kind: 'resource' }
}

/** Present on every result, so that one result is enough to know that the run tells suppressions (3.27.23). */
function suppressions(status: FindingStatus, reason: string | undefined): JsonObject[] {
  if (status !== 'ignored') return []
  return [present({ kind: 'external', status: 'accepted', justification: reason })]
}

function properties(it: Finding): JsonObject {
  return present({
    severity: it.severity,
    status: it.status,
    statusReason: it.statusReason,
    framework: it.resource.framework,
    resourceType: it.resource.type,
    path: [...it.path],
    fix:
      it.fix &&
      present({ level: it.fix.level, title: it.fix.title, result: it.fix.result, reason: it.fix.reason }),
  })
}
