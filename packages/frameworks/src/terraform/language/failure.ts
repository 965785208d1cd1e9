/**
 * An expression has no value: Terraform would stop with an error. Thrown inside the evaluator only, for `try` and `can`
 * to catch; nobody outside meets one. No `Error`: a stack is costly, and nobody reads it.
 */
export class Failure {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

export function fail(message: string): never {
  throw new Failure(message)
}
