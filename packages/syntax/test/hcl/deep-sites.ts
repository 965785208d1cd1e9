import type { Path, Range } from '@regraft/model'
import {
  type Body,
  type Expression,
  type HclDocument,
  heredocJson,
  keyOf,
  type ObjectExpression,
  type Tuple,
} from '@regraft/syntax'

/** An expression inside another, and the path that leads there. */
export interface Site {
  readonly path: Path
  /** Path of the attribute it is in, and that attribute's value. */
  readonly attribute: Path
  readonly root: Expression
  readonly expression: Expression
  /** It is what its parent, which is neither object nor tuple, is made of. */
  readonly operand: boolean
}

const expressions = new Set([
  'literal',
  'template',
  'heredoc',
  'tuple',
  'object',
  'for-tuple',
  'for-object',
  'conditional',
  'binary',
  'unary',
  'call',
  'variable',
  'traversal',
  'parentheses',
  'invalid',
])

/** The expressions that a node holds, by place. Reads whatever the node has, not a list of kinds. */
function operandsOf(node: Expression): Expression[] {
  const found: Expression[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const kind = 'kind' in value ? String(value.kind) : ''
    if (expressions.has(kind)) found.push(value as Expression)
    else if (kind !== 'if' && kind !== 'for' && !('legacy' in value && value.legacy === true))
      Object.values(value).forEach(visit)
  }
  Object.values(node).forEach(visit)
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Every expression inside the attributes of a text that a path leads to. */
export function deepSites(document: HclDocument): Site[] {
  const sites: Site[] = []
  fromBody(document, document.body, [], sites)
  return sites
}

function fromBody(document: HclDocument, body: Body, path: Path, sites: Site[]): void {
  const counts = new Map<string, number>()
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      const attribute = [...path, item.name]
      const site = { path: attribute, attribute, root: item.value, expression: item.value, operand: false }
      fromExpression(document, site, sites)
      continue
    }
    const index = counts.get(item.type) ?? 0
    counts.set(item.type, index + 1)
    fromBody(document, item.body, [...path, item.type, index], sites)
  }
}

function fromExpression(document: HclDocument, site: Site, sites: Site[]): void {
  sites.push(site)
  const value = unwrapped(site.expression)
  const go = (step: string | number, expression: Expression, operand: boolean): void =>
    fromExpression(document, { ...site, path: [...site.path, step], expression, operand }, sites)
  if (value.kind === 'object') {
    for (const [key, inner] of entriesOf(value)) go(key, inner, false)
    return
  }
  const isTemplate = value.kind === 'heredoc' || value.kind === 'template'
  if (isTemplate && heredocJson(value, document.text)?.kind === 'list') return
  const parts = value.kind === 'tuple' ? value.items : operandsOf(value)
  parts.forEach((part, i) => {
    go(i, part, value.kind !== 'tuple')
  })
}

function entriesOf(object: ObjectExpression): [string, Expression][] {
  const keys = object.items.map(keyOf)
  return object.items.flatMap(({ value }, i): [string, Expression][] => {
    const key = keys[i]
    return key === undefined || keys.lastIndexOf(key) !== keys.indexOf(key) ? [] : [[key, value]]
  })
}

export function unwrapped(expression: Expression): Expression {
  let inner = expression
  while (inner.kind === 'parentheses') inner = inner.expression
  return inner
}

export function isCollection(expression: Expression): expression is ObjectExpression | Tuple {
  return expression.kind === 'object' || expression.kind === 'tuple'
}

/** The source of a text around a range, without white space and comments. */
export function around(document: HclDocument, range: Range): readonly [string, string] {
  return [squeezed(document, 0, range.start), squeezed(document, range.end, document.text.length)]
}

function squeezed(document: HclDocument, start: number, end: number): string {
  let out = ''
  let at = start
  for (const { range } of document.comments) {
    if (range.start < start || range.end > end) continue
    out += document.text.slice(at, range.start)
    at = range.end
  }
  return (out + document.text.slice(at, end)).replace(/\s+/g, '')
}
