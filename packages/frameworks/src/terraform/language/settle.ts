import { compareText } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import { dotted, referencesOf } from '../references.ts'
import type { Context } from './scope.ts'
import { bound } from './scope.ts'
import type { Value } from './value.ts'
import { collectRefs, isMapping } from './value.ts'

/** An unknown value tells its expression up to here. */
const maxExpression = 1_000

/** Gives an unknown value that was made inside an expression the expression's text and what it refers to. */
export function named(value: Value, node: Expression, context: Context): Value {
  if (value.kind !== 'unknown' || value.text !== '') return value
  return { ...value, text: textOfNode(node, context.text), refs: refsOf(node, context, value.refs) }
}

export function textOfNode(node: Expression, text: string): string {
  return cut(dotted(node) ?? text.slice(node.start, node.end))
}

/** Addresses of the resources that an expression refers to, also through locals and variables. */
function refsOf(node: Expression, context: Context, more: readonly string[]): readonly string[] {
  const refs = new Set(more)
  for (const { root, names } of referencesOf({ syntax: 'hcl', node, text: context.text })) {
    const own = bound(context, root)
    const found = own === undefined ? context.scope.lookup(root, names) : { value: own, taken: 0 }
    if (found !== undefined) collectRefs(partAt(found.value, names.slice(found.taken)), refs)
  }
  return [...refs].sort(compareText)
}

/** What names lead to, as far as they do. */
function partAt(value: Value, names: readonly string[]): Value {
  let part = value
  for (const name of names) {
    const next = isMapping(part) ? part.entries.get(name) : undefined
    if (next === undefined) break
    part = next
  }
  return part
}

export function cut(text: string): string {
  const unix = text.replaceAll('\r\n', '\n')
  return unix.length > maxExpression ? `${unix.slice(0, maxExpression)}…` : unix
}
