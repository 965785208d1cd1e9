import type { TextEdit } from './text.ts'

/** Orders edits by place; of two at one place the insertion comes first. */
export function compareEdits(a: TextEdit, b: TextEdit): number {
  return a.start - b.start || a.end - b.end
}

/** Applies edits that do not overlap. Nothing outside their ranges changes. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = ''
  let at = 0
  for (const edit of [...edits].sort(compareEdits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length)
      throw new RangeError(`edit ${edit.start}..${edit.end} overlaps another or leaves the text`)
    out += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return out + text.slice(at)
}
