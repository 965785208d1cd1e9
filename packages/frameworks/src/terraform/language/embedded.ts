import type { EmbeddedJson, EmbeddedPart, Expression, Heredoc, Template, TemplatePart } from '@regraft/syntax'
import { heredocJson } from '@regraft/syntax'
import { convertTo } from './convert.ts'
import { itemValue } from './evaluate.ts'
import { fromDouble } from './number.ts'
import type { Context } from './scope.ts'
import { partsValue, wholly } from './template.ts'
import { anyType, stringType } from './type.ts'
import type { Source, Value } from './value.ts'
import { bool, nullOf, num, object, str, tuple, unknownOf } from './value.ts'

/** What a template that is JSON says, each part with its place in it; undefined when it is no JSON. */
export function embeddedValue(node: Heredoc | Template, context: Context): Value | undefined {
  const first = node.parts[0]
  // Looking at the first character is cheap: nearly all strings are no documents.
  if (first?.kind !== 'text' || !/^\s*[{[]/.test(first.value)) return undefined
  const json = heredocJson(node, context.text)
  return json && read(json, node, context)
}

function read(json: EmbeddedJson, node: Heredoc | Template, context: Context): Value {
  const { path } = json
  const source: { source?: Source } =
    path === undefined ? {} : { source: { site: context.scope.site, node, path, part: json } }
  switch (json.kind) {
    case 'object': {
      const entries = new Map<string, Value>()
      for (const { key, value } of json.entries) {
        const name = joined(key, context)
        if (name.kind !== 'string') return unknownOf(anyType)
        entries.set(name.value, read(value, node, context))
      }
      return { ...object(entries), ...source }
    }
    case 'list':
      return { ...tuple(json.items.map((item) => read(item, node, context))), ...source }
    case 'string': {
      const [only] = json.parts
      if (json.parts.length === 1 && typeof only === 'object')
        return convertTo(standingIn(only.expression, source, context), stringType)
      const value = joined(json.parts, context)
      return json.parts.every((part) => typeof part === 'string') ? { ...value, ...source } : value
    }
    case 'scalar':
      return { ...scalar(json.value), ...source }
    case 'interpolation': {
      const value = standingIn(json.interpolation.expression, source, context)
      return value.kind === 'number' || value.kind === 'bool'
        ? value
        : unknownOf(anyType, unknownParts(value))
    }
  }
}

/** What an interpolation passes on that stands alone in the place of a value: it is referred to by that place. */
function standingIn(expression: Expression, { source }: { source?: Source }, context: Context): Value {
  const value = itemValue(expression, context)
  return source === undefined ? value : wholly(value, expression, source)
}

function unknownParts(value: Value): { text?: string; refs?: readonly string[] } {
  return value.kind === 'unknown' ? { text: value.text, refs: value.refs } : { text: 'a template' }
}

function scalar(value: number | boolean | null): Value {
  if (value === null) return nullOf(anyType)
  return typeof value === 'boolean' ? bool(value) : num(fromDouble(value))
}

/** Text and interpolations as one string. */
function joined(parts: readonly EmbeddedPart[], context: Context): Value {
  const [first] = parts
  if (first === undefined || (parts.length === 1 && typeof first === 'string')) return str(first ?? '')
  const all = parts.map(
    (part): TemplatePart =>
      typeof part === 'string' ? { kind: 'text', value: part, start: 0, end: 0 } : part,
  )
  const value = partsValue(all, context)
  if (value.kind !== 'unknown') return value
  const refs = new Set<string>()
  for (const part of parts) {
    const inner = typeof part === 'string' ? undefined : itemValue(part.expression, context)
    if (inner?.kind === 'unknown') for (const ref of inner.refs) refs.add(ref)
  }
  return { ...value, type: stringType, text: parts.map(shown(context)).join(''), refs: [...refs].sort() }
}

function shown({ text }: Context): (part: EmbeddedPart) => string {
  return (part) => (typeof part === 'string' ? part : text.slice(part.start, part.end))
}
