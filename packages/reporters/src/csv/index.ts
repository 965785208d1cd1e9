import type { Finding, Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { standing } from '../selection.ts'
import { pathText } from '../sentences.ts'
import { printable } from '../text/printable.ts'

const columns = [
  'id',
  'rule',
  'severity',
  'status',
  'file',
  'line',
  'column',
  'end_line',
  'end_column',
  'framework',
  'type',
  'resource',
  'path',
  'title',
  'message',
  'status_reason',
  'fix_level',
  'fix_title',
  'fix_result',
  'fix_reason',
  'aliases',
] as const

/**
 * A table of findings (RFC 4180), one a row, a header first. No cell is a formula: where a text from a file begins like
 * one, an apostrophe stands before it, which spreadsheets hide.
 */
export function csv(report: Report, options: RenderOptions): string {
  const placement = new Placement(report, options)
  const rows = standing(report, options.run).map((it) => row(it, placement))
  return [columns, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function row(it: Finding, placement: Placement): string[] {
  const { start, end } = placement.range(it.location)
  const { fix, resource } = it
  const values: Record<(typeof columns)[number], string> = {
    id: it.id,
    rule: it.rule,
    severity: it.severity,
    status: it.status,
    file: it.location.file,
    line: String(start.line),
    column: String(start.column),
    end_line: String(end.line),
    end_column: String(end.column),
    framework: resource.framework,
    type: resource.type,
    resource: resource.address,
    path: pathText(it),
    title: it.title,
    message: it.message,
    status_reason: it.statusReason ?? '',
    fix_level: fix?.level ?? '',
    fix_title: fix?.title ?? '',
    fix_result: fix?.result ?? '',
    fix_reason: fix?.reason ?? '',
    aliases: it.aliases.join(' '),
  }
  return columns.map((column) => values[column])
}

/** Always quoted; line breaks and other controls are written as escapes, so that a row is a line. */
function cell(text: string): string {
  return `"${unformula(printable(text)).replaceAll('"', '""')}"`
}

/** What spreadsheets compute begins with one of these, or their wide forms (OWASP, "CSV Injection"). */
function unformula(text: string): string {
  return /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
}
