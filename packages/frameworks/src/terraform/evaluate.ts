import type { Json } from '@regraft/model'
import { compareText, isList, isObject, isUnknown, unknown } from '@regraft/model'
import type { Call, Expression, ObjectExpression, Step, TemplatePart, Traversal } from '@regraft/syntax'
import { constantOf } from '@regraft/syntax'
import { encodeJson } from './encode-json.ts'
import { hasTemplate, parseTemplate } from './json-template.ts'
import { dotted, eachReference, resourceOf } from './references.ts'
import type { Expr } from './source.ts'

/** What names mean where an expression stands. */
export interface Scope {
  /** The value of `var.name` or `local.name`; unknown when it has none that holds offline. */
  value(kind: 'var' | 'local', name: string): Json
}

/** Names that a surrounding construct defines: the iterator of a `dynamic` block. */
export type Bindings = ReadonlyMap<string, Json>

interface Context {
  readonly scope: Scope
  readonly bindings: Bindings
  readonly text: string
}

/** Longer strings are unknown: templates of templates grow without end. */
const maxString = 1_000_000
/** An unknown value tells its expression up to here. */
const maxExpression = 1_000
const noBindings: Bindings = new Map()

/** The value of an expression; what cannot be resolved offline is unknown where it stands. Never throws. */
export function evaluate(expr: Expr, scope: Scope, bindings: Bindings = noBindings): Json {
  if (expr.syntax === 'json') return jsonValue(expr.value, scope, bindings)
  return resolve(expr.node, { scope, bindings, text: expr.text })
}

/**
 * What `each` is in a resource with `for_each`: which element nobody knows, but the resources that the elements refer
 * to. So `each.value.id` of `for_each = aws_s3_bucket.logs` refers to the bucket.
 */
export function eachOf(forEach: Expr, scope: Scope): Json {
  const elements = evaluate(forEach, scope)
  const refs = new Set<string>()
  collectRefs(elements, refs)
  const all = [...refs].sort(compareText)
  return { key: unknown('each.key', isUnknown(elements) ? all : []), value: unknown('each.value', all) }
}

function jsonValue(value: Json, scope: Scope, bindings: Bindings): Json {
  if (typeof value === 'string') return jsonString(value, scope, bindings)
  if (isList(value)) return value.map((item) => jsonValue(item, scope, bindings))
  if (!isObject(value)) return value
  const entries: [string, Json][] = []
  for (const [key, item] of Object.entries(value)) {
    const name = jsonString(key, scope, bindings)
    if (typeof name !== 'string') return unknown(cut(key))
    entries.push([name, jsonValue(item, scope, bindings)])
  }
  return Object.fromEntries(entries)
}

function jsonString(value: string, scope: Scope, bindings: Bindings): Json {
  if (!hasTemplate(value)) return value
  const template = parseTemplate(value)
  if (template === undefined) return unknown(cut(value))
  const result = resolve(template.node, { scope, bindings, text: template.text })
  const lone = template.node.parts.length === 1 && template.node.parts[0]?.kind === 'interpolation'
  return isUnknown(result) && !lone ? { ...result, $unknown: cut(value) } : result
}

function resolve(node: Expression, context: Context): Json {
  switch (node.kind) {
    case 'literal':
      return typeof node.value !== 'number' || Number.isFinite(node.value)
        ? node.value
        : opaque(node, context)
    case 'template':
    case 'heredoc':
      return templateValue(node, node.parts, context)
    case 'tuple':
      return node.items.map((item) => resolve(item, context))
    case 'object':
      return objectValue(node, context)
    case 'parentheses':
      return resolve(node.expression, context)
    case 'unary':
      return constantOf(node) ?? opaque(node, context)
    case 'variable':
      return context.bindings.get(node.name) ?? opaque(node, context)
    case 'traversal':
      return traversalValue(node, context)
    case 'call':
      return callValue(node, context)
    default:
      return opaque(node, context)
  }
}

function objectValue(node: ObjectExpression, context: Context): Json {
  const entries: [string, Json][] = []
  for (const { key, value } of node.items) {
    const name = key.kind === 'name' ? key.name : asText(resolve(key.expression, context))
    if (name === undefined) return opaque(node, context)
    entries.push([name, resolve(value, context)])
  }
  return Object.fromEntries(entries)
}

function templateValue(node: Expression, parts: readonly TemplatePart[], context: Context): Json {
  const [first] = parts
  if (first === undefined) return ''
  if (parts.length === 1) {
    if (first.kind === 'text') return first.value
    if (first.kind === 'interpolation') return resolve(first.expression, context)
  }
  let out = ''
  for (const part of parts) {
    const text =
      part.kind === 'text'
        ? part.value
        : part.kind === 'interpolation'
          ? asText(resolve(part.expression, context))
          : undefined
    if (text === undefined || out.length + text.length > maxString) return opaque(node, context)
    out += text
  }
  return out
}

/** A scalar as a template writes it. Null, lists and unknown values have no text. */
export function asText(value: Json): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'number' ? numberText(value) : undefined
}

/** Undefined for numbers whose decimal form Terraform and JavaScript may write differently. */
function numberText(value: number): string | undefined {
  const text = String(value)
  return text.includes('e') || Math.abs(value) > Number.MAX_SAFE_INTEGER ? undefined : text
}

function traversalValue(node: Traversal, context: Context): Json {
  if (node.source.kind !== 'variable') return opaque(node, context)
  const root = node.source.name
  const bound = context.bindings.get(root)
  if (bound !== undefined) return stepsValue(bound, node.steps, 0, node, context)
  const [first] = node.steps
  if ((root !== 'var' && root !== 'local') || first?.kind !== 'attribute') return opaque(node, context)
  return stepsValue(context.scope.value(root, first.name), node.steps, 1, node, context)
}

function stepsValue(
  start: Json,
  steps: readonly Step[],
  from: number,
  node: Expression,
  context: Context,
): Json {
  let value = start
  for (let i = from; i < steps.length; i++) {
    const key = stepKey(steps[i], context)
    if (isUnknown(value) || key === undefined) return opaque(node, context)
    const next: Json | undefined =
      isList(value) && typeof key === 'number'
        ? value[key]
        : isObject(value) && Object.hasOwn(value, key)
          ? value[key]
          : undefined
    // Nothing there: an error, or an attribute that the variable's type fills in.
    if (next === undefined) return opaque(node, context)
    value = next
  }
  return value
}

function stepKey(step: Step | undefined, context: Context): string | number | undefined {
  if (step?.kind === 'attribute') return step.name
  const key = step?.kind === 'index' ? resolve(step.key, context) : undefined
  return typeof key === 'string' || typeof key === 'number' ? key : undefined
}

function callValue(node: Call, context: Context): Json {
  const [argument, ...more] = node.arguments
  if (node.name !== 'jsonencode' || argument === undefined || more.length > 0 || node.expand)
    return opaque(node, context)
  const value = resolve(argument, context)
  if (holdsUnknown(value)) return opaque(node, context)
  const text = encodeJson(value)
  return text.length > maxString ? opaque(node, context) : text
}

/** True when a value is unknown or any part of it is. */
function holdsUnknown(value: Json): boolean {
  if (isList(value)) return value.some(holdsUnknown)
  return isObject(value) && (isUnknown(value) || Object.values(value).some(holdsUnknown))
}

/** The unknown value that stands for an expression, with the resources it refers to, also through locals. */
function opaque(node: Expression, context: Context): Json {
  return unknown(cut(dotted(node) ?? context.text.slice(node.start, node.end)), [...refsOf(node, context)])
}

function refsOf(node: Expression, context: Context): readonly string[] {
  const refs = new Set<string>()
  eachReference({ syntax: 'hcl', node, text: context.text }, (reference) => {
    const bound = context.bindings.get(reference.root)
    if (bound !== undefined) return collectRefs(bound, refs)
    if ((reference.root === 'var' || reference.root === 'local') && reference.first !== undefined)
      return collectRefs(context.scope.value(reference.root, reference.first), refs)
    const resource = resourceOf(reference)
    if (resource !== undefined) refs.add(resource)
  })
  return [...refs].sort(compareText)
}

/** Adds the resources that the unknown parts of a value refer to. */
function collectRefs(value: Json, refs: Set<string>): void {
  if (isList(value)) for (const item of value) collectRefs(item, refs)
  else if (isUnknown(value)) {
    const own = value['$refs']
    if (isList(own)) for (const ref of own) if (typeof ref === 'string') refs.add(ref)
  } else if (isObject(value)) for (const item of Object.values(value)) collectRefs(item, refs)
}

function cut(text: string): string {
  const unix = text.replaceAll('\r\n', '\n')
  return unix.length > maxExpression ? `${unix.slice(0, maxExpression)}…` : unix
}
