import type { Diagnostic, Finding, JsonObject, Report, ReportEdit } from '@regraft/model'
import { editsByFinding } from '../assigned.ts'
import { distinct } from '../distinct.ts'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { actionable, diagnosticText, standing } from '../selection.ts'
import { strictJson } from '../strict-json.ts'
import { printable } from '../text/printable.ts'
import { remediation } from './remediation.ts'
import { vulnerability } from './vulnerability.ts'

const version = '15.2.1'
const schema = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${version}/dist/sast-report-format.json`

/** The format asks for a time; a report has none, so that the same input gives the same bytes. */
const noTime = '1970-01-01T00:00:00'

/**
 * GitLab's SAST report, format 15.2.1. A dry run carries the fixes as remediations. What is ignored is left out, what is
 * undetermined is told as a message of the scan.
 */
export function gitlabSast(report: Report, options: RenderOptions): string {
  const placement = new Placement(report, options)
  const unique = distinct()
  const ids = new Map(actionable(report, options.run).map((it) => [it, unique(it.id)]))
  const edits = options.run === 'dry-run' ? editsByFinding(report) : new Map<Finding, ReportEdit[]>()
  const text = options.text ?? (() => undefined)
  const out = {
    version,
    schema,
    scan: scan(report, options),
    vulnerabilities: [...ids].map(([it, id]) => vulnerability(it, id, placement, options)),
    remediations: [...ids].flatMap(([it, id]) => remediation(it, id, edits.get(it) ?? [], text)),
  }
  return strictJson(out)
}

function scan(report: Report, options: RenderOptions): JsonObject {
  const { name, version } = report.tool
  const tool = { id: name, name, version, vendor: { name } }
  const time = options.time ?? noTime
  const failed = report.diagnostics.some(({ severity }) => severity === 'error')
  return {
    type: 'sast',
    status: failed ? 'failure' : 'success',
    start_time: time,
    end_time: time,
    analyzer: tool,
    scanner: tool,
    messages: [...report.diagnostics.map(message), ...undetermined(report, options)],
  }
}

function message(it: Diagnostic): JsonObject {
  const at = it.file === undefined ? '' : `${it.file}${it.start ? `:${it.start.line}` : ''}: `
  const level = it.severity === 'info' ? 'info' : 'warn'
  return { level, value: printable(`${at}${it.code}: ${diagnosticText(it)}`) }
}

function undetermined(report: Report, { run }: RenderOptions): JsonObject[] {
  return standing(report, run)
    .filter(({ status }) => status === 'undetermined')
    .map(({ rule, resource, statusReason, message }) => ({
      level: 'info',
      value: printable(`${rule} is undetermined for ${resource.address}: ${statusReason ?? message}`),
    }))
}
