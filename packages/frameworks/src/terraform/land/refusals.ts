import type { Refusal, Result } from '@regraft/model'
import { err } from '@regraft/model'

/** Why a change cannot land. Each has a row in docs/errors.md. */
export type LandCode =
  /** The provider has no such argument or block, computes it alone, or it is of another type. */
  | 'NOT_IN_SCHEMA'
  /** The provider requires an argument that would be missing. */
  | 'REQUIRED_ARGUMENT'
  /** The value is computed by an expression. */
  | 'COMPUTED'
  /** The value belongs to a variable or local that other places use as well. */
  | 'SHARED_VALUE'
  /** What stands there is no object, list or block that could hold it. */
  | 'WRONG_SHAPE'
  /** Terraform itself reads the argument. */
  | 'META_ARGUMENT'
  /** An override file says the same thing once more. */
  | 'OVERRIDDEN'
  /** A resource that serves it is declared, but has no instance. */
  | 'COMPANION_EXISTS'
  /** The address of the resource is not its own. */
  | 'NOT_ONE_RESOURCE'
  /** A resource cannot refer to itself. */
  | 'SELF_REFERENCE'

export function refuse(code: LandCode, reason: string): Result<never, Refusal> {
  return err({ code, reason })
}
