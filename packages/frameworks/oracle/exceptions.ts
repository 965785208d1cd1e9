import type { Difference } from './compare.ts'

/** A difference that is meant, and why. */
export interface Exception {
  readonly reason: string
  /** It occurs in corpora only. */
  readonly corpora?: true
  excuses(difference: Difference): boolean
}

/** As few as can be; the test fails when one of them excuses nothing any more. */
export const exceptions: readonly Exception[] = [
  {
    reason: "Compressed bytes are those of Go's compressor: unknown here.",
    excuses: ({ expression }) => expression.includes('base64gzip('),
  },
  {
    reason:
      'A file that is not there fails in Terraform: here it may be what a build writes, and is unknown.',
    corpora: true,
    excuses: ({ expression, wantedWhy = '' }) =>
      /\bfile\w*\(|templatefile\(/.test(expression) && /no file exists|no such file/.test(wantedWhy),
  },
]

/** The reason that excuses a difference. */
export function excepted(difference: Difference): string | undefined {
  return exceptions.find((exception) => exception.excuses(difference))?.reason
}
