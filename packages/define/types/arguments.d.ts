import type { Json } from '@regraft/model'

/**
 * A value that cannot be resolved offline: a variable without a value, an attribute of another resource. It is present,
 * and equal to nothing: compare (`=== true`, `!== 'Enabled'`) and report with the path; a finding whose path leads to an
 * unknown is told as undetermined, not as a fault. As an object it is truthy, so `!value` passes over it.
 */
export interface Unknown {
  /** Source text of the expression, or why there is no value. */
  readonly $unknown: string
  /** Addresses of the resources it refers to, sorted. */
  readonly $refs?: readonly string[]
  /** Of a text that is known in part: what it says as JSON. */
  readonly $json?: Json
}

export type Text = string | Unknown
export type Num = number | Unknown
export type Bool = boolean | Unknown
export type Open = Json | Unknown
export type List<T> = readonly T[] | Unknown
export type Dictionary<T> = { readonly [key: string]: T } | Unknown
/** A block that may occur once; repeatable ones are lists of these. */
export type Block<T> = T | Unknown
