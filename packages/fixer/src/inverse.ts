import type { TextEdit } from '@regraft/model'
import { compareEdits } from '@regraft/model'

/** Edits that turn the edited text back into `text`, byte for byte. */
export function inverse(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let drift = 0
  return [...edits].sort(compareEdits).map((edit) => {
    const start = edit.start + drift
    drift += edit.text.length - (edit.end - edit.start)
    return { start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) }
  })
}
