import type { Diagnostic, Finding, JsonObject, Report, Severity } from '@regraft/model'
import { distinct } from '../distinct.ts'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { actionable, diagnosticText } from '../selection.ts'
import { strictJson } from '../strict-json.ts'
import { printable } from '../text/printable.ts'

/** The five degrees of Code Quality, from `info` to `blocker`. */
const degree: Record<Severity, string> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
}

/**
 * GitLab's Code Quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"): what is left to do,
 * and files that could not be read. Fingerprints hold no line.
 */
export function gitlab(report: Report, options: RenderOptions): string {
  const placement = new Placement(report, options)
  const unique = distinct()
  const violations = [
    ...actionable(report, options.run).map((it) => violation(it, unique, placement)),
    ...report.diagnostics.flatMap((it) => unread(it, unique)),
  ]
  return strictJson(violations)
}

function violation(it: Finding, unique: (name: string) => string, placement: Placement): JsonObject {
  const { start, end } = placement.range(it.location)
  return {
    description: printable(it.message),
    check_name: printable(it.rule),
    fingerprint: unique(it.id),
    severity: degree[it.severity],
    location: { path: it.location.file, lines: { begin: start.line, end: end.line } },
  }
}

function unread(it: Diagnostic, unique: (name: string) => string): JsonObject[] {
  if (it.severity !== 'error' || it.file === undefined) return []
  const path = it.file
  const begin = it.start?.line ?? 1
  return [
    {
      description: printable(diagnosticText(it)),
      check_name: it.code,
      fingerprint: unique(`${it.code}:${path}`),
      severity: 'major',
      location: { path, lines: { begin, end: it.end?.line ?? begin } },
    },
  ]
}
