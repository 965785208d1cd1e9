import type { ReportEdit } from '@regraft/model'
import { compareText } from '@regraft/model'
import { hunks } from '../diff/hunks.ts'
import { markup } from '../xml.ts'
import { source } from './code.ts'
import type { Context } from './context.ts'

type Hunk = ReturnType<typeof hunks>[number]

/** What edits change, file by file; other files than `own` are named. Empty when no text is at hand. */
export function diffs(edits: readonly ReportEdit[], own: string | undefined, context: Context): string {
  const files = [...new Set(edits.map(({ file }) => file))].sort(compareText)
  return files.map((file) => one(file, edits, own, context)).join('')
}

function one(
  file: string,
  edits: readonly ReportEdit[],
  own: string | undefined,
  { before }: Context,
): string {
  const text = before(file)
  if (text === undefined) return ''
  const changed = hunks(
    text,
    edits.filter((edit) => edit.file === file),
  )
  if (changed.length === 0) return ''
  const name = file === own ? '' : `<p class="soft"><code>${markup(file)}</code></p>\n`
  return `${name}<pre tabindex="0" aria-label="Difference"><code>${changed.map(hunkLines).join('<span><i>⋯</i></span>')}</code></pre>\n`
}

/** Lines with their numbers: those of the new text where there is one. */
function hunkLines(hunk: Hunk): string {
  let old = hunk.oldStart
  let now = hunk.newStart
  return hunk.lines
    .map((line) => {
      const text = source(line.slice(1).replace(/\r$/, ''))
      if (line.startsWith('-')) return `<del><i>${old++}</i>- ${text}</del>`
      if (line.startsWith('+')) return `<ins><i>${now++}</i>+ ${text}</ins>`
      if (line.startsWith('\\')) return ''
      old += 1
      return `<span><i>${now++}</i>  ${text}</span>`
    })
    .join('')
}
