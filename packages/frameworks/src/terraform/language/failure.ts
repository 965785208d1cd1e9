import type { Value } from './value.ts'

/**
 * An expression has no value: Terraform would stop with an error. Thrown inside the evaluator only, for `try` and `can`
 * to catch; nobody outside meets one. No `Error`: a stack is costly, and nobody reads it.
 */
export class Failure {
  readonly message: string
  /**
   * What HCL goes on with all the same, so that the type of a condition's branch counts whether it fails or not. Absent
   * where nothing is known of it.
   */
  readonly value: Value | undefined

  constructor(message: string, value?: Value) {
    this.message = message
    this.value = value
  }
}

export function fail(message: string): never {
  throw new Failure(message)
}

/** What was caught as a failure; anything else is thrown again. */
export function caught(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  throw thrown
}

/** The failure, with what HCL goes on with instead. */
export function failing(thrown: unknown, value: Value): Failure {
  return new Failure(caught(thrown).message, value)
}
