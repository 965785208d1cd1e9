import type { Context } from './context.ts'
import { diffs } from './diff.ts'

/** Edits that no finding of the report asked for, such as what a fix of an already healed one adds. */
export function furtherEdits(context: Context): string {
  const taken = new Set([...context.edits.values()].flat())
  const further = context.report.edits.filter((edit) => !taken.has(edit))
  const shown = diffs(further, undefined, context)
  if (shown === '') return ''
  return `<div role="region" aria-label="Further changes">\n<h2>Further changes</h2>\n${shown}</div>\n`
}
