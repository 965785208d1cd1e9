import type { TextEdit } from '@regraft/model'
import { applyEdits, compareEdits } from '@regraft/model'
import { lineAt } from '../line-at.ts'

/** Whole lines that edits touch, before and after them. */
export interface Region {
  /** 0-based index of the first line. */
  readonly line: number
  readonly before: string
  readonly after: string
}

/** The lines each edit touches; edits on the same or neighbouring lines share a region. `lines` are those of `before`, each with its line feed. */
export function regions(before: string, lines: readonly string[], edits: readonly TextEdit[]): Region[] {
  const starts = lineStarts(lines)
  const out: Region[] = []
  let group: TextEdit[] = []
  let first = 0
  let last = -1
  const flush = (): void => {
    if (group.length > 0) out.push(region(before, starts, first, last, group))
  }
  for (const edit of [...edits].sort(compareEdits)) {
    const from = lineAt(starts, edit.start)
    const to = lineAt(starts, edit.end)
    if (group.length > 0 && from <= last + 1) {
      group.push(edit)
      last = Math.max(last, to)
      continue
    }
    flush()
    group = [edit]
    first = from
    last = to
  }
  flush()
  return out
}

function region(
  text: string,
  starts: readonly number[],
  first: number,
  last: number,
  edits: readonly TextEdit[],
): Region {
  const start = starts[first] ?? text.length
  const end = starts[last + 1] ?? text.length
  const before = text.slice(start, end)
  const moved = edits.map((edit) => ({
    start: edit.start - start,
    end: edit.end - start,
    text: edit.text,
  }))
  return { line: first, before, after: applyEdits(before, moved) }
}

/** Offsets at which lines begin, and the end of the text: what is written there is on a line of its own. */
function lineStarts(lines: readonly string[]): number[] {
  const starts = [0]
  let at = 0
  for (const line of lines) {
    at += line.length
    starts.push(at)
  }
  // A last line without a line feed goes on at the end of the text.
  if (lines.length > 0 && !lines.at(-1)?.endsWith('\n')) starts.pop()
  return starts
}
