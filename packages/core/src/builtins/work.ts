import { StepsSpent } from '../runtime/failure.ts'

/** Steps that the running evaluation has left; outside of one there is no limit. */
let left = Number.POSITIVE_INFINITY
let spent = 0

/** Begins a call of a built-in with so many steps left. */
export function beginWork(steps: number): void {
  left = steps
  spent = 0
}

/** Ends it, and gives the steps it spent. */
export function endWork(): number {
  left = Number.POSITIVE_INFINITY
  return spent
}

/**
 * Asks for steps before work that the length of arguments and result does not show. Throws StepsSpent when there are not
 * as many left: a policy's own loops are counted in Wasm, but nothing interrupts the host.
 */
export function spend(steps: number): void {
  spent += Math.ceil(steps)
  if (spent <= left) return
  left = Number.POSITIVE_INFINITY
  throw new StepsSpent()
}
