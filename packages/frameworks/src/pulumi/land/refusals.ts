import type { Refusal, Result } from '@regraft/model'
import { err } from '@regraft/model'

/** Why a change cannot land in a program. Each has a row in docs/errors.md. */
export type LandCode =
  /** The value is computed when the program runs. */
  | 'COMPUTED'
  /** The value belongs to a variable that other parts of the program use as well. */
  | 'SHARED_VALUE'
  /** What stands there is no object or list that could hold it. */
  | 'WRONG_SHAPE'
  /** The provider has no such argument, computes it alone, or it is of another type. */
  | 'NOT_IN_SCHEMA'
  /** The provider requires an argument that would be missing. */
  | 'REQUIRED_ARGUMENT'
  /** No variable holds the resource, so nothing can refer to it. */
  | 'NO_VARIABLE'
  /** The resource is made in a loop or a function under names that are computed. */
  | 'NOT_ONE_RESOURCE'
  /** The program does not import what has the class. */
  | 'NO_IMPORT'
  /** The resource's options are computed, so a companion could miss its provider or parent. */
  | 'COMPUTED_OPTIONS'

export function refuse(code: LandCode, reason: string): Result<never, Refusal> {
  return err({ code, reason })
}
