import type { Finding } from '@regraft/model'
import type { Context } from './context.ts'
import { fixLines } from './fix.ts'
import { frame } from './frame.ts'
import { printable } from './printable.ts'
import { paintSeverity } from './style.ts'
import { wrap } from './wrap.ts'

const indent = '  '

/** `main.tf:7:14  high  aws/s3-versioning`, the message, the code, the fix. */
export function findingLines(finding: Finding, context: Context): string[] {
  return [
    heading(finding, context),
    ...wrap(finding.message, indent, context.width),
    `${indent}${context.paint.dim(`in ${printable(finding.resource.address)}${rootOf(finding)}`)}`,
    ...frameLines(finding, context),
    ...fixLines(finding, context),
  ]
}

/** One line: the diff below it shows the place. */
export function healedLine(finding: Finding, { paint, run, width }: Context): string[] {
  const { location, fix, severity, rule } = finding
  const place = `${location.start.line}:${location.start.column}`
  const verb = run === 'dry-run' ? 'would heal' : 'healed'
  const how = fix?.result === 'applied' ? `${fix.title} (${fix.level})` : 'along with another fix'
  const risk = fix?.result === 'applied' && fix.level === 'unsafe' ? fix.reason : undefined
  return [
    `${indent}${paint.green(verb)} ${place}  ${paintSeverity(severity, paint)}  ${paint.bold(printable(rule))}: ${printable(how)}`,
    ...(risk === undefined ? [] : wrap(risk, `${indent}  `, width)),
  ]
}

/** Findings whose value nobody knows before deployment: named, never counted as open. */
export function undeterminedLines({ report, paint, width }: Context): string[] {
  const findings = report.findings.filter(({ status }) => status === 'undetermined')
  if (findings.length === 0) return []
  return [
    paint.bold(`Undetermined: ${findings.length}`),
    ...findings.flatMap((finding) => [
      `${indent}${placeOf(finding)}  ${printable(finding.rule)}  ${printable(finding.resource.address)}${rootOf(finding)}`,
      ...wrap(finding.statusReason ?? finding.message, `${indent}  `, width),
    ]),
  ]
}

/** `main.tf:7:14`, as terminals and editors link it. */
export function placeOf({ location }: Finding): string {
  return `${printable(location.file)}:${location.start.line}:${location.start.column}`
}

function heading(finding: Finding, { paint }: Context): string {
  const severity = paintSeverity(finding.severity, paint)
  return `${placeOf(finding)}  ${severity}  ${paint.bold(printable(finding.rule))}`
}

function frameLines({ location }: Finding, context: Context): string[] {
  const lines = context.lines(location.file)
  if (!lines) return []
  const width = context.frameWidth - indent.length
  return frame(lines, location.start, location.end, width, context.paint).map((line) => indent + line)
}

/** The root module, where several share files. */
function rootOf({ resource }: Finding): string {
  return resource.root === undefined ? '' : ` of ${printable(resource.root)}`
}
