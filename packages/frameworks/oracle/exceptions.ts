import type { Difference } from './compare.ts'

/** A difference that is meant, and why. */
export interface Exception {
  readonly reason: string
  excuses(difference: Difference): boolean
}

/** As few as can be; the test fails when one of them excuses nothing any more. */
export const exceptions: readonly Exception[] = []

/** The reason that excuses a difference. */
export function excepted(difference: Difference): string | undefined {
  return exceptions.find((exception) => exception.excuses(difference))?.reason
}
