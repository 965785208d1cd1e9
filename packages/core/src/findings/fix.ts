import { isList, isObject, type Json, type JsonObject, levels } from '@regraft/model'
import {
  anything,
  at,
  kindOf,
  listOf,
  objectOf,
  oneOf,
  type Problem,
  record,
  type Shape,
  text,
  truth,
} from './problem.ts'

/** How deep alternatives and values of a fix may nest. */
const maxDepth = 64

const inputTypes = ['string', 'number', 'boolean', 'enum', 'cidr', 'list']

const inputShape: Shape = {
  required: { type: oneOf(inputTypes), description: text },
  optional: { default: anything, pattern: text, values: listOf(anything), secret: truth },
}

const fixShape: Shape = {
  required: { title: text, ops: listOf(anything) },
  optional: {
    level: oneOf(levels),
    because: text,
    inputs: objectOf((value) => record(value, inputShape)),
    alternatives: listOf(anything),
  },
}

/** Whether a value is a Fix of the policy contract; says where it is not. */
export function fixProblem(fix: Json, depth = 0): Problem {
  const problem = record(fix, fixShape)
  if (problem !== undefined || !isObject(fix)) return problem
  if (depth > maxDepth) return 'nests too many alternatives'
  const { ops, inputs, alternatives, level } = fix
  if (isList(ops) && ops.length === 0 && level !== 'manual') return '.ops is empty'
  const shapes = isObject(inputs) ? shapesFor(new Set(Object.keys(inputs))) : plainShapes
  const inOps = listOf((op) => opProblem(op, shapes))(ops as Json)
  if (inOps !== undefined) return at('ops', inOps)
  const inInputs = enumProblem(inputs)
  if (inInputs !== undefined) return inInputs
  if (alternatives === undefined) return undefined
  const inAlternatives = listOf((each) => fixProblem(each, depth + 1))(alternatives)
  return inAlternatives === undefined ? undefined : at('alternatives', inAlternatives)
}

function enumProblem(inputs: Json | undefined): Problem {
  if (!isObject(inputs)) return undefined
  for (const [name, spec] of Object.entries(inputs))
    if (isObject(spec) && spec['type'] === 'enum' && spec['values'] === undefined)
      return `.inputs.${name} is an enum without \`values\``
  return undefined
}

const as = oneOf(['block', 'map'])

/** Members of each operation beside `op`, `path` and `expect`. */
const members: { readonly [op: string]: (value: (json: Json) => Problem) => Shape } = {
  set: (value) => ({ required: { value }, optional: { as } }),
  ensure: (value) => ({ required: { value }, optional: { as } }),
  remove: () => ({ required: {}, optional: {} }),
  ensure_item: (value) => ({ required: { match: anything, value }, optional: { as } }),
  remove_item: () => ({ required: { match: anything }, optional: {} }),
  rename: () => ({ required: { to: text }, optional: {} }),
  add_resource: (value) => ({
    required: { type: text, name: text, value: (json) => (isObject(json) ? value(json) : notAnObject(json)) },
    optional: {},
  }),
}

function notAnObject(value: Json): Problem {
  return `is ${kindOf(value)}, not an object`
}

/** Shapes of operations of a fix that declares no input, which most do not. */
const plainShapes = shapesFor(new Set())

function shapesFor(inputs: ReadonlySet<string>): { readonly [op: string]: Shape } {
  const value = (json: Json): Problem => valueProblem(json, inputs)
  return Object.fromEntries(
    Object.entries(members).map(([op, shapeOf]) => {
      const { required, optional } = shapeOf(value)
      const shape: Shape = {
        required: { op: anything, ...required },
        optional: { path: listOf(segmentProblem), expect: anything, ...optional },
      }
      return [op, shape]
    }),
  )
}

function opProblem(op: Json, shapes: { readonly [op: string]: Shape }): Problem {
  if (!isObject(op)) return notAnObject(op)
  const kind = op['op']
  const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined
  if (shape !== undefined) return record(op, shape)
  const named = kind === undefined ? '(absent)' : JSON.stringify(kind)
  return `has op ${named}, not one of ${Object.keys(members).join(', ')}`
}

function segmentProblem(segment: Json): Problem {
  if (typeof segment === 'string') return undefined
  if (typeof segment === 'number')
    return Number.isSafeInteger(segment) && segment >= 0 ? undefined : `is ${segment}, no list index`
  if (!isObject(segment)) return `is ${kindOf(segment)}, not a key, an index or a match`
  const match = segment['match']
  if (Object.keys(segment).length !== 1 || !isObject(match) || Object.keys(match).length === 0)
    return 'is an object without a `match` that names members'
  return undefined
}

/** A value may ask for inputs and refer to resources; `$lit` takes what is inside literally. */
function valueProblem(value: Json, inputs: ReadonlySet<string>, depth = 0): Problem {
  if (depth > maxDepth) return 'nests too deep'
  if (isList(value)) return listOf((item) => valueProblem(item, inputs, depth + 1))(value)
  if (!isObject(value)) return undefined
  const special = Object.keys(value).find((key) => key.startsWith('$'))
  if (special === undefined) return objectOf((member) => valueProblem(member, inputs, depth + 1))(value)
  return specialProblem(value, special, inputs)
}

function specialProblem(value: JsonObject, special: string, inputs: ReadonlySet<string>): Problem {
  if (Object.keys(value).length !== 1) return `has other members beside \`${special}\``
  const inner = value[special] as Json
  switch (special) {
    case '$lit':
      return undefined
    case '$input':
      if (typeof inner === 'string' && inputs.has(inner)) return undefined
      return `asks for the input ${JSON.stringify(inner)}, which the fix does not declare`
    case '$ref': {
      const problem = listOf(segmentProblem)(inner)
      return problem === undefined ? undefined : at('$ref', problem)
    }
    default:
      return `has the unknown form \`${special}\`: one of $input, $ref, $lit`
  }
}
