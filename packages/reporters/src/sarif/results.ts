import type { Finding, FindingStatus, JsonObject, Severity } from '@regraft/model'
import { present } from '../present.ts'
import { message } from './message.ts'
import type { Places } from './places.ts'

export const levelOf: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
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
