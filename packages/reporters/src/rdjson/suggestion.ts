import type { Finding, JsonObject, ReportEdit } from '@regraft/model'
import { applyEdits, compareEdits, Lines } from '@regraft/model'
import type { Bytes } from './bytes.ts'

/**
 * All edits of a finding as one suggestion: reviewdog offers each suggestion by itself, and half a fix is none. None where
 * the fix reaches into another file, which a suggestion cannot name.
 */
export function suggestion(
  it: Finding,
  edits: readonly ReportEdit[],
  bytes: Bytes,
): JsonObject[] | undefined {
  const { file } = it.location
  const before = bytes.text(file)
  if (edits.length === 0 || before === undefined || edits.some((edit) => edit.file !== file)) return undefined
  const sorted = [...edits].sort(compareEdits)
  const start = Math.min(...sorted.map((edit) => edit.start))
  const end = Math.max(...sorted.map((edit) => edit.end))
  const moved = sorted.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }))
  const text = applyEdits(before.slice(start, end), moved)
  const range = new Lines(before).range({ start, end })
  return [{ range: bytes.range(file, range), text }]
}
