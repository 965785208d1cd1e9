import type { FindingStatus } from '@regraft/model'
import type { Run } from '../options.ts'

/** A status as a reader is told it. */
export function statusWord(status: FindingStatus, run: Run): string {
  return status === 'healed' && run === 'dry-run' ? 'would heal' : status
}
