import type {
  Expression,
  Heredoc,
  Interpolation,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
} from '@regraft/syntax'
import { Attempts } from './attempt.ts'
import { choose } from './conditional.ts'
import { convertTo } from './convert.ts'
import { embeddedValue } from './embedded.ts'
import { resolve } from './evaluate.ts'
import { fail, failing } from './failure.ts'
import { eachRound } from './for.ts'
import { templatePrefix } from './prefix.ts'
import type { Context } from './scope.ts'
import { stringType } from './type.ts'
import type { Source, Value } from './value.ts'
import { composed, str, textOf, unknownOf } from './value.ts'

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
  if (first === undefined || (parts.length === 1 && first.kind === 'text'))
    return literalValue(first?.value ?? '', node, context)
  const interpolate = onceEach(context)
  const value = partsValue(parts, context, interpolate)
  const decoded = embeddedValue(node, context, interpolate)
  if (decoded === undefined || (value.kind !== 'string' && value.kind !== 'unknown')) return value
  return { ...value, decoded }
}

function literalValue(text: string, node: Template | Heredoc, context: Context): Value {
  const decoded = embeddedValue(node, context, noInterpolation)
  const source = { site: context.scope.site, node }
  const value = composed(text)
  return decoded === undefined
    ? { kind: 'string', value, source }
    : { kind: 'string', value, source, decoded }
}

const noInterpolation: Interpolate = () => fail('there is no interpolation')

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
  const pieces = new Attempts()
  let text = ''
  let known = true
  for (const part of parts) {
    const piece = pieces.at(() =>
      pieceOf(
        pieces.at(() =>
          part.kind === 'interpolation' ? interpolate(part.expression) : partValue(part, context),
        ),
      ),
    )
    if (piece.kind === 'unknown') {
      // HCL goes on without a piece that is no text, and forgets how an unknown one begins.
      if (known && piece !== noPiece) text += piece.prefix ?? ''
      known &&= piece === noPiece
    } else if (known) text += textOf(piece)
    if (text.length > maxString) fail('the string is too long')
  }
  context.scope.meter.spend(text.length >> 5)
  if (known) return pieces.made(str(text))
  const prefix = pieces.failed ? '' : templatePrefix(text)
  return pieces.made(unknownOf(stringType, { notNull: true, ...(prefix === '' ? {} : { prefix }) }))
}

const noPiece: Value = unknownOf(stringType)

/** The text of a part, or the unknown that it is, of whatever type. */
function pieceOf(value: Value): Value {
  if (value.kind === 'unknown') return value
  try {
    return value.kind === 'null' ? fail('null cannot be part of a string') : convertTo(value, stringType)
  } catch (thrown) {
    throw failing(thrown, noPiece)
  }
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
    () => resolve(part.condition, context),
    () => partsValue(part.consequent, context),
    () => partsValue(part.alternate, context),
  )
}

/** The texts of all rounds as one. As soon as one is unknown, all is, and what comes after it need be no text. */
function forValue(part: TemplateFor, context: Context): Value {
  const rounds: Value[] = []
  const attempts = new Attempts()
  const known = eachRound({ ...part, condition: undefined }, context, attempts, (inner) => {
    rounds.push(attempts.at(() => partsValue(part.parts, inner)))
    return true
  })
  if (!known) return attempts.made(unknownOf(stringType))
  let text = ''
  for (const round of rounds) {
    if (round.kind === 'unknown') return attempts.made(unknownOf(stringType))
    text += textOf(round)
    if (text.length > maxString) fail('the string is too long')
  }
  return attempts.made(str(text))
}
