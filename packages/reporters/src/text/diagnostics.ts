import type { Diagnostic, DiagnosticSeverity } from '@regraft/model'
import { uncommanded } from './commands.ts'
import type { Context } from './context.ts'
import { frame } from './frame.ts'
import { printable, printableLines } from './printable.ts'
import { type Style, style } from './style.ts'
import { wrap } from './wrap.ts'

const color: Record<DiagnosticSeverity, 'red' | 'yellow' | 'cyan'> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
}

type Sources = Pick<Context, 'paint' | 'width' | 'frameWidth' | 'lines'>

/** Each with its place, its lines and what to do about it. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], context: Sources): string[] {
  return diagnostics.flatMap((it, i) => [...(i === 0 ? [] : ['']), ...one(it, context)])
}

/** Diagnostics that belong to no report: what a policy or a configuration gets wrong. Ends with a line break. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: { readonly color?: boolean; readonly width?: number } = {},
): string {
  const lines = diagnosticLines(diagnostics, {
    paint: style(options.color ?? false),
    width: options.width,
    frameWidth: options.width ?? 120,
    lines: () => undefined,
  })
  return uncommanded(lines.map((line) => `${line}\n`).join(''))
}

function one(it: Diagnostic, context: Sources): string[] {
  const { paint, width } = context
  const place = it.file === undefined ? '' : `${printable(it.file)}${at(it)}  `
  return [
    `${place}${paint[color[it.severity]](it.severity)}  ${paint.bold(printable(it.code))}`,
    ...wrap(it.message, '  ', width),
    ...frameLines(it, context).map((line) => `  ${line}`.trimEnd()),
    ...(it.hint === undefined ? [] : wrap(`hint: ${it.hint}`, '  ', width)),
  ]
}

function at({ start }: Diagnostic): string {
  return start ? `:${start.line}:${start.column}` : ''
}

/** Drawn anew where the text is at hand, so that columns are right; else as it came, made printable. */
function frameLines(it: Diagnostic, context: Sources): string[] {
  const lines = it.file === undefined ? undefined : context.lines(it.file)
  if (lines && it.start)
    return frame(lines, it.start, it.end ?? it.start, context.frameWidth - 2, context.paint)
  return it.frame === undefined ? [] : framed(it.frame, context.paint)
}

function framed(text: string, paint: Style): string[] {
  return printableLines(text).map((line) => (/^\s*\|\s*\^+\s*$/.test(line) ? paint.red(line) : line))
}
