import type { Diagnostic, Json, JsonObject, Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { present } from '../present.ts'
import { diagnosticText, gravest, standing } from '../selection.ts'
import { strictJson } from '../strict-json.ts'
import { fixesByFinding } from './fixes.ts'
import { message } from './message.ts'
import { artifact, Places, rootId } from './places.ts'
import { resultOf } from './results.ts'
import { ruleIds, ruleOf } from './rules.ts'

/** Code scanning services take no more results in a run. */
const limit = 25_000

/**
 * SARIF 2.1.0 (OASIS Standard). After a heal the places are those of the healed text and what was healed is left out;
 * a dry run carries the fixes. At most 25,000 results, as code scanning services accept: the gravest.
 */
export function sarif(report: Report, options: RenderOptions): string {
  const places = new Places(report, options)
  const { kept: findings, dropped } = gravest(standing(report, options.run), limit)
  const fixes = fixesByFinding(report, options)
  const ids = ruleIds(findings)
  const indices = new Map(ids.map((id, index) => [id, index]))
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: driver(
            report,
            ids.map((id) => ruleOf(id, findings, options)),
          ),
        },
        invocations: [invocation(report, dropped, places)],
        originalUriBaseIds: { [rootId]: { description: { text: 'The folder that was checked.' } } },
        artifacts: report.files.map(({ path }) => ({ location: artifact(path) })),
        results: findings.map((finding) =>
          resultOf(finding, indices.get(finding.rule) ?? -1, places, fixes.get(finding)),
        ),
        newlineSequences: ['\r\n', '\n', '\r'],
        columnKind: 'utf16CodeUnits',
      },
    ],
  }
  return strictJson(log)
}

function driver(report: Report, rules: readonly Json[]): JsonObject {
  const { name, version } = report.tool
  return { name, version, semanticVersion: version, rules }
}

function invocation(report: Report, dropped: number, places: Places): JsonObject {
  const notifications = report.diagnostics.map((diagnostic) => notification(diagnostic, places))
  if (dropped > 0)
    notifications.push({
      level: 'warning',
      message: { text: `${dropped} milder results are left out: a run may hold 25,000.` },
      descriptor: { id: 'RESULTS_CUT' },
    })
  return {
    executionSuccessful: !report.diagnostics.some(({ severity }) => severity === 'error'),
    toolExecutionNotifications: notifications,
  }
}

function notification(it: Diagnostic, places: Places): JsonObject {
  const level = it.severity === 'info' ? 'note' : it.severity
  return present({
    level,
    message: message(diagnosticText(it)),
    descriptor: { id: it.code },
    locations:
      it.file === undefined ? undefined : [{ physicalLocation: places.physical(it.file, it.start, it.end) }],
  })
}
