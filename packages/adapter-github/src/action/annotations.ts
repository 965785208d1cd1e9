import type { Diagnostic, Report } from '@regraft/model'
import { type RenderOptions, render } from '@regraft/reporters'

/** Annotations of a level that GitHub keeps of one step (docs.github.com, "Workflow commands", limits of check runs). */
const keptEach = 10

/** Workflow commands for the gravest of a report, ten of each level, and how many there were more. */
export function annotations(
  report: Report,
  options: RenderOptions,
): { readonly commands: string; readonly more: number } {
  const lines = render('github', report, options)
    .split('\n')
    .filter((line) => line.startsWith('::'))
  const seen = new Map<string, number>()
  const kept = lines.filter((line) => {
    const level = line.slice(2, line.indexOf(' '))
    const count = (seen.get(level) ?? 0) + 1
    seen.set(level, count)
    return count <= keptEach
  })
  return { commands: kept.map((line) => `${line}\n`).join(''), more: lines.length - kept.length }
}

/** Annotations that stand at no finding. */
export function told(diagnostics: readonly Diagnostic[]): string {
  const nothing: Report = {
    schema: 1,
    tool: { name: 'regraft', version: '' },
    root: '.',
    files: [],
    findings: [],
    edits: [],
    diagnostics,
    summary: { files: 0, resources: 0, open: 0, healed: 0, undetermined: 0, ignored: 0 },
  }
  return annotations(nothing, {}).commands
}
