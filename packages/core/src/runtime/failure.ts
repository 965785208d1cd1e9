/** Why one evaluation ended without a result. `steps` and `memory`: it reached a limit. */
export class PolicyFailure extends Error {
  override readonly name: string = 'PolicyFailure'
  readonly kind: 'steps' | 'memory' | 'stack' | 'error'

  constructor(kind: PolicyFailure['kind'], message: string, options?: { cause: unknown }) {
    super(message, options)
    this.kind = kind
  }
}

/** Thrown out of a host function that used up the steps of its evaluation. */
export class StepsSpent extends Error {
  override readonly name: string = 'StepsSpent'
}
