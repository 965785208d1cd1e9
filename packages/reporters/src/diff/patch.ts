import type { Report, ReportEdit } from '@regraft/model'
import { compareText } from '@regraft/model'
import { FILE_HEADERS_ONLY, formatPatch, OMIT_HEADERS } from 'diff/lib/patch/create.js'
import { hunks } from './hunks.ts'

/** Edits by file, files in the order of code units. */
export function editsByFile(report: Report): [file: string, edits: ReportEdit[]][] {
  const files = new Map<string, ReportEdit[]>()
  for (const edit of report.edits) {
    const known = files.get(edit.file)
    if (known) known.push(edit)
    else files.set(edit.file, [edit])
  }
  return [...files].sort(([a], [b]) => compareText(a, b))
}

/**
 * A unified diff of one file that `git apply` and `patch -p1` accept: the bytes of the file as they are, whatever they
 * hold. Empty when the edits change nothing. `before` is undefined for a file that does not exist yet.
 */
export function unifiedDiff(
  file: string,
  before: string | undefined,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  const changed = hunks(before ?? '', edits)
  if (changed.length === 0) return ''
  const patch = {
    oldFileName: `a/${file}`,
    newFileName: `b/${file}`,
    oldHeader: undefined,
    newHeader: undefined,
  }
  const git = formatPatch({ ...patch, hunks: [], isGit: true, isCreate: before === undefined })
  const names = formatPatch({ ...patch, hunks: [] }, FILE_HEADERS_ONLY)
    .trimEnd()
    .split('\n')
    .map(terminated)
  if (before === undefined) names[0] = '--- /dev/null'
  return `${git}${names.join('\n')}\n${formatPatch({ ...patch, hunks: changed }, OMIT_HEADERS)}`
}

/** The unified diff of all edits of a report. Files whose text before the run is not at hand are taken as new. */
export function patchOf(report: Report, text: (file: string) => string | undefined): string {
  return editsByFile(report)
    .map(([file, edits]) => unifiedDiff(file, text(file), edits))
    .join('')
}

/** GNU patch ends an unquoted name at the first space unless a tab follows it. */
function terminated(line: string): string {
  const name = line.slice(4)
  return name.includes(' ') && !name.startsWith('"') ? `${line}\t` : line
}
