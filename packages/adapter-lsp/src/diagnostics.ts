import type { Engine } from '@regraft/engine'
import type {
  Diagnostic as Complaint,
  Finding,
  Location,
  Position,
  Report,
  Rule,
  Severity,
} from '@regraft/model'
import type { Diagnostic, Range } from 'vscode-languageserver'
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver'
import type { Buffers } from './buffers.ts'
import { uriOf } from './buffers.ts'
import type { Client } from './client.ts'

const severities: { readonly [severity in Severity]: DiagnosticSeverity } = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Information,
}

const complaintSeverities: { readonly [severity in Complaint['severity']]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

/** Comments that were meant to ignore something and do not: editors show them faded. */
const uselessComments: ReadonlySet<string> = new Set([
  'IGNORE_WITHOUT_REASON',
  'IGNORE_EXPIRED',
  'IGNORE_DATE',
])

/** A place as the protocol has it: lines and characters from 0, characters in UTF-16 code units. */
export function rangeOf({ start, end }: { readonly start: Position; readonly end: Position }): Range {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  }
}

/** What a finding looks like in an editor; undefined for those that need no attention. */
function diagnosticOf(
  finding: Finding,
  rule: Rule | undefined,
  buffers: Buffers,
  client: Client,
): Diagnostic | undefined {
  const { id, status, statusReason, fix } = finding
  if (status !== 'open' && status !== 'undetermined') return undefined
  const unsure = status === 'undetermined'
  const href = rule?.relatedResources[0]
  const related = (finding.related ?? []).flatMap((location) => relatedOf(location, finding, buffers))
  return {
    range: rangeOf(finding.location),
    severity: unsure ? DiagnosticSeverity.Hint : severities[finding.severity],
    code: finding.rule,
    source: 'regraft',
    message: `${finding.title}: ${finding.message}${unsure ? ` (undetermined: ${statusReason})` : ''}`,
    ...(client.codeDescription && href !== undefined ? { codeDescription: { href } } : {}),
    ...(client.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    ...(client.diagnosticData
      ? { data: { finding: id, ...(fix && !unsure ? { level: fix.level } : {}) } }
      : {}),
  }
}

function relatedOf(
  location: Location,
  finding: Finding,
  buffers: Buffers,
): NonNullable<Diagnostic['relatedInformation']> {
  const uri = uriOf(buffers, location.file)
  if (uri === undefined) return []
  return [{ location: { uri, range: rangeOf(location) }, message: `part of: ${finding.message}` }]
}

/** What could not be read, as the editor shows it. */
function complaintOf({ code, severity, message, hint, start, end }: Complaint, { tags }: Client): Diagnostic {
  const nowhere = { offset: 0, line: 1, column: 1 }
  return {
    range: rangeOf({ start: start ?? nowhere, end: end ?? start ?? nowhere }),
    severity: complaintSeverities[severity],
    code,
    source: 'regraft',
    message: hint === undefined ? message : `${message}\n${hint}`,
    ...(tags && uselessComments.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  }
}

/** What findings of one run look like in the client. */
export function findingDiagnostics(
  engine: Engine,
  {
    buffers,
    session: { client },
  }: { readonly buffers: Buffers; readonly session: { readonly client: Client } },
): (finding: Finding) => Diagnostic | undefined {
  const rules = new Map(engine.rules.map((rule) => [rule.id, rule]))
  return (finding) => diagnosticOf(finding, rules.get(finding.rule), buffers, client)
}

/** The diagnostics of these files, by relative path; an empty list where all is well. */
export function diagnosticsByPath(
  report: Report,
  paths: Iterable<string>,
  client: Client,
  diagnosticOf: (finding: Finding) => Diagnostic | undefined,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const out = new Map<string, Diagnostic[]>([...paths].map((path) => [path, []]))
  for (const complaint of report.diagnostics) {
    if (complaint.file !== undefined) out.get(complaint.file)?.push(complaintOf(complaint, client))
  }
  for (const finding of report.findings) {
    const diagnostic = diagnosticOf(finding)
    if (diagnostic) out.get(finding.location.file)?.push(diagnostic)
  }
  return out
}
