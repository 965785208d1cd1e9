import type { Json, JsonObject, Path, Refusal } from '@regraft/model'
import { equalJson, err, isList, isObject, ok, valueAt } from '@regraft/model'
import { memberBody, schemaAt } from '../../schema/lookup.ts'
import type { BodySchema, ValueType } from '../../schema/types.ts'
import type { Located, Present } from '../locate.ts'
import { within } from '../source.ts'
import { checkAt, checkBlock, checkMember, checkPath } from './check.ts'
import type { Hint } from './content.ts'
import type { LandContext, Landed } from './context.ts'
import { find, inTurn, put, shared, sharedLink, writerFor } from './context.ts'
import { writtenForm } from './precedent.ts'
import { refuse } from './refusals.ts'
import { landRemove } from './remove.ts'
import { literalOf, referenceOf } from './values.ts'

export interface Put {
  readonly path: Path
  readonly value: Json
  readonly as?: 'block' | 'map' | undefined
}

/** Writes a value where the path leads; what is missing on the way is written too. */
export function landPut(change: Put, context: LandContext): Landed {
  const { schema } = context.resource
  const problem = schema && checkPath(schema, change.path)
  if (problem) return err(problem)
  const located = find(context, change.path)
  switch (located.kind) {
    case 'opaque':
      return refuse('COMPUTED', located.why)
    case 'absent':
      return putAbsent(located, change, context)
    case 'body':
      return mergeObject(change, context)
    case 'blocks':
      return mergeList(located, change, context)
    case 'value':
      return putValue(located, change, context)
  }
}

/** Replaces a value that is written out, at its owner if nothing else uses that, else at the use. */
function putValue(located: Extract<Located, { kind: 'value' }>, change: Put, context: LandContext): Landed {
  const problem = checkValue(change.path, change.value, context)
  if (problem) return err(problem)
  const { shape, links } = located
  const stop = sharedLink(links, context)
  if (stop === undefined && shape.kind === 'collection' && !shape.list && isPlainObject(change.value))
    return mergeObject(change, context)
  if (stop !== undefined && stop.rest.length > 0) return shared(stop, context)
  const place = stop?.use ?? located.place
  const writer = writerFor(context, place.file)
  return ok({ ops: [put(place, writer.value(change.value, typeAt(change.path, context)))], guesses: [] })
}

/** An object over one that exists: what differs is written, what is not wanted is removed; the rest stays as it stands. */
function mergeObject(change: Put, context: LandContext): Landed {
  const wanted = literalOf(change.value)
  if (!isObject(wanted) || referenceOf(change.value))
    return refuse('WRONG_SHAPE', `${change.path.join('.')} is a block`)
  const problem = checkValue(change.path, change.value, context)
  if (problem) return err(problem)
  const now = valueAt(context.resource.input, change.path)
  const current: JsonObject = isObject(now) ? now : {}
  const puts = Object.entries(wanted).filter(([key, value]) => !equalJson(current[key], value))
  const extra = Object.keys(current).filter((key) => !Object.hasOwn(wanted, key))
  const written = inTurn(puts, ([key, value]) =>
    landPut({ ...change, path: [...change.path, key], value }, context),
  )
  if (!written.ok) return written
  const removed = inTurn(extra, (key) => landRemove([...change.path, key], context))
  if (!removed.ok) return removed
  return ok({ ops: [...written.value.ops, ...removed.value.ops], guesses: written.value.guesses })
}

/** A list over blocks that exist: block by block, new ones at the end, surplus ones removed from the last. */
function mergeList(
  { elements, schema, place }: Extract<Located, { kind: 'blocks' }>,
  change: Put,
  context: LandContext,
): Landed {
  const count = elements.length
  const wanted = literalOf(change.value)
  if (!isList(wanted)) return refuse('WRONG_SHAPE', `${change.path.join('.')} is a list of blocks`)
  const entries = [...wanted.entries()]
  const written = inTurn(entries, ([i, value]) =>
    landPut({ ...change, path: [...change.path, i], value }, context),
  )
  if (!written.ok) return written
  const surplus = Array.from({ length: Math.max(0, count - wanted.length) }, (_, i) => count - 1 - i)
  const removed = inTurn(surplus, (i) => landRemove([...change.path, i], context))
  if (!removed.ok) return removed
  // No blocks says "not managed here"; an empty list says "none".
  const none =
    schema?.kind === 'attribute' && wanted.length === 0 ? [put(place, { kind: 'list', items: [] })] : []
  return ok({ ops: [...written.value.ops, ...removed.value.ops, ...none], guesses: written.value.guesses })
}

function putAbsent(
  { parent, missing }: Extract<Located, { kind: 'absent' }>,
  change: Put,
  context: LandContext,
): Landed {
  const [step, ...rest] = missing
  const value = wrap(change.value, rest)
  if (step === undefined || value === undefined)
    return refuse('WRONG_SHAPE', `there is no item ${missing.join('.')}`)
  switch (parent.kind) {
    case 'body':
      return addMember(parent, String(step), value, change, context)
    case 'blocks':
      return appendBlock(parent, step, value, change, context)
    case 'value':
      return addToValue(parent, missing, value, change, context)
  }
}

/** The value with the steps above it made: names become objects, 0 becomes a list. */
function wrap(value: Json, steps: Path): Json | undefined {
  let out = value
  for (const step of [...steps].reverse()) {
    if (step !== 0 && typeof step === 'number') return undefined
    out = typeof step === 'number' ? [out] : { [step]: out }
  }
  return out
}

function addMember(
  parent: Extract<Present, { kind: 'body' }>,
  name: string,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const schema = parent.schema?.members.get(name)
  const problem = schema && checkMember(schema, value, name)
  if (problem) return err(problem)
  const writer = writerFor(context, parent.place.file, hintFor(change, context))
  const contents = writer.member(name, value, schema)
  const ops = contents.map((content, i) =>
    // The first block makes the list that the others are appended to.
    put(i === 0 ? within(parent.place, name) : within(parent.place, name, i), content),
  )
  return ok({ ops, guesses: writer.guesses })
}

function appendBlock(
  parent: Extract<Present, { kind: 'blocks' }>,
  step: string | number,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const { elements, schema } = parent
  if (step !== elements.length)
    return refuse('WRONG_SHAPE', `${parent.member.name} is a list of ${elements.length} blocks`)
  const body: BodySchema | undefined = schema && memberBody(schema)
  const problem = body && checkBlock(body, value, parent.member.name)
  if (problem) return err(problem)
  const last = elements.at(-1)?.body
  if (
    elements.some(({ dynamic }) => dynamic !== undefined) ||
    last?.place.path.at(-1) !== elements.length - 1
  )
    return refuse('COMPUTED', `${parent.member.name} is not one plain list of blocks`)
  const writer = writerFor(context, last.place.file, hintFor(change, context))
  const list = { file: last.place.file, path: last.place.path.slice(0, -1) }
  return ok({ ops: [put(within(list, step), writer.block(value, body))], guesses: writer.guesses })
}

/** A new key of an object or item of a list that is written out; null makes room for either. */
function addToValue(
  parent: Extract<Present, { kind: 'value' }>,
  missing: Path,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const [step = 0] = missing
  const at = change.path.slice(0, change.path.length - missing.length)
  const name = at.join('.')
  const problem = checkValue([...at, step], value, context)
  if (problem) return err(problem)
  const stop = sharedLink(parent.links, context)
  if (stop !== undefined) return shared(stop, context)
  const { shape, place } = parent
  const writer = writerFor(context, place.file)
  if (shape.kind === 'scalar' && shape.value === null) {
    const whole = wrap(value, [step])
    if (whole === undefined) return refuse('WRONG_SHAPE', `${name} is empty`)
    return ok({ ops: [put(place, writer.value(whole, typeAt(at, context)))], guesses: [] })
  }
  if (shape.kind !== 'collection') return refuse('WRONG_SHAPE', `${name} holds no ${step}`)
  if (shape.list ? step !== shape.keys.length : typeof step === 'number')
    return refuse('WRONG_SHAPE', `there is no place for ${step} in ${name}`)
  const content = writer.value(value, typeAt([...at, step], context))
  return ok({ ops: [put(within(place, step), content)], guesses: [] })
}

function checkValue(path: Path, value: Json, { resource }: LandContext): Refusal | undefined {
  return resource.schema && checkAt(resource.schema, path, value)
}

function typeAt(path: Path, { resource }: LandContext): ValueType | undefined {
  const node = resource.schema && schemaAt(resource.schema, path)
  return node === undefined || node === 'open' || node.kind === 'block' ? undefined : node.type
}

/** `as` if the policy says, else how the module already writes that name in resources of this type. */
function hintFor(change: Put, context: LandContext): Hint {
  return (name) => change.as ?? writtenForm(name, context)
}

function isPlainObject(value: Json): boolean {
  return isObject(value) && referenceOf(value) === undefined
}
