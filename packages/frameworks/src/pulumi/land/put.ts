import type { Json, JsonObject, Path, Refusal, Result } from '@regraft/model'
import { equalJson, err, isList, isObject, ok } from '@regraft/model'
import type { Content } from '@regraft/syntax'
import type { Consumer } from '../../framework.ts'
import { checkAt, checkMember, checkPath } from '../../terraform/land/check.ts'
import { literalOf, referenceOf } from '../../terraform/land/values.ts'
import type { Node } from '../node.ts'
import { Writer } from './content.ts'
import { type LandContext, targetOf } from './owners.ts'
import { referenceIn } from './references.ts'
import { refuse } from './refusals.ts'
import { type FileOp, landRemove } from './remove.ts'

/** Operations in the order they are made, and what else changes with them. */
interface Ops {
  readonly ops: readonly FileOp[]
  readonly also: readonly Consumer[]
}

export type Landed = Result<Ops, Refusal>

/** Writes a value where the path leads; what is missing on the way is written too. */
export function landPut(path: Path, value: Json, context: LandContext): Landed {
  const { schema } = context.resource
  const problem = schema && checkPath(schema, path)
  if (problem) return err(problem)
  const { node, missing } = context.resource.find(path)
  if (node.form === 'opaque') return refuse('COMPUTED', node.why ?? 'it is computed')
  return missing.length === 0 ? replace(node, path, value, context) : add(node, path, missing, value, context)
}

function replace(node: Node, path: Path, value: Json, context: LandContext): Landed {
  const { schema } = context.resource
  const problem = schema && checkAt(schema, path, value)
  if (problem) return err(problem)
  const plain = literalOf(value)
  if (node.form === 'object' && isObject(plain) && referenceOf(value) === undefined)
    return merge(node, path, plain, context)
  if (node.bare && isList(plain)) {
    const [item, only] = [node.children.get(0), plain[0]]
    if (item === undefined || only === undefined || plain.length > 1)
      return refuse('WRONG_SHAPE', `${path.join('.')} is written as one value`)
    return replace(item, [...path, 0], only, context)
  }
  const content = writerFor(context).value(value, node.type, node.names)
  return content.ok ? put(node, [], content.value, path, context) : content
}

/** An object over one that exists: what differs is written, what is not wanted is removed; the rest stays as it stands. */
function merge(node: Node, path: Path, wanted: JsonObject, context: LandContext): Landed {
  const current = isObject(node.json) ? node.json : {}
  const steps: Landed[] = []
  for (const [key, value] of Object.entries(wanted))
    if (!equalJson(current[key], value)) steps.push(landPut([...path, key], value, context))
  for (const key of Object.keys(current))
    if (!Object.hasOwn(wanted, key)) steps.push(landRemove([...path, key], context))
  return joined(steps)
}

function joined(steps: readonly Landed[]): Landed {
  const ops: FileOp[] = []
  const also: Consumer[] = []
  for (const step of steps) {
    if (!step.ok) return step
    ops.push(...step.value.ops)
    also.push(...step.value.also)
  }
  return ok({ ops, also })
}

/** Something new in what exists: a property with what is missing above the value, or one more item. */
function add(node: Node, path: Path, missing: Path, value: Json, context: LandContext): Landed {
  const [step, ...rest] = missing
  const whole = wrap(value, rest)
  const at = path.slice(0, path.length - missing.length)
  const name = [...at, step].join('.')
  if (step === undefined || whole === undefined) return refuse('WRONG_SHAPE', `there is no item ${name}`)
  if (node.form === 'object') return addProperty(node, String(step), whole, path, context)
  if (node.form !== 'list' || node.bare || step !== node.children.size)
    return refuse('WRONG_SHAPE', `there is no place for ${name}`)
  const { schema } = context.resource
  const problem = schema && checkAt(schema, [...at, step], whole)
  if (problem) return err(problem)
  const type = 'of' in node.type && node.type.kind !== 'map' ? node.type.of : node.type
  const content = writerFor(context).value(whole, type, node.names)
  return content.ok ? put(node, [step], content.value, path, context) : content
}

function addProperty(node: Node, step: string, value: Json, path: Path, context: LandContext): Landed {
  const writer = writerFor(context)
  const { type, names } = node
  if (type.kind !== 'object') {
    const content = writer.value(value, type.kind === 'map' ? type.of : { kind: 'any' }, names)
    return content.ok ? put(node, [step], content.value, path, context) : content
  }
  const member = type.body.members.get(step)
  // An incomplete schema lets anything be there, but not how a program spells it.
  if (member === undefined) return refuse('NOT_IN_SCHEMA', `nothing says how ${path.join('.')} is written`)
  const problem = checkMember(member, value, [...names, step].join('.'))
  if (problem) return err(problem)
  const entry = writer.member(member, value, names)
  return entry.ok ? put(node, [entry.value[0]], entry.value[1], path, context) : entry
}

/** One operation at a place below a node, or where the variable that holds the node is used. */
function put(node: Node, below: Path, content: Content, path: Path, context: LandContext): Landed {
  const { file, path: at } = node.place
  if (node.missing) return ok({ ops: [arguments_(node, below, content)], also: [] })
  const target = targetOf({ place: { file, path: [...at, ...below] }, links: node.links }, path, context)
  if (!target.ok) return target
  const { place, also } = target.value
  return ok({ ops: [{ file: place.file, op: { op: 'put', path: place.path, content } }], also })
}

/** The whole argument where the program gives none. */
function arguments_(node: Node, below: Path, content: Content): FileOp {
  const whole = below.reduceRight<Content>(
    (inner, step) => ({ kind: 'map', entries: [[String(step), inner]] }),
    content,
  )
  return { file: node.place.file, op: { op: 'put', path: node.place.path, content: whole } }
}

/** The value with the steps above it made: names become objects, 0 becomes a list. */
function wrap(value: Json, steps: Path): Json | undefined {
  let out = value
  for (const step of [...steps].reverse()) {
    if (typeof step === 'number' && step !== 0) return undefined
    out = typeof step === 'number' ? [out] : { [step]: out }
  }
  return out
}

function writerFor(context: LandContext): Writer {
  return new Writer(context.resource.type, (steps) => referenceIn(context, steps))
}
