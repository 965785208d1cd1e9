import { RegraftError } from '@regraft/model'

/** A command line that means nothing. */
export function usage(message: string, hint?: string): RegraftError {
  return new RegraftError('USAGE', message, hint === undefined ? {} : { hint })
}
