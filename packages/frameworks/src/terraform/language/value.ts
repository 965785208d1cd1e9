import type { Path } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import { fail } from './failure.ts'
import type { Num } from './number.ts'
import type { Type } from './type.ts'
import { anyType, boolType, mapOf, numberType, objectOf, setOf, stringType, tupleOf } from './type.ts'

/** One expression of one file that a value can come from: what an edit would replace. */
export interface Source {
  /** The argument, local or default that it stands in. Compared by identity. */
  readonly site: Site
  /** The literal, inside the site's expression. Absent where the site has no tree (JSON syntax). */
  readonly node?: Expression
  /** Leads on from there: to a part of a file in JSON syntax, or of a document inside a string. */
  readonly path?: Path
  /** The part of a document inside a string, to tell it from the others. */
  readonly part?: object
}

/** An expression that stands for itself in a file: an argument, a local, a variable's default, a line of a variables file. */
export interface Site {
  readonly file: string
  /** The document path of the expression. */
  readonly path: Path
  /** The expression in native syntax. */
  readonly root?: Expression
  /** Set on a block or resource: what stands there is a body. */
  readonly body?: object
  /** Why nothing here can be edited: a template inside a string of JSON syntax, a file that a function reads. */
  readonly sealed?: string
}

/** A reference that passed a value on unchanged. */
export interface Via {
  readonly source: Source
  readonly next: Via | undefined
}

interface Origins {
  /** The literal that the value is, unchanged. Absent when it was computed. */
  readonly source?: Source
  /** The references it passed, the latest first. */
  readonly via?: Via
  readonly sensitive?: true
}

/**
 * A value of the language. Immutable; functions and operators that hand a value on return the very same object, so that
 * its `source` stays.
 */
export type Value = Origins &
  (
    | StringValue
    | { readonly kind: 'number'; readonly value: Num }
    | { readonly kind: 'bool'; readonly value: boolean }
    | { readonly kind: 'null'; readonly type: Type }
    | UnknownValue
    | SequenceValue
    | MappingValue
  )

export interface StringValue extends Origins {
  readonly kind: 'string'
  readonly value: string
  /** What it was encoded from as JSON, so that a path can lead on into it. */
  readonly decoded?: Value
}

/** Present, but which value it is nobody knows offline. */
export interface UnknownValue extends Origins {
  readonly kind: 'unknown'
  readonly type: Type
  /** The expression, for people. Empty when it was made inside a function; the evaluator fills it in. */
  readonly text: string
  /** Addresses of resources it refers to, sorted. */
  readonly refs: readonly string[]
  readonly notNull?: true
  /** What it is the JSON of, where only parts of that are unknown. */
  readonly decoded?: Value
  /** A string that begins so. */
  readonly prefix?: string
  /** Bounds of the length of a collection, when they are known. */
  readonly length?: { readonly min: number; readonly max: number }
  /** The least and the greatest number that it can be; infinities where there is no bound. */
  readonly bounds?: Bounds
}

export interface Bounds {
  readonly min: Num
  readonly max: Num
}

export interface SequenceValue extends Origins {
  readonly kind: 'list' | 'set' | 'tuple'
  /** A set's are distinct and in cty's order. */
  readonly items: readonly Value[]
  /** Of the items; `any` for a tuple. */
  readonly of: Type
}

export interface MappingValue extends Origins {
  readonly kind: 'map' | 'object'
  /** As they were written; the language walks them sorted: `sortedEntries`. */
  readonly entries: ReadonlyMap<string, Value>
  /** Of the values; `any` for an object. */
  readonly of: Type
}

/** Strings are in Unicode's normal form C, as in cty. */
export function str(value: string): Value {
  return { kind: 'string', value: composed(value) }
}

/** A text in normal form C. */
export function composed(text: string): string {
  // Nothing below the combining characters has another form.
  return /[\u0300-\uffff]/.test(text) ? text.normalize('NFC') : text
}

export function num(value: Num): Value {
  return { kind: 'number', value }
}

export function bool(value: boolean): Value {
  return { kind: 'bool', value }
}

export function nullOf(type: Type): Value {
  return { kind: 'null', type }
}

export function unknownOf(
  type: Type,
  more: Partial<
    Pick<UnknownValue, 'text' | 'refs' | 'notNull' | 'prefix' | 'length' | 'bounds' | 'decoded'>
  > = {},
): UnknownValue {
  return { kind: 'unknown', type, text: '', refs: [], ...more }
}

export function list(items: readonly Value[], of: Type): SequenceValue {
  return { kind: 'list', items, of }
}

export function tuple(items: readonly Value[]): SequenceValue {
  return { kind: 'tuple', items, of: anyType }
}

export function map(entries: ReadonlyMap<string, Value>, of: Type): MappingValue {
  return { kind: 'map', entries, of }
}

export function object(entries: ReadonlyMap<string, Value>): MappingValue {
  return { kind: 'object', entries, of: anyType }
}

export function isSequence(value: Value): value is SequenceValue {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple'
}

export function isMapping(value: Value): value is MappingValue {
  return value.kind === 'map' || value.kind === 'object'
}

export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'string':
      return stringType
    case 'number':
      return numberType
    case 'bool':
      return boolType
    case 'null':
    case 'unknown':
      return value.type
    case 'list':
      return { kind: 'list', of: value.of }
    case 'set':
      return setOf(value.of)
    case 'map':
      return mapOf(value.of)
    case 'tuple':
      return tupleOf(value.items.map(typeOf))
    case 'object':
      return objectOf(new Map([...value.entries].map(([name, item]) => [name, typeOf(item)])))
  }
}

/** True when no part of a value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isSequence(value)) return value.items.every(isWhollyKnown)
  if (isMapping(value)) {
    for (const item of value.entries.values()) if (!isWhollyKnown(item)) return false
    return true
  }
  return value.kind !== 'unknown'
}

/** True when some part of a value is sensitive. */
export function holdsSensitive(value: Value): boolean {
  if (value.sensitive === true) return true
  if (isSequence(value)) return value.items.some(holdsSensitive)
  if (isMapping(value)) for (const item of value.entries.values()) if (holdsSensitive(item)) return true
  return false
}

/** Entries in the order the language walks them: by key, as Go compares strings. */
export function sortedEntries(value: MappingValue): readonly (readonly [string, Value])[] {
  return [...value.entries].sort(([a], [b]) => compareBytes(a, b))
}

/** Order of strings by their UTF-8 bytes, which is the order of their code points. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // A surrogate is part of a code point above every other unit.
    const high = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
    if (high(x) !== high(y)) return high(x) ? 1 : -1
    return x - y
  }
  return a.length - b.length
}

/** Adds the resources that the unknown parts of a value refer to. */
export function collectRefs(value: Value, refs: Set<string>): void {
  if (value.kind === 'unknown') for (const ref of value.refs) refs.add(ref)
  else if (isSequence(value)) for (const ref of refsOfParts(value.items)) refs.add(ref)
  else if (isMapping(value)) for (const ref of refsOfParts(value.entries)) refs.add(ref)
}

/** By items or entries: parts are shared, and asked again wherever something unknown refers to them. */
const partRefs = new WeakMap<object, Iterable<string>>()

function refsOfParts(parts: readonly Value[] | ReadonlyMap<string, Value>): Iterable<string> {
  const known = partRefs.get(parts)
  if (known !== undefined) return known
  const refs = new Set<string>()
  for (const part of parts.values()) collectRefs(part, refs)
  const found = refs.size === 0 ? [] : refs
  // Entries that are worked out on demand may not all be worked out yet.
  if (Array.isArray(parts) || parts instanceof Map) partRefs.set(parts, found)
  return found
}

/** Where a value that was changed on the way still counts as the literal it was: a conversion of its type. */
export function withOrigins(value: Value, from: Value): Value {
  const { source, via, sensitive } = from
  if (source === undefined && via === undefined && sensitive === undefined) return value
  // One copy, set after: a spread of spreads takes several times as long, and every conversion ends here.
  const copy = { ...value }
  const origins: { -readonly [K in keyof Origins]: Origins[K] } = copy
  if (source !== undefined) origins.source = source
  if (via !== undefined) origins.via = via
  if (sensitive !== undefined) origins.sensitive = sensitive
  return copy
}

/** The text of a known string; anything else is a failure. */
export function textOf(value: Value): string {
  return value.kind === 'string'
    ? value.value
    : fail(value.kind === 'null' ? 'a string is null' : 'a string is required')
}
