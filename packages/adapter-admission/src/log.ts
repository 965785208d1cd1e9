import { RegraftError } from '@regraft/model'
import type { ReviewEvent } from './listener.ts'
import { plain } from './warnings.ts'

/** A review as a line of a log. Nothing of the object itself is in it. */
export function reviewLine({ endpoint, status, seconds, answer, error }: ReviewEvent, time: Date): string {
  const line = {
    time: time.toISOString(),
    endpoint,
    status,
    milliseconds: Math.round(seconds * 1e6) / 1e3,
    ...(answer === undefined
      ? { error: error instanceof Error ? error.message : String(error) }
      : {
          uid: answer.uid,
          operation: answer.operation,
          outcome: answer.outcome,
          rules: [...new Set(answer.findings.map(({ rule }) => rule))],
        }),
  }
  return `${JSON.stringify(line)}\n`
}

/** An error for people: what happened and what to do; a stack only where it is a defect. */
export function told(error: unknown): string {
  if (error instanceof RegraftError) {
    const hint = error.hint === undefined ? '' : ` ${error.hint}`
    return `regraft-admission: ${plain(error.message)} (${error.code}).${hint}\n`
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `regraft-admission: a defect, please report it: ${what}\n`
}
