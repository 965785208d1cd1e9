import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Expression, Step, TemplatePart, Traversal } from '@regraft/syntax'
import { constantOf } from '@regraft/syntax/hcl'
import { hasTemplate, parseTemplate } from './json-template.ts'
import type { Expr } from './source.ts'

/** A name that an expression refers to, with the steps that follow it: `var`, `aws_s3_bucket`. */
export interface Reference {
  readonly root: string
  /** The name of the first attribute step, if there is one. */
  readonly first: string | undefined
  /** Names of all attribute steps that follow at once. */
  readonly names: readonly string[]
  /** All steps that follow at once and are written out: names, and constant keys in brackets. */
  readonly steps: Path
  readonly node: Expression
}

const known = new WeakMap<object, readonly Reference[]>()

/** Every reference in an expression, but not the names that the expression itself defines. Read once. */
export function referencesOf(expr: Expr): readonly Reference[] {
  const owner = expr.syntax === 'hcl' ? expr.node : expr
  let references = known.get(owner)
  if (references === undefined) {
    const found: Reference[] = []
    if (expr.syntax === 'hcl') walk(expr.node, noNames, (reference) => found.push(reference))
    else eachJsonReference(expr.value, (reference) => found.push(reference))
    references = found.length === 0 ? none : found
    known.set(owner, references)
  }
  return references
}

function eachJsonReference(value: Json, visit: (reference: Reference) => void): void {
  if (typeof value === 'string') {
    const template = hasTemplate(value) ? parseTemplate(value) : undefined
    if (template !== undefined) walk(template.node, noNames, visit)
  } else if (isList(value)) for (const item of value) eachJsonReference(item, visit)
  else if (isObject(value))
    for (const key of Object.keys(value)) {
      eachJsonReference(key, visit)
      eachJsonReference(value[key] as Json, visit)
    }
}

const none: readonly Reference[] = []

type Names = ReadonlySet<string>
const noNames: Names = new Set()

function walk(node: Expression, bound: Names, visit: (reference: Reference) => void): void {
  const into = (inner: Expression): void => walk(inner, bound, visit)
  switch (node.kind) {
    case 'variable':
      if (!bound.has(node.name)) visit({ root: node.name, first: undefined, names: [], steps: [], node })
      return
    case 'traversal':
      walkTraversal(node, bound, visit)
      return
    case 'template':
    case 'heredoc':
      walkParts(node.parts, bound, visit)
      return
    case 'tuple':
      node.items.forEach(into)
      return
    case 'object':
      for (const { key, value } of node.items) {
        if (key.kind === 'expression') into(key.expression)
        into(value)
      }
      return
    case 'for-tuple':
    case 'for-object': {
      into(node.collection)
      const inner = withNames(bound, node.keyName, node.valueName)
      if (node.kind === 'for-object') walk(node.key, inner, visit)
      walk(node.result, inner, visit)
      if (node.condition) walk(node.condition, inner, visit)
      return
    }
    case 'conditional':
      into(node.condition)
      into(node.consequent)
      into(node.alternate)
      return
    case 'binary':
      into(node.left)
      into(node.right)
      return
    case 'unary':
      into(node.operand)
      return
    case 'call':
      node.arguments.forEach(into)
      return
    case 'parentheses':
      into(node.expression)
      return
    case 'literal':
    case 'invalid':
      return
    default:
      node satisfies never
  }
}

function walkTraversal(node: Traversal, bound: Names, visit: (reference: Reference) => void): void {
  const { source, steps } = node
  if (source.kind !== 'variable') walk(source, bound, visit)
  else if (!bound.has(source.name)) {
    const names = leadingNames(steps)
    visit({ root: source.name, first: names[0], names, steps: leadingSteps(steps), node })
  }
  walkSteps(steps, bound, visit)
}

/** The steps before a splat or the first computed key. */
function leadingSteps(steps: readonly Step[]): Path {
  const path: (string | number)[] = []
  for (const step of steps) {
    const key =
      step.kind === 'attribute' ? step.name : step.kind === 'index' ? constantOf(step.key) : undefined
    if (typeof key !== 'string' && typeof key !== 'number') break
    path.push(key)
  }
  return path
}

/** The attribute steps before any index or splat. */
export function leadingNames(steps: readonly Step[]): readonly string[] {
  const names: string[] = []
  for (const step of steps) {
    if (step.kind !== 'attribute') break
    names.push(step.name)
  }
  return names
}

function walkSteps(steps: readonly Step[], bound: Names, visit: (reference: Reference) => void): void {
  for (const step of steps) {
    if (step.kind === 'index') walk(step.key, bound, visit)
    else if (step.kind === 'splat') walkSteps(step.steps, bound, visit)
  }
}

function walkParts(
  parts: readonly TemplatePart[],
  bound: Names,
  visit: (reference: Reference) => void,
): void {
  for (const part of parts) {
    if (part.kind === 'interpolation') walk(part.expression, bound, visit)
    else if (part.kind === 'if') {
      walk(part.condition, bound, visit)
      walkParts(part.consequent, bound, visit)
      walkParts(part.alternate, bound, visit)
    } else if (part.kind === 'for') {
      walk(part.collection, bound, visit)
      walkParts(part.parts, withNames(bound, part.keyName, part.valueName), visit)
    }
  }
}

function withNames(bound: Names, ...names: readonly (string | undefined)[]): Names {
  return new Set([...bound, ...names.filter((name) => name !== undefined)])
}

/** A reference in its dotted form, `aws_s3_bucket.logs[0].id`, or undefined when an index is computed. */
export function dotted(node: Expression): string | undefined {
  if (node.kind === 'variable') return node.name
  if (node.kind !== 'traversal' || node.source.kind !== 'variable') return undefined
  const steps = dottedSteps(node.steps)
  return steps && node.source.name + steps
}

function dottedSteps(steps: readonly Step[]): string | undefined {
  let out = ''
  for (const step of steps) {
    if (step.kind === 'attribute') out += `.${step.name}`
    else if (step.kind === 'index') {
      const key = constantOf(step.key)
      if (typeof key !== 'string' && typeof key !== 'number') return undefined
      out += `[${JSON.stringify(key)}]`
    } else {
      const inner = dottedSteps(step.steps)
      if (inner === undefined) return undefined
      out += (step.full ? '[*]' : '.*') + inner
    }
  }
  return out
}
