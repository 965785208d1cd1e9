import type { Diagnostic } from './report.ts'

/**
 * A mistake in configuration, usage or a policy: not in the files that are checked (those become diagnostics).
 * `code` is stable and has a row in docs/errors.md. `diagnostics` hold places with code frames when there are any.
 */
export class RegraftError extends Error {
  override readonly name: string = 'RegraftError'
  readonly code: string
  readonly hint: string | undefined
  readonly diagnostics: readonly Diagnostic[]

  constructor(
    code: string,
    message: string,
    options: { hint?: string; diagnostics?: readonly Diagnostic[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.diagnostics = options.diagnostics ?? []
  }
}
