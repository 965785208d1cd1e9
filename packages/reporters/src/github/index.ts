import type { Diagnostic, Finding, Report, Severity } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { actionable, diagnosticText, gravestFirst } from '../selection.ts'
import { fixText } from '../sentences.ts'
import { command, type Level } from './command.ts'

/** Annotations of a level that GitHub keeps of one step; the others are only in the log. */
const keptEach = 10

const levels: Record<Severity, Level> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

/**
 * Workflow commands of GitHub Actions, the gravest first: printed in a step, they become annotations of the changed files.
 * A last line says how many were too many for that.
 */
export function github(report: Report, options: RenderOptions): string {
  const placement = new Placement(report, options)
  const commands = [
    ...report.diagnostics.map((it) => ofDiagnostic(it)),
    ...gravestFirst(actionable(report, options.run)).map((it) => ofFinding(it, placement, options)),
  ]
  const lines = commands.map(({ line }) => `${line}\n`)
  return lines.join('') + leftOut(commands.map(({ level }) => level))
}

interface Annotation {
  readonly level: Level
  readonly line: string
}

function ofFinding(it: Finding, placement: Placement, { run }: RenderOptions): Annotation {
  const level = levels[it.severity]
  const { start, end } = placement.range(it.location)
  const fix = fixText(it, run)
  const place = { file: it.location.file, start, end }
  const message = fix === undefined ? it.message : `${it.message}\nFix: ${fix}`
  return { level, line: command(level, `${it.severity} ${it.rule}`, message, place) }
}

function ofDiagnostic(it: Diagnostic): Annotation {
  const level = it.severity === 'info' ? 'notice' : it.severity
  return { level, line: command(level, it.code, diagnosticText(it), it) }
}

function leftOut(levels: readonly Level[]): string {
  const kept = (['error', 'warning', 'notice'] as const)
    .map((level) => Math.min(keptEach, levels.filter((it) => it === level).length))
    .reduce((sum, count) => sum + count, 0)
  if (kept === levels.length) return ''
  return `regraft: GitHub annotates ${kept} of these ${levels.length}: ${keptEach} errors, warnings and notices each a step.\n`
}
