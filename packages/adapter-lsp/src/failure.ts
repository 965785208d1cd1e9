import { RegraftError } from '@regraft/model'

/** An error for a log that users read: what happened and what to do, never a stack trace. */
export function told(error: unknown): string {
  if (error instanceof RegraftError) {
    const hint = error.hint === undefined ? '' : ` ${error.hint}`
    return `${error.message} (${error.code}).${hint}`
  }
  const what = error instanceof Error ? error.message : String(error)
  return `A defect of regraft, please report it: ${what}`
}
