import { isRepeatable, memberBody } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import { asArgument } from './argument.ts'
import { expressionValue, plainValue, siteOf, textOf } from './expression.ts'
import type { ModuleInstance } from './instance.ts'
import { eachElement } from './language/for.ts'
import type { Binding } from './language/scope.ts'
import { anyType } from './language/type.ts'
import type { MappingValue, Source, UnknownValue, Value } from './language/value.ts'
import { isMapping, isSequence, list, object, unknownOf } from './language/value.ts'
import { LazyEntries } from './lazy-entries.ts'
import { ExpressionScope, type Lookups } from './scope.ts'
import type { BlocksMember, Body, DynamicItem, Expr, Member, Place } from './source.ts'
import { decodedOf } from './weight.ts'

/** An argument of more parts, or deeper ones, is unknown. */
const maxParts = 200_000
const maxNesting = 500
/** Steps that a block which a dynamic block makes costs. */
const stepsPerBlock = 20

/** Where and for which of its instances a body is evaluated. */
export interface BodyContext {
  readonly instance: ModuleInstance
  readonly names: Binding | undefined
  readonly lookups: Lookups | undefined
  /** Blocks are lists however often they occur: there is no schema, and whoever asks knows. */
  readonly lists?: true
}

/**
 * A resource's or block's arguments as policies see them, each value with its origin: nested blocks are objects, or lists
 * of objects where they may be repeated. `null` stays, so that a place can be found; whoever shows the value leaves it out.
 */
export function bodyValue(
  body: Body,
  schema: BodySchema | undefined,
  context: BodyContext,
  skip?: ReadonlySet<string>,
): MappingValue {
  const entries = new Map<string, Value>()
  for (const [name, member] of body.members(schema)) {
    if (skip?.has(name)) continue
    const value = memberValue(member, schema?.members.get(name), context)
    if (value !== undefined) entries.set(name, value)
  }
  return { kind: 'object', entries, of: anyType, source: sourceOf(body, context) }
}

/** The same, each argument worked out when it is asked for. */
export function lazyBodyValue(
  body: Body,
  schema: BodySchema | undefined,
  context: BodyContext,
  skip: ReadonlySet<string>,
): MappingValue {
  const members = body.members(schema)
  const known = new Map<string, Value | undefined>()
  const entries = new LazyEntries(
    [...members.keys()].filter((name) => !skip.has(name)),
    (name) => {
      const member = members.get(name)
      if (member !== undefined && !known.has(name))
        known.set(name, memberValue(member, schema?.members.get(name), context))
      return known.get(name)
    },
  )
  return { kind: 'object', entries, of: anyType, source: sourceOf(body, context) }
}

function sourceOf(body: Body, { instance }: BodyContext): Source {
  const { file, path } = body.place
  const sealed = instance.tree.sealed(file)
  return { site: sealed === undefined ? { file, path, body } : { file, path, body, sealed } }
}

function memberValue(
  member: Member,
  schema: MemberSchema | undefined,
  context: BodyContext,
): Value | undefined {
  if (member.kind === 'attribute') {
    const value = argument(member.expr, member.place, context)
    return schema?.kind === 'attribute' ? asArgument(value, schema.type) : value
  }
  const { elements, unknown } = elementsOf(member, schema, context)
  const listed = context.lists === true || isListForm(elements.length, schema)
  // What is written out counts whatever stands beside it: the blocks nobody knows are one unknown item after it.
  if (unknown !== undefined)
    return listed && elements.length > 0 ? list([...elements, unknown], anyType) : unknown
  return listed && elements.length > 0 ? list(elements, anyType) : elements[0]
}

function argument(expr: Expr, place: Place, { instance, names, lookups }: BodyContext): Value {
  const site = siteOf(expr, place, instance.tree.sealed(place.file))
  const plain = expr.syntax === 'hcl' && instance.tree.meter.affords(1) ? plainValue(expr, site) : undefined
  if (plain !== undefined) return plain
  const value = expressionValue(expr, new ExpressionScope(instance, site, names, lookups))
  // A model is kept whole, and written out for the policies: what is shared counts each time.
  const parts = partsOf(value, maxParts)
  if (parts === 1 || (parts <= maxParts && instance.tree.meter.affords(parts))) return value
  if (parts > maxParts) instance.tree.tellLimit('size', `an argument in ${place.file}`, place)
  return unknownOf(anyType, { text: textOf(expr) })
}

/** The number of parts of a value, strings by their length; counting ends past the limit. */
function partsOf(value: Value, limit: number, depth = 0): number {
  if (depth > maxNesting) return limit + 1
  let parts = value.kind === 'string' ? 1 + (value.value.length >> 5) : 1
  const decoded = decodedOf(value)
  if (decoded !== undefined && parts <= limit) parts += partsOf(decoded, limit - parts, depth + 1)
  if (!isSequence(value) && !isMapping(value)) return parts
  for (const item of isSequence(value) ? value.items : value.entries.values()) {
    parts += partsOf(item, limit - parts, depth + 1)
    if (parts > limit) break
  }
  return parts
}

/** Whether the blocks are a list in the model: repeatable by the schema, or there is more than one. Else an object. */
export function isListForm(count: number, schema: MemberSchema | undefined): boolean {
  return count > 1 || (schema !== undefined && isRepeatable(schema))
}

/** The blocks of one type with `dynamic` blocks unrolled; `unknown` when nobody knows how many more one makes. */
function elementsOf(
  member: BlocksMember,
  schema: MemberSchema | undefined,
  context: BodyContext,
): { elements: readonly Value[]; unknown: UnknownValue | undefined } {
  const inner = schema && memberBody(schema)
  const elements: Value[] = []
  let unknown: UnknownValue | undefined
  for (const item of member.items) {
    if (item.kind === 'block') {
      elements.push(bodyValue(item.body, inner, context))
      continue
    }
    const { content, forEach } = item
    const each = forEach && argument(forEach, within(item, 'for_each'), context)
    const rounds = each && eachElement(each)
    if (rounds === undefined || content === undefined) {
      unknown ??=
        each?.kind === 'unknown' && each.text !== ''
          ? each
          : unknownOf(anyType, { text: `dynamic ${item.iterator}` })
      continue
    }
    for (const [key, value] of rounds) {
      if (!context.instance.tree.meter.affords(stepsPerBlock)) {
        unknown ??= unknownOf(anyType, { text: `dynamic ${item.iterator}` })
        break
      }
      const round = object(
        new Map([
          ['key', key],
          ['value', value],
        ]),
      )
      const names: Binding = { name: item.iterator, value: round, outer: context.names }
      elements.push(bodyValue(content, inner, { ...context, names }))
    }
  }
  return { elements, unknown }
}

function within({ place }: DynamicItem, name: string): Place {
  return { file: place.file, path: [...place.path, name] }
}
