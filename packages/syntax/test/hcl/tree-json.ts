import type {
  Body,
  Expression,
  HclDocument,
  Interpolation,
  ObjectItem,
  TemplateFor,
  TemplateIf,
  TemplatePart,
} from '@regraft/syntax'

type Value = unknown

/** The same JSON without doubled marks before a brace: hcl2json writes an escaped sequence now escaped, now resolved. */
export function unescaped(json: Value): Value {
  if (typeof json === 'string') return json.replace(/\$+\{/g, '${').replace(/%+\{/g, '%{')
  if (Array.isArray(json)) return json.map(unescaped)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [String(unescaped(key)), unescaped(value)]),
  )
}

/** Our tree as the JSON that hcl2json makes of the same text, to compare the two parsers. */
export function treeJson(document: HclDocument): Value {
  return bodyJson(document, document.body)
}

function bodyJson(document: HclDocument, body: Body): Record<string, Value> {
  const out: Record<string, Value> = {}
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      out[item.name] = valueJson(document, item.value)
      continue
    }
    let holder = out
    let key = item.type
    for (const label of item.labels) {
      holder[key] ??= {}
      holder = holder[key] as Record<string, Value>
      key = label.value
    }
    const list = (holder[key] ?? []) as Value[]
    list.push(bodyJson(document, item.body))
    holder[key] = list
  }
  return out
}

function wrapped(document: HclDocument, expression: Expression): string {
  return `\${${document.source(expression)}}`
}

function valueJson(document: HclDocument, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'unary':
      return unaryJson(document, expression)
    case 'template':
    case 'heredoc':
      return templateJson(document, expression.parts)
    case 'tuple':
      return expression.items.map((item) => valueJson(document, item))
    case 'object':
      return Object.fromEntries(
        expression.items.map((item) => [keyJson(document, item), valueJson(document, item.value)]),
      )
    default:
      return wrapped(document, expression)
  }
}

function unaryJson(document: HclDocument, expression: Extract<Expression, { kind: 'unary' }>): Value {
  const { operator, operand } = expression
  const value = operand.kind === 'literal' ? operand.value : undefined
  if (operator === '-' && typeof value === 'number') return 0 - value
  if (operator === '!' && typeof value === 'boolean') return !value
  return wrapped(document, expression)
}

function keyJson(document: HclDocument, item: ObjectItem): string {
  if (item.key.kind === 'name') return item.key.name
  const { expression } = item.key
  if (expression.kind === 'traversal') return document.source(expression)
  const value = valueJson(document, expression)
  return String(value)
}

function templateJson(document: HclDocument, parts: readonly TemplatePart[]): Value {
  const [first, second] = parts
  if (first?.kind === 'interpolation' && second === undefined) return valueJson(document, first.expression)
  return partsJson(document, parts)
}

function partsJson(document: HclDocument, parts: readonly TemplatePart[]): string {
  return parts.map((part) => partJson(document, part)).join('')
}

function partJson(document: HclDocument, part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return part.value
    case 'interpolation':
      return interpolationJson(document, part)
    case 'if':
      return ifJson(document, part)
    case 'for':
      return forJson(document, part)
  }
}

function interpolationJson(document: HclDocument, part: Interpolation): string {
  return stringJson(document, part.expression)
}

/** An expression inside a string: strings and conditions dissolve into it. */
function stringJson(document: HclDocument, expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return String(expression.value)
    case 'template':
    case 'heredoc': {
      const [first, second] = expression.parts
      if (first?.kind === 'interpolation' && second === undefined)
        return stringJson(document, first.expression)
      return partsJson(document, expression.parts)
    }
    case 'conditional': {
      const { condition, consequent, alternate } = expression
      const [yes, no] = [stringJson(document, consequent), stringJson(document, alternate)]
      return conditionJson(document, condition, yes, no)
    }
    default:
      return wrapped(document, expression)
  }
}

function conditionJson(document: HclDocument, condition: Expression, yes: string, no: string): string {
  const otherwise = no === '' ? '' : `%{else}${no}`
  return `%{if ${document.source(condition)}}${yes}${otherwise}%{endif}`
}

function ifJson(document: HclDocument, part: TemplateIf): string {
  const { condition, consequent, alternate } = part
  return conditionJson(document, condition, partsJson(document, consequent), partsJson(document, alternate))
}

function forJson(document: HclDocument, part: TemplateFor): string {
  const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`
  return `%{for ${names} in ${document.source(part.collection)}}${partsJson(document, part.parts)}%{endfor}`
}
