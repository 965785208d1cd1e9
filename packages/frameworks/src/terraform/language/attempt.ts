import type { Failure } from './failure.ts'
import { caught, failing } from './failure.ts'
import { anyType } from './type.ts'
import type { Value } from './value.ts'
import { unknownOf } from './value.ts'

/** A value, or what HCL goes on with where there is none. */
export interface Attempt {
  readonly value: Value
  readonly failure?: Failure
}

export function attempt(evaluate: () => Value): Attempt {
  try {
    return { value: evaluate() }
  } catch (thrown) {
    const failure = caught(thrown)
    return { value: failure.value ?? unknownOf(anyType), failure }
  }
}

/** Many attempts at parts of one value: it fails as the first of them does, and only when all were made. */
export class Attempts {
  #failure: Failure | undefined

  get failed(): boolean {
    return this.#failure !== undefined
  }

  /** The value, or what to go on with. */
  at(evaluate: () => Value): Value {
    try {
      return evaluate()
    } catch (thrown) {
      const failure = caught(thrown)
      this.#failure ??= failure
      return failure.value ?? unknownOf(anyType)
    }
  }

  /** The value that the parts make up, where none failed. */
  made(value: Value): Value {
    if (this.#failure !== undefined) throw failing(this.#failure, value)
    return value
  }
}
