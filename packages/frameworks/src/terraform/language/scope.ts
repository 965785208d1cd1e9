import type { FunctionContext } from '../functions/define.ts'
import type { Meter } from './meter.ts'
import type { Site, Value } from './value.ts'

/** What names mean where an expression stands. */
export interface Scope {
  /**
   * The value that a root name and the plain attribute steps after it lead to, with the number of steps it took: `var`
   * and `local` take one, `data` two. Undefined when nothing has that name.
   */
  lookup(root: string, names: readonly string[]): Found | undefined
  readonly functions: FunctionContext
  /** Where the expression stands, for the `source` of its literals. */
  readonly site: Site
  /** Counts what evaluation costs. */
  readonly meter: Meter
}

export interface Found {
  readonly value: Value
  readonly taken: number
}

/** A name that an expression itself defines: the variables of `for`. */
export interface Binding {
  readonly name: string
  readonly value: Value
  readonly outer: Binding | undefined
}

/** What evaluation of one expression goes by. */
export interface Context {
  readonly scope: Scope
  /** What offsets of nodes count in. */
  readonly text: string
  readonly bindings: Binding | undefined
}

export function bind(context: Context, name: string | undefined, value: Value): Context {
  return name === undefined ? context : { ...context, bindings: { name, value, outer: context.bindings } }
}

export function bound(context: Context, name: string): Value | undefined {
  for (let at = context.bindings; at !== undefined; at = at.outer) if (at.name === name) return at.value
  return undefined
}
