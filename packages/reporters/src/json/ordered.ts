import type {
  Diagnostic,
  Finding,
  Json,
  JsonObject,
  Location,
  Position,
  Report,
  ReportEdit,
  ReportFix,
} from '@regraft/model'
import { compareText, isList, isObject } from '@regraft/model'
import { present } from '../present.ts'

/** A report as JSON whose key order depends on nothing but the format. Only documented keys are kept. */
export function ordered(report: Report): JsonObject {
  const { tool, summary } = report
  return {
    schema: report.schema,
    tool: { name: tool.name, version: tool.version },
    root: report.root,
    files: report.files.map(({ path, framework, resources }) => ({ path, framework, resources })),
    findings: report.findings.map(finding),
    edits: report.edits.map(edit),
    diagnostics: report.diagnostics.map(diagnostic),
    summary: {
      files: summary.files,
      resources: summary.resources,
      open: summary.open,
      healed: summary.healed,
      undetermined: summary.undetermined,
      ignored: summary.ignored,
    },
  }
}

function finding(it: Finding): JsonObject {
  return present({
    id: it.id,
    rule: it.rule,
    title: it.title,
    message: it.message,
    severity: it.severity,
    resource: present({
      framework: it.resource.framework,
      type: it.resource.type,
      address: it.resource.address,
      root: it.resource.root,
    }),
    path: [...it.path],
    location: location(it.location),
    related: it.related?.map(location),
    status: it.status,
    statusReason: it.statusReason,
    fix: it.fix && fix(it.fix),
    aliases: [...it.aliases],
    controls: sorted(it.controls),
  })
}

function fix(it: ReportFix): JsonObject {
  return present({
    level: it.level,
    title: it.title,
    result: it.result,
    reason: it.reason,
    code: it.code,
    gate: it.gate,
    conflictsWith: it.conflictsWith && [...it.conflictsWith],
    inputs: it.inputs && sorted(it.inputs),
  })
}

function edit(it: ReportEdit): JsonObject {
  return { file: it.file, start: it.start, end: it.end, text: it.text, rules: [...it.rules] }
}

function diagnostic(it: Diagnostic): JsonObject {
  return present({
    code: it.code,
    severity: it.severity,
    message: it.message,
    file: it.file,
    start: it.start && position(it.start),
    end: it.end && position(it.end),
    frame: it.frame,
    hint: it.hint,
  })
}

function location(it: Location): JsonObject {
  return { file: it.file, start: position(it.start), end: position(it.end) }
}

function position(it: Position): JsonObject {
  return { offset: it.offset, line: it.line, column: it.column }
}

/** Free-form values have no documented order, so their keys are sorted. */
function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const keys = Object.keys(value).sort(compareText)
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]))
}
