import type { Refusal, Result } from '@regraft/model'
import { err } from '@regraft/model'
import type { Landing } from './framework.ts'

/** What a framework answers to every change that only shows files in a form of their own. */
export function landNowhere(): Result<Landing, Refusal> {
  return err({ code: 'READ_ONLY', reason: 'files are only read in this form, not edited' })
}
