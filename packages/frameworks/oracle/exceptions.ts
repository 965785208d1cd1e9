import type { JsonObject } from '@regraft/model'
import type { Difference } from './compare.ts'
import { failed } from './ours.ts'
import type { Pair } from './pairs.ts'
import { differingPairs } from './pairs.ts'

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
      'What was encoded as JSON is decoded part by part, whatever of it is unknown: cty knows nothing of the whole.',
    // What follows from the parts differs as well.
    excuses: ({ expression, wanted }) =>
      /jsondecode\(.*jsonencode\(/s.test(expression) && (wanted === failed || wanted.includes('"?"')),
  },
  {
    reason: 'A text also begins as an unknown one in it is known to begin: HCL forgets that.',
    excuses: (difference) =>
      everyPair(difference, ({ wanted, got }) => {
        const [before, after] = [prefixOf(wanted), prefixOf(got)]
        return wanted[0] === '?' && got[0] === '?' && after.length > before.length && after.startsWith(before)
      }),
  },
  {
    reason:
      'Whole numbers of a function have 64 bits in cty, or 53, and so has what is computed of them alone; all have 512 here.',
    excuses: (difference) =>
      /\b(?:length|log|parseint|pow|signum)\(/.test(difference.expression) &&
      /[/%]/.test(difference.expression) &&
      everyPair(difference, ({ wanted, got }) => wanted[0] === 'n' && got[0] === 'n'),
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

function everyPair({ wanted, got }: Difference, holds: (pair: Pair) => boolean): boolean {
  const pairs = differingPairs(wanted, got) ?? []
  return pairs.length > 0 && pairs.every(holds)
}

/** How an unknown string is known to begin. */
function prefixOf([, , known]: Pair['wanted']): string {
  // The third part of an unknown's form is an object.
  const prefix = (known as JsonObject | undefined)?.['p']
  return typeof prefix === 'string' ? prefix : ''
}
