import type {
  Expression,
  Heredoc,
  Interpolation,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
} from '@regraft/syntax'
import { choose } from './conditional.ts'
import { convertTo } from './convert.ts'
import { embeddedValue } from './embedded.ts'
import { resolve } from './evaluate.ts'
import { fail } from './failure.ts'
import { eachElement, notIterable } from './for.ts'
import { safePrefix } from './prefix.ts'
import type { Context } from './scope.ts'
import { bind } from './scope.ts'
import { stringType } from './type.ts'
import type { Source, Value } from './value.ts'
import { str, unknownOf } from './value.ts'

/** Gives the value of what stands in `${…}`. */
export type Interpolate = (expression: Expression) => Value

/** Longer strings fail: templates of templates grow without end. */
const maxString = 10_000_000

/** A quoted string or heredoc. A lone interpolation passes its value on. What is JSON knows what it says. */
export function templateValue(node: Template | Heredoc, context: Context): Value {
  const { parts } = node
  const [first] = parts
  if (node.kind === 'template' && parts.length === 1 && first?.kind === 'interpolation')
    return wholly(resolve(first.expression, context), first.expression, { site: context.scope.site, node })
  const interpolate = onceEach(context)
  const decoded = embeddedValue(node, context, interpolate)
  const literal = first === undefined || (parts.length === 1 && first.kind === 'text')
  const value = literal
    ? str(first?.kind === 'text' ? first.value : '')
    : partsValue(parts, context, interpolate)
  if (value.kind !== 'string' && value.kind !== 'unknown') return value
  return {
    ...value,
    ...(literal ? { source: { site: context.scope.site, node } } : {}),
    ...(decoded === undefined ? {} : { decoded }),
  }
}

/** What is interpolated is part of a text and of the document that the text is: it is worked out once for both. */
function onceEach(context: Context): Interpolate {
  let values: Map<Expression, Value> | undefined
  return (expression) => {
    let value = values?.get(expression)
    if (value === undefined) {
      value = resolve(expression, context)
      values ??= new Map()
      values.set(expression, value)
    }
    return value
  }
}

/** The value of an expression that stands alone in a larger one: an edit of it replaces the larger, marks and all. */
export function wholly(value: Value, expression: Expression, whole: Source): Value {
  const inner = withoutParentheses(expression)
  if (value.via?.source.node === inner) return { ...value, via: { source: whole, next: value.via.next } }
  return value.via === undefined && value.source?.node === inner ? { ...value, source: whole } : value
}

function withoutParentheses(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? withoutParentheses(expression.expression) : expression
}

/** Parts as one string: unknown when one is, with what is known of its beginning. */
export function partsValue(
  parts: readonly TemplatePart[],
  context: Context,
  interpolate: Interpolate = (expression) => resolve(expression, context),
): Value {
  let text = ''
  let known = true
  for (const part of parts) {
    const value = part.kind === 'interpolation' ? interpolate(part.expression) : partValue(part, context)
    if (value.kind === 'null') fail('null cannot be part of a string')
    const piece = convertTo(value, stringType)
    if (piece.kind === 'unknown') {
      if (known) text += piece.prefix ?? ''
      known = false
    } else if (known && piece.kind === 'string') text += piece.value
    if (text.length > maxString) fail('the string is too long')
  }
  context.scope.meter.spend(text.length >> 5)
  if (known) return str(text)
  const prefix = safePrefix(text)
  return unknownOf(stringType, { notNull: true, ...(prefix === '' ? {} : { prefix }) })
}

function partValue(part: Exclude<TemplatePart, Interpolation>, context: Context): Value {
  switch (part.kind) {
    case 'text':
      return str(part.value)
    case 'if':
      return ifValue(part, context)
    case 'for':
      return forValue(part, context)
  }
}

function ifValue(part: TemplateIf, context: Context): Value {
  return choose(
    resolve(part.condition, context),
    () => partsValue(part.consequent, context),
    () => partsValue(part.alternate, context),
    context.scope.meter,
  )
}

function forValue(part: TemplateFor, context: Context): Value {
  const collection = resolve(part.collection, context)
  const elements = eachElement(collection)
  if (elements === undefined)
    return collection.kind === 'unknown' ? unknownOf(stringType, { notNull: true }) : notIterable()
  let text = ''
  let known = true
  for (const [key, value] of elements) {
    const piece = partsValue(part.parts, bind(bind(context, part.keyName, key), part.valueName, value))
    if (piece.kind === 'string' && known) text += piece.value
    else if (piece.kind === 'unknown') known = false
    if (text.length > maxString) fail('the string is too long')
  }
  return known ? str(text) : unknownOf(stringType, { notNull: true })
}
