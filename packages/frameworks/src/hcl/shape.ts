import type { Json, JsonObject } from '@regraft/model'
import { isObject, setMember } from '@regraft/model'
import type { Body, Expression, HclDocument, ObjectItem, TemplatePart, Unary } from '@regraft/syntax/hcl'
import { expressionText, partsText, wrapped } from './template-text.ts'

/**
 * A file as hcl2json of tmccombs shows it, which Conftest hands to policies: labels of a block are keys, blocks are lists, an
 * expression that is no constant is its own text in `${…}`.
 */
export function shapeOf(document: HclDocument): JsonObject {
  return bodyShape(document, document.body)
}

function bodyShape(document: HclDocument, body: Body): JsonObject {
  const out: Record<string, Json> = {}
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      setMember(out, item.name, valueShape(document, item.value))
      continue
    }
    const steps = [item.type, ...item.labels.map(({ value }) => value)]
    let holder = out
    for (const step of steps.slice(0, -1)) holder = memberObject(holder, step)
    const key = steps.at(-1) ?? ''
    const there = Object.hasOwn(holder, key) ? holder[key] : undefined
    const blocks = Array.isArray(there) ? (there as Json[]) : [] // made here
    blocks.push(bodyShape(document, item.body))
    setMember(holder, key, blocks)
  }
  return out
}

function memberObject(holder: Record<string, Json>, key: string): Record<string, Json> {
  const there = Object.hasOwn(holder, key) ? holder[key] : undefined
  if (isObject(there)) return there as Record<string, Json> // made here
  const made: Record<string, Json> = {}
  setMember(holder, key, made)
  return made
}

function valueShape(document: HclDocument, expression: Expression): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'unary':
      return unaryShape(document, expression)
    case 'template':
    case 'heredoc':
      return templateShape(document, expression.parts)
    case 'tuple':
      return expression.items.map((item) => valueShape(document, item))
    case 'object': {
      const out: Record<string, Json> = {}
      for (const item of expression.items)
        setMember(out, keyShape(document, item), valueShape(document, item.value))
      return out
    }
    default:
      return wrapped(document, expression)
  }
}

function unaryShape(document: HclDocument, expression: Unary): Json {
  const { operator, operand } = expression
  const value = operand.kind === 'literal' ? operand.value : undefined
  if (operator === '-' && typeof value === 'number') return 0 - value
  if (operator === '!' && typeof value === 'boolean') return !value
  return wrapped(document, expression)
}

/** The key of an item, as its place is found by it too. */
export function keyShape(document: HclDocument, { key }: ObjectItem): string {
  if (key.kind === 'name') return key.name
  const { expression } = key
  return expression.kind === 'traversal' || expression.kind === 'variable'
    ? document.source(expression)
    : expressionText(document, expression)
}

/** A lone interpolation passes its value on. */
function templateShape(document: HclDocument, parts: readonly TemplatePart[]): Json {
  const [first, second] = parts
  return first?.kind === 'interpolation' && second === undefined
    ? valueShape(document, first.expression)
    : partsText(document, parts)
}
