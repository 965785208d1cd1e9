import type { Path, Range } from '@regraft/model'

/**
 * An expression as far as its text alone tells. `range` is the expression without parentheses and assertions around it
 * (`"a"` of `("a" as const)`), `outer` with them. Ranges hold no comments before or after.
 */
export type Value =
  | ScalarValue
  | ListValue
  | MapValue
  | ReferenceValue
  | CallValue
  | NewValue
  | UndefinedValue
  | ComputedValue

interface ValueBase {
  readonly range: Range
  readonly outer: Range
}

/** A string, template without substitution, number, boolean or null. */
export interface ScalarValue extends ValueBase {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}

export interface ListValue extends ValueBase {
  readonly kind: 'list'
  readonly items: readonly ListItem[]
}

export interface ListItem {
  /** `spread`: `...value`, any number of items. */
  readonly kind: 'item' | 'spread'
  readonly range: Range
  readonly value: Value
}

export interface MapValue extends ValueBase {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
}

export type MapEntry = PropertyEntry | SpreadEntry | OtherEntry

/** `key: value`, `"key": value`, `["key"]: value`, or the shorthand `key`. */
export interface PropertyEntry {
  readonly kind: 'property'
  readonly key: string
  readonly keyRange: Range
  readonly shorthand: boolean
  readonly range: Range
  readonly value: Value
}

/** `...value`. */
export interface SpreadEntry {
  readonly kind: 'spread'
  readonly key?: undefined
  readonly range: Range
  readonly value: Value
}

/** `dynamic`: a key that is computed. `member`: a method or accessor named `key`. */
export interface OtherEntry {
  readonly kind: 'dynamic' | 'member'
  readonly key?: string
  readonly range: Range
}

/**
 * A name, or properties of one: `bucket.id` is `['bucket', 'id']`, `this.list[0]` is `['this', 'list', 0]`. The first step is
 * the id of a variable of the file where it is one. Parameters, functions and the like are no references: `computed`.
 */
export interface ReferenceValue extends ValueBase {
  readonly kind: 'reference'
  readonly path: Path
}

/** Ids of variables and names that an expression reads, members of `this` as `this.name`, each once, by place. */
export type Names = () => readonly string[]

/** A call of a name or of a property of one. */
export interface CallValue extends ValueBase {
  readonly kind: 'call'
  readonly callee: Path
  readonly items: readonly ListItem[]
  readonly names: Names
}

/** `new X(…)`: the expression of that number in the document. */
export interface NewValue extends ValueBase {
  readonly kind: 'new'
  readonly index: number
  readonly names: Names
}

export interface UndefinedValue extends ValueBase {
  readonly kind: 'undefined'
}

/** Whatever else is computed when the program runs. */
export interface ComputedValue extends ValueBase {
  readonly kind: 'computed'
  readonly names: Names
}

/** `new X(…)` somewhere in the file. */
export interface NewExpression {
  /** Among all of the file, in the order of their text. */
  readonly index: number
  readonly range: Range
  /** `new` and the class, without arguments. */
  readonly header: Range
  /** `['aws', 's3', 'Bucket']`; undefined when the class is computed. */
  readonly callee: Path | undefined
  /** From `(` to after `)`; undefined when there are none. */
  readonly parens: Range | undefined
  readonly items: readonly ListItem[]
  /** What it is assigned to, alone: `['bucket']` of `const bucket = new …` (a variable's id), `['this', 'bucket']`. */
  readonly holder: Path | undefined
  /** The nearest statement in a block or at top level that holds it, or undefined when there is none. */
  readonly statement: Range | undefined
  /** That statement is one of the file itself, so that it runs once. */
  readonly topLevel: boolean
}

/** `const name = value`. */
export interface Variable {
  /** The name, or `name#2` for the second of that name. */
  readonly id: string
  /** `name: Type = value`. */
  readonly range: Range
  readonly nameRange: Range
  readonly value: Value
  /** How often the file mentions it besides. */
  readonly uses: number
  /** Nothing in the file assigns it again. */
  readonly constant: boolean
  /** Besides, nothing in the file changes what its object or list holds, or passes it to what might. */
  readonly frozen: boolean
}

/** A name that an import brings. `name` is the exported one, `*` for the whole module. */
export interface ImportedName {
  readonly local: string
  readonly module: string
  readonly name: string
}
