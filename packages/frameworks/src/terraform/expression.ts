import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { jsonSyntax } from '@regraft/syntax/json'
import { hasTemplate, parseTemplate } from './json-template.ts'
import { evaluate } from './language/evaluate.ts'
import { Failure } from './language/failure.ts'
import { LimitReached } from './language/meter.ts'
import { fromDouble } from './language/number.ts'
import type { Scope } from './language/scope.ts'
import { cut, named, textOfNode } from './language/settle.ts'
import { anyType, stringType } from './language/type.ts'
import type { Site, Source, Value } from './language/value.ts'
import { bool, composed, nullOf, num, object, str, tuple, unknownOf } from './language/value.ts'
import type { Expr, Place } from './source.ts'

/** The site of an expression at a place; `sealed` says why nothing there can be edited. */
export function siteOf(expr: Expr, { file, path }: Place, sealed: string | undefined): Site {
  const site = expr.syntax === 'hcl' ? { file, path, root: expr.node } : { file, path }
  return sealed === undefined ? site : { ...site, sealed }
}

/**
 * The value of what is written out, which a third of all arguments are: what evaluation would give, without its setting
 * up. Undefined for all else, and for texts that are long, may be JSON or may have another normal form.
 */
export function plainValue({ node }: Extract<Expr, { syntax: 'hcl' }>, site: Site): Value | undefined {
  if (node.kind === 'literal') {
    if (typeof node.value === 'boolean') return { kind: 'bool', value: node.value, source: { site, node } }
    return Number.isSafeInteger(node.value)
      ? { kind: 'number', value: node.value as number, source: { site, node } }
      : undefined
  }
  if (node.kind !== 'template' || node.parts.length !== 1) return undefined
  const [part] = node.parts
  return part?.kind === 'text' && /^[\w.:/-][ -~]{0,30}$/.test(part.value)
    ? { kind: 'string', value: part.value, source: { site, node } }
    : undefined
}

/** The value of an expression in either syntax. Where Terraform would stop with an error it is unknown. */
export function expressionValue(expr: Expr, scope: Scope): Value {
  try {
    return expr.syntax === 'hcl'
      ? evaluate(expr.node, expr.text, scope)
      : jsonValue(expr.value, scope, [], expr.plain === true)
  } catch (failure) {
    if (!(failure instanceof Failure || failure instanceof LimitReached)) throw failure
    const unknown = unknownOf(anyType)
    return expr.syntax === 'hcl'
      ? named(unknown, expr.node, { scope, text: expr.text, bindings: undefined })
      : { ...unknown, text: textOf(expr) }
  }
}

/** An expression as people see it. */
export function textOf(expr: Expr): string {
  return expr.syntax === 'hcl' ? textOfNode(expr.node, expr.text) : cut(JSON.stringify(expr.value))
}

function jsonValue(value: Json, scope: Scope, path: Path, plain: boolean): Value {
  scope.meter.spend(1)
  const source: Source = { site: scope.site, path }
  if (typeof value === 'string')
    return plain || !hasTemplate(value) ? text(value, scope, source) : jsonTemplate(value, scope, source)
  if (typeof value === 'boolean') return { ...bool(value), source }
  if (typeof value === 'number') return { ...num(fromDouble(value)), source }
  if (isList(value))
    return { ...tuple(value.map((item, i) => jsonValue(item, scope, [...path, i], plain))), source }
  return isObject(value) ? jsonObject(value, scope, source, plain) : { ...nullOf(anyType), source }
}

/** A string; of one that is itself JSON also what that says, with the place of each part in it. */
function text(value: string, scope: Scope, source: Source): Value {
  const document = /^[ \t\r\n]*[{[]/.test(value) ? jsonSyntax.parse(value) : undefined
  return document === undefined || document.diagnostics.length > 0
    ? { ...str(value), source }
    : {
        kind: 'string',
        value: composed(value),
        source,
        decoded: jsonValue(document.value, scope, source.path ?? [], true),
      }
}

function jsonObject(
  value: { readonly [key: string]: Json },
  scope: Scope,
  source: Source,
  plain: boolean,
): Value {
  const entries = new Map<string, Value>()
  for (const [key, item] of Object.entries(value)) {
    const name = plain || !hasTemplate(key) ? str(key) : jsonTemplate(key, scope, source)
    const inner = jsonValue(item, scope, [...(source.path ?? []), key], plain)
    if (name.kind !== 'string') return unknownOf(anyType, { text: cut(key) })
    entries.set(name.value, inner)
  }
  return { ...object(entries), source }
}

/** A string of JSON syntax as the template it is. What stands inside it has no place of its own to be edited. */
function jsonTemplate(value: string, scope: Scope, source: Source): Value {
  const template = parseTemplate(value)
  if (template === undefined) return unknownOf(stringType, { text: cut(value) })
  const inner: Site = { file: scope.site.file, path: scope.site.path, sealed: 'it is part of a template' }
  const [part] = template.node.parts
  const lone =
    template.node.parts.length === 1 && part?.kind === 'interpolation' ? part.expression : undefined
  const result = evaluate(lone ?? template.node, template.text, {
    lookup: (root, names) => scope.lookup(root, names),
    functions: scope.functions,
    meter: scope.meter,
    site: inner,
  })
  if (result.kind === 'unknown' && lone === undefined) return { ...result, text: cut(value) }
  const { via, ...rest } = result
  if (via === undefined || via.source.site !== inner) return result
  return { ...rest, via: { source, next: via.next } }
}
