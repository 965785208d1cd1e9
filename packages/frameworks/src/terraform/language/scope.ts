import type { Expression } from '@regraft/syntax'
import type { FunctionContext } from '../functions/define.ts'
import type { Site, Value } from './value.ts'

/** What names mean where an expression stands. */
export interface Scope {
  /**
   * The value of a root name (`local`, `var`, `each`, `aws_s3_bucket`), or undefined when nothing has that name. Steps
   * after it are taken on the value; `reference` is asked first, with the whole traversal, so that a scope can say more
   * of a reference than its root does.
   */
  variable(name: string): Value | undefined
  readonly functions: FunctionContext
  /** Where the expression stands, for the `source` of its literals. */
  readonly site: Site
  /** Counts one step of work; false when no more may be done: then everything is unknown. */
  spend(): boolean
}

export type { Expression }
