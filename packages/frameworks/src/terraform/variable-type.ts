import type { Call, Expression } from '@regraft/syntax'
import { constantOf, keyOf } from '@regraft/syntax/hcl'
import { convertTo } from './language/convert.ts'
import type { ObjectType, Type } from './language/type.ts'
import { anyType, boolType, listOf, mapOf, numberType, setOf, stringType, tupleOf } from './language/type.ts'
import type { Value } from './language/value.ts'
import { isMapping, isSequence, withOrigins } from './language/value.ts'
import type { Expr } from './source.ts'

/** The type of a variable: what values convert to, and what fills in for attributes that are left out. */
export interface TypeConstraint {
  readonly type: Type
  readonly defaults: Defaults | undefined
}

interface Defaults {
  /** By attribute: the expression that stands in for it. */
  readonly own: ReadonlyMap<string, Expr>
  /** By attribute; `''` for the elements of a collection. */
  readonly inner: ReadonlyMap<string, Defaults>
}

const primitives: { readonly [name: string]: Type } = {
  string: stringType,
  number: numberType,
  bool: boolType,
  any: anyType,
}

/** Reads `object({ name = string, port = optional(number, 80) })`. What is no type leaves everything open. */
export function typeConstraint(expr: Expr | undefined): TypeConstraint {
  if (expr === undefined || expr.syntax === 'json') return { type: anyType, defaults: undefined }
  return read(expr.node, expr.text)
}

/** Whether a type is one of the three that a text stands for itself of. */
export function isPrimitive(expr: Expr): boolean {
  if (expr.syntax === 'json') return false
  const { node } = expr
  const name = node.kind === 'variable' ? node.name : constantOf(node)
  return name === 'string' || (node.kind === 'variable' && (name === 'number' || name === 'bool'))
}

function read(node: Expression, text: string): TypeConstraint {
  if (node.kind === 'variable') return { type: primitives[node.name] ?? anyType, defaults: undefined }
  // `list` alone is an old form of `list(any)`; a string an old form of the type it names.
  if (node.kind !== 'call') return { type: anyType, defaults: undefined }
  const [argument] = node.arguments
  if (argument === undefined) return { type: anyType, defaults: undefined }
  switch (node.name) {
    case 'list':
    case 'set':
    case 'map':
      return collection(node.name, read(argument, text))
    case 'object':
      return objectType(argument, text)
    case 'tuple':
      if (argument.kind !== 'tuple') return { type: anyType, defaults: undefined }
      return { type: tupleOf(argument.items.map((item) => read(item, text).type)), defaults: undefined }
    default:
      return { type: anyType, defaults: undefined }
  }
}

function collection(kind: 'list' | 'set' | 'map', { type, defaults }: TypeConstraint): TypeConstraint {
  const made = kind === 'list' ? listOf(type) : kind === 'set' ? setOf(type) : mapOf(type)
  return {
    type: made,
    defaults: defaults && { own: new Map(), inner: new Map([['', defaults]]) },
  }
}

function objectType(node: Expression, text: string): TypeConstraint {
  if (node.kind !== 'object') return { type: anyType, defaults: undefined }
  const attributes = new Map<string, Type>()
  const optional = new Set<string>()
  const own = new Map<string, Expr>()
  const inner = new Map<string, Defaults>()
  for (const item of node.items) {
    const name = keyOf(item)
    if (name === undefined) return { type: anyType, defaults: undefined }
    const wrapped = optionalOf(item.value)
    const [written = item.value, fallback] = wrapped?.arguments ?? []
    const { type, defaults } = read(written, text)
    attributes.set(name, type)
    if (wrapped !== undefined) optional.add(name)
    if (fallback !== undefined) own.set(name, { syntax: 'hcl', node: fallback, text })
    if (defaults !== undefined) inner.set(name, defaults)
  }
  const type: ObjectType = { kind: 'object', attributes, ...(optional.size === 0 ? {} : { optional }) }
  return { type, defaults: own.size === 0 && inner.size === 0 ? undefined : { own, inner } }
}

function optionalOf(node: Expression): Call | undefined {
  return node.kind === 'call' && node.name === 'optional' ? node : undefined
}

/** The value of a variable: what is left out filled in, then converted. `evaluate` gives the value of a default. */
export function applyConstraint(
  value: Value,
  { type, defaults }: TypeConstraint,
  evaluate: (expr: Expr) => Value,
): Value {
  return convertTo(defaults === undefined ? value : fill(value, defaults, evaluate), type)
}

function fill(value: Value, defaults: Defaults, evaluate: (expr: Expr) => Value): Value {
  const elements = defaults.inner.get('')
  if (elements !== undefined) {
    if (isSequence(value))
      return { ...value, items: value.items.map((item) => fill(item, elements, evaluate)) }
    if (isMapping(value))
      return {
        ...value,
        entries: new Map([...value.entries].map(([name, item]) => [name, fill(item, elements, evaluate)])),
      }
    return value
  }
  if (!isMapping(value)) return value
  const entries = new Map(value.entries)
  for (const [name, expr] of defaults.own) {
    const now = entries.get(name)
    if (now === undefined || now.kind === 'null') entries.set(name, evaluate(expr))
  }
  for (const [name, inner] of defaults.inner) {
    const now = entries.get(name)
    if (now !== undefined) entries.set(name, fill(now, inner, evaluate))
  }
  return withOrigins({ kind: 'object', entries, of: anyType }, value)
}
