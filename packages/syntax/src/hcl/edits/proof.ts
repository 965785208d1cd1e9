import type { SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import { parseFile } from '../parse.ts'
import type { Source } from './source.ts'

/** Stands for the text around: an item before and after, each of which needs a line of its own. */
const NEIGHBOUR = 'neighbour {}'

/**
 * The first syntax error that edits would make, or undefined. Only the items of the file that they touch are parsed, with
 * a neighbour in the place of the items before and after: the cost is that of the items, not of the file.
 */
export function defectOf(source: Source, edits: readonly TextEdit[]): SyntaxDiagnostic | undefined {
  if (edits.length === 0) return undefined
  const { text, body } = source
  const first = edits.reduce((least, { start }) => Math.min(least, start), text.length)
  const last = edits.reduce((most, { end }) => Math.max(most, end), 0)
  const before = body.items.findLast((item) => item.end < first)
  const after = body.items.find((item) => item.start > last)
  const from = before?.end ?? 0
  const to = after?.start ?? text.length
  const moved = edits.map((edit) => ({ start: edit.start - from, end: edit.end - from, text: edit.text }))
  const window = applyEdits(text.slice(from, to), moved)
  const head = before === undefined ? '' : NEIGHBOUR
  const tail = after === undefined ? '' : NEIGHBOUR
  return parseFile(head + window + tail).diagnostics[0]
}
