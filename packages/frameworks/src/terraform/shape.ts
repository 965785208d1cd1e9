import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import { constantOf, keyOf, traversalOf } from '@regraft/syntax/hcl'
import { hasTemplate, parseTemplate } from './json-template.ts'
import type { Expr } from './source.ts'

/** How a value is written, as far as an edit needs to know. */
export type Shape =
  /** A literal string, number, bool or null. */
  | { readonly kind: 'scalar'; readonly value: Json }
  /** An object or list that is written out. `at` gives a part; `computed` when a key that is computed may be that part. */
  | {
      readonly kind: 'collection'
      readonly list: boolean
      /** Keys written out, or the number of items. */
      readonly keys: readonly (string | number)[]
      at(step: string | number): Expr | 'computed' | undefined
    }
  /** Nothing but `var.name` or `local.name`, with plain steps after it. */
  | {
      readonly kind: 'reference'
      readonly root: 'var' | 'local'
      readonly name: string
      readonly steps: Path
    }
  | { readonly kind: 'opaque'; readonly why: string }

export function readShape(expr: Expr): Shape {
  return expr.syntax === 'json' ? jsonShape(expr.value) : hclShape(expr.node, expr.text)
}

function jsonShape(value: Json): Shape {
  if (typeof value === 'string' && hasTemplate(value)) {
    const template = parseTemplate(value)
    return template
      ? hclShape(template.node, template.text)
      : { kind: 'opaque', why: 'its template is wrong' }
  }
  if (isList(value)) return jsonCollection(true, [...value.keys()], (step) => value[Number(step)])
  if (isObject(value)) {
    const keys = Object.keys(value)
    if (keys.some(hasTemplate)) return { kind: 'opaque', why: 'a key of it is computed' }
    return jsonCollection(false, keys, (step) => (Object.hasOwn(value, step) ? value[step] : undefined))
  }
  return { kind: 'scalar', value }
}

function jsonCollection(
  list: boolean,
  keys: readonly (string | number)[],
  read: (step: string | number) => Json | undefined,
): Shape {
  return {
    kind: 'collection',
    list,
    keys,
    at(step) {
      const value = (typeof step === 'number') === list ? read(step) : undefined
      return value === undefined ? undefined : { syntax: 'json', value }
    },
  }
}

function hclShape(node: Expression, text: string): Shape {
  switch (node.kind) {
    case 'parentheses':
      return hclShape(node.expression, text)
    case 'tuple':
      return {
        kind: 'collection',
        list: true,
        keys: [...node.items.keys()],
        at(step) {
          const item = typeof step === 'number' ? node.items[step] : undefined
          return item && { syntax: 'hcl', node: item, text }
        },
      }
    case 'object':
      return {
        kind: 'collection',
        list: false,
        keys: node.items.flatMap((item) => keyOf(item) ?? []),
        at(step) {
          // Of two items with one key the last counts, so a computed key hides what stands before it.
          const item = node.items.findLast((each) => [undefined, String(step)].includes(keyOf(each)))
          if (item === undefined) return undefined
          return keyOf(item) === undefined ? 'computed' : { syntax: 'hcl', node: item.value, text }
        },
      }
    case 'traversal':
      return reference(node)
    case 'template':
    case 'heredoc':
      if (node.parts.length === 1 && node.parts[0]?.kind === 'interpolation')
        return hclShape(node.parts[0].expression, text)
  }
  const value = constantOf(node)
  return value === undefined
    ? { kind: 'opaque', why: reasons[node.kind] ?? 'it is computed' }
    : { kind: 'scalar', value }
}

function reference(node: Expression): Shape {
  const path = traversalOf(node)
  const [root, name, ...steps] = path ?? []
  if ((root === 'var' || root === 'local') && typeof name === 'string')
    return { kind: 'reference', root, name, steps }
  return { kind: 'opaque', why: path ? `it refers to ${path.slice(0, 2).join('.')}` : 'it is computed' }
}

const reasons: { readonly [kind in Expression['kind']]?: string } = {
  template: 'it is a template with interpolations',
  heredoc: 'it is a template with interpolations',
  call: 'it is the result of a function',
  conditional: 'it depends on a condition',
  'for-tuple': 'it is made by a for expression',
  'for-object': 'it is made by a for expression',
}
