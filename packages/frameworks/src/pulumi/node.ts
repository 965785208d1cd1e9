import type { Json, Path } from '@regraft/model'
import type { Value } from '@regraft/syntax/typescript'
import type { ValueType } from '../schema/types.ts'
import type { Owner, Place } from './program.ts'

/** A variable on the way from a resource to where its value is written. */
export interface Link {
  readonly owner: Owner
  /** The path of the variable's literal, or of the part of it that was read. */
  readonly target: Place
  /** The expression that reads the variable, or the object that spreads it. */
  readonly use: Place
  /** Where in the resource's model the use stands. */
  readonly at: Path
}

/** A value as the program has it, and how it came there. */
export interface Spot {
  readonly value: Value
  readonly place: Place
  readonly links: readonly Link[]
}

/** One value of a resource's model with where it is written. */
export interface Node {
  readonly json: Json
  /** `opaque`: computed, `why` says how. */
  readonly form: 'scalar' | 'object' | 'list' | 'opaque'
  readonly why?: string
  /** Where the value is written. */
  readonly place: Place
  /** All variables on the way, from the resource on. */
  readonly links: readonly Link[]
  /** Where its entry, key and value, is written, and the variables on the way to that. */
  readonly entry: { readonly place: Place; readonly links: readonly Link[] }
  readonly children: ReadonlyMap<string | number, Node>
  /** The model has a list where the program writes its only item, without brackets. */
  readonly bare: boolean
  readonly type: ValueType
  /** Terraform names from the resource to here. */
  readonly names: readonly string[]
  /** Nothing is written yet where the value would stand. */
  readonly missing?: boolean
}
