/** Too much work to know what comes of an expression. No failure: `try` and `can` do not catch it. */
export class LimitReached {}

export type Limit = 'steps' | 'depth'

/** A step is an expression evaluated, or about as much work and memory. */
const maxSteps = 5_000_000
/** Levels of expressions inside one another, or needed by one another. The stack of JavaScript holds more. */
const maxDepth = 1_200

/** Bounds what evaluating one root module may cost. The same text stops at the same place on every machine. */
export class Meter {
  /** Of what is being evaluated. */
  depth = 0
  #steps = 0
  readonly #exceeded: (limit: Limit) => void

  constructor(exceeded: (limit: Limit) => void) {
    this.#exceeded = exceeded
  }

  /** Counts work; fails when no more may be done. */
  spend(steps: number): void {
    if (!this.affords(steps)) throw new LimitReached()
  }

  /** Counts work; false when no more may be done. */
  affords(steps: number): boolean {
    if (this.#steps > maxSteps) return false
    this.#steps += steps
    if (this.#steps <= maxSteps) return true
    this.#exceeded('steps')
    return false
  }

  /** Begins an expression; fails when it stands too deep. Who ends it takes the levels from `depth` again. */
  enter(levels: number): void {
    this.spend(1)
    this.depth += levels
    if (this.depth <= maxDepth) return
    this.#exceeded('depth')
    throw new LimitReached()
  }

  /** Does work some levels further in; undefined when that is too deep. */
  within<T>(levels: number, work: () => T): T | undefined {
    const { depth } = this
    if (depth + levels > maxDepth) {
      this.#exceeded('depth')
      return undefined
    }
    this.depth += levels
    try {
      return work()
    } finally {
      this.depth = depth
    }
  }
}
