import type { Diagnostic } from '@regraft/model'
import { RegraftError } from '@regraft/model'

/** Rego that does not compile, each mistake with its place. */
export function compileError(diagnostics: readonly Diagnostic[]): RegraftError {
  const what = diagnostics.length === 1 ? 'one mistake' : `${diagnostics.length} mistakes`
  return new RegraftError('POLICY_COMPILE', `The policies do not compile: ${what}`, {
    diagnostics,
    hint: 'Mend them, or leave the files out.',
  })
}
