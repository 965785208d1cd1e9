import type { Diagnostic, Finding, JsonObject, Report, Severity } from '@regraft/model'
import { editsByFinding } from '../assigned.ts'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { present } from '../present.ts'
import { actionable, diagnosticText } from '../selection.ts'
import { printable } from '../text/printable.ts'
import { Bytes } from './bytes.ts'
import { suggestion } from './suggestion.ts'

export const source: JsonObject = { name: 'regraft' }

const severities: Record<Severity | Diagnostic['severity'], string> = {
  critical: 'ERROR',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
  error: 'ERROR',
  warning: 'WARNING',
  info: 'INFO',
}

export function diagnostics(report: Report, options: RenderOptions): JsonObject[] {
  const placement = new Placement(report, options)
  const bytes = new Bytes((file) => placement.text(file))
  const edits = options.run === 'dry-run' ? editsByFinding(report) : undefined
  return [
    ...actionable(report, options.run).map((it) =>
      present({
        ...ofFinding(it, placement, bytes, options),
        suggestions: suggestion(it, edits?.get(it) ?? [], bytes),
      }),
    ),
    ...report.diagnostics.map((it) => ofDiagnostic(it, bytes)),
  ]
}

function ofFinding(
  it: Finding,
  placement: Placement,
  bytes: Bytes,
  { rules = [] }: RenderOptions,
): JsonObject {
  const url = rules.find(({ id }) => id === it.rule)?.relatedResources.find((page) => /^https?:/.test(page))
  return present({
    message: printable(it.message),
    location: bytes.location(it.location.file, placement.range(it.location)),
    severity: severities[it.severity],
    code: present({ value: printable(it.rule), url: url && printable(url) }),
    related_locations: it.related?.map((related) => ({
      location: bytes.location(related.file, placement.range(related)),
    })),
  })
}

/** Reviewdog wants a place; what has none is about the whole folder. */
function ofDiagnostic(it: Diagnostic, bytes: Bytes): JsonObject {
  const range = it.start && { start: it.start, end: it.end ?? it.start }
  return {
    message: printable(diagnosticText(it)),
    location: bytes.location(it.file ?? '.', range),
    severity: severities[it.severity],
    code: { value: it.code },
  }
}
