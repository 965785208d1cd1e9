import type { Diagnostic, RegraftError } from '@regraft/model'
import type { IndexEntry } from './index-entries.ts'

/** Why an entry of the index is left alone, if it is. */
export function refusalOf(
  file: string,
  was: IndexEntry,
  now: IndexEntry | undefined,
): Diagnostic | undefined {
  const refused = { severity: 'error', file } as const
  if (now?.blob !== was.blob)
    return {
      ...refused,
      code: 'FILE_CHANGED',
      message: `${file} is not written: its content in the index changed while it was being healed`,
      hint: 'Run heal again.',
    }
  if (was.flag === undefined) return undefined
  return {
    ...refused,
    code: 'INDEX_FLAGGED',
    message: `${file} is not written: it is marked ${was.flag}`,
    hint: `git update-index --no-${was.flag} takes the mark away.`,
  }
}

/** Nothing of the index could be written. */
export function unwritten(file: string, error: RegraftError): Diagnostic {
  return {
    code: 'INDEX_UNWRITTEN',
    severity: 'error',
    message: `${file} is not written: ${error.message}`,
    file,
    hint: 'Nothing was changed. End what else works in this repository, and run heal again.',
  }
}

/** The index was written, the work tree not. */
export function leftAlone(file: string, why: string): Diagnostic {
  return {
    code: 'WORK_TREE_LEFT',
    severity: 'warning',
    message: `${file} is healed in the index, and left as it is in the work tree: ${why}`,
    file,
    hint: 'git diff shows both; run regraft heal on the work tree when its changes are done.',
  }
}
