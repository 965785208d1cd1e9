import type { Change } from '@regraft/frameworks'
import type { Json, JsonObject, Op, Path, Refusal, Result } from '@regraft/model'
import { equalJson, err, isList, isObject, isUnknown, ok, valueIn } from '@regraft/model'
import { applyChange } from './model.ts'
import { concrete, holds } from './paths.ts'

/** Other resources of the unit, for operations that add one only if it is not there. */
type Siblings = readonly { readonly type: string; readonly input: JsonObject }[]

export interface ChangeContext {
  /** Address of the resource, for `{"$ref": ["$self", …]}`. */
  readonly self: string
  readonly siblings: Siblings
}

/**
 * The primitive changes that bring a resource to what the operations ask for; none when it is there already.
 * `base` is the finding's path, which an operation without a path means.
 */
export function changesOf(
  ops: readonly Op[],
  base: Path,
  input: JsonObject,
  context: ChangeContext,
): Result<readonly Change[], Refusal> {
  const all: Change[] = []
  let model: JsonObject = input
  for (const op of ops) {
    const path = concrete(op.path ?? base, model)
    if (path === undefined) {
      if (op.op === 'remove' || op.op === 'remove_item' || op.op === 'rename') continue
      return err({ code: 'PATH_NOT_FOUND', reason: `no list item matches ${JSON.stringify(op.path)}` })
    }
    if (op.expect !== undefined && !equalJson(valueIn(model, path) ?? null, op.expect)) {
      // Idempotence: what an applied operation left behind is not what it expected.
      if (satisfied(op, path, model, context)) continue
      return err({ code: 'EXPECTATION', reason: `the value at ${path.join('.')} is not what the policy saw` })
    }
    const changes = primitive(op, path, model, context)
    for (const change of changes) {
      all.push(change)
      const next = applyChange(model, change)
      if (!isObject(next))
        return err({ code: 'PATH_NOT_FOUND', reason: 'the operation would replace the resource' })
      model = next
    }
  }
  return ok(all)
}

function satisfied(op: Op, path: Path, model: Json, context: ChangeContext): boolean {
  return primitive(op, path, model, context).length === 0
}

function primitive(op: Op, path: Path, model: Json, context: ChangeContext): readonly Change[] {
  const now = valueIn(model, path)
  const as = 'as' in op && op.as !== undefined ? { as: op.as } : {}
  switch (op.op) {
    case 'set':
      return same(now, op.value, context.self) ? [] : [{ kind: 'put', path, value: op.value, ...as }]
    case 'ensure':
      return merge(path, now, op.value, as, context.self)
    case 'remove':
      return now === undefined ? [] : [{ kind: 'remove', path }]
    case 'ensure_item': {
      if (isList(now) && now.some((item) => holds(item, op.match))) return []
      const target = isList(now) ? [...path, now.length] : path
      return [{ kind: 'put', path: target, value: isList(now) ? op.value : [op.value], ...as }]
    }
    case 'remove_item': {
      const index = isList(now) ? now.findIndex((item) => holds(item, op.match)) : -1
      if (index < 0) return []
      const change: Change = { kind: 'remove', path: [...path, index] }
      const rest = applyChange(model, change)
      return [change, ...primitive(op, path, rest, context)]
    }
    case 'rename':
      return now === undefined || path.at(-1) === op.to ? [] : [{ kind: 'rename', path, to: op.to }]
    case 'add_resource': {
      const value = op.value
      if (!isObject(value)) return []
      const there = context.siblings.some(
        (other) => other.type === op.type && covers(other.input, value, context.self),
      )
      return there
        ? []
        : [{ kind: 'add_resource', type: op.type, name: op.name, value: referencesFirst(value) }]
    }
  }
}

/** Deep merge: what is there stays, also when it differs; what is missing is written. */
function merge(
  path: Path,
  now: Json | undefined,
  value: Json,
  as: { as?: 'block' | 'map' },
  self: string,
): readonly Change[] {
  if (now === undefined || now === null) return [{ kind: 'put', path, value, ...as }]
  if (!isObject(now) || !isObject(value) || isUnknown(now) || isReference(value)) return []
  return Object.keys(value).flatMap((key) => merge([...path, key], now[key], value[key] as Json, {}, self))
}

/** What a companion serves comes first, as people write it; Rego has sorted the rest by name. */
function referencesFirst(value: JsonObject): JsonObject {
  const weight = (key: string): number => (isReference(value[key]) ? 0 : isObject(value[key]) ? 2 : 1)
  const keys = Object.keys(value)
  return Object.fromEntries(
    [0, 1, 2].flatMap((w) => keys.filter((key) => weight(key) === w).map((key) => [key, value[key] as Json])),
  )
}

export function isReference(value: Json | undefined): value is { readonly $ref: readonly Json[] } {
  return isObject(value) && isList(value['$ref']) && Object.keys(value).length === 1
}

/** The literal inside `{"$lit": …}`, or the value. */
function unwrap(value: Json): Json {
  return isObject(value) && '$lit' in value && Object.keys(value).length === 1
    ? (value['$lit'] as Json)
    : value
}

/** True when the model's value is what writing `wanted` would give; a reference matches the unknown that refers there. */
export function same(now: Json | undefined, wanted: Json, self: string): boolean {
  if (isReference(wanted)) return refersTo(now, wanted.$ref, self)
  const literal = unwrap(wanted)
  if (literal !== wanted) return equalJson(now, literal)
  if (isList(wanted))
    return isList(now) && now.length === wanted.length && wanted.every((item, i) => same(now[i], item, self))
  if (!isObject(wanted)) return equalJson(now, wanted)
  if (!isObject(now) || Object.keys(now).length !== Object.keys(wanted).length) return false
  return Object.keys(wanted).every((key) => same(now[key], wanted[key] as Json, self))
}

/** True when the model holds everything of `wanted`, whatever else it holds. */
function covers(now: Json | undefined, wanted: Json, self: string): boolean {
  if (isReference(wanted) || !isObject(wanted)) return same(now, wanted, self)
  return isObject(now) && Object.keys(wanted).every((key) => covers(now[key], wanted[key] as Json, self))
}

function refersTo(now: Json | undefined, ref: readonly Json[], self: string): boolean {
  if (!isUnknown(now)) return false
  const target = ref[0] === '$self' ? self : ref.slice(0, 2).join('.')
  const refs = now['$refs']
  // A resource of a module is known by the module too.
  const refers = (to: Json): boolean => typeof to === 'string' && (to === target || to.endsWith(`.${target}`))
  return isList(refs) && refs.some(refers) && now.$unknown.endsWith(String(ref.at(-1)))
}
