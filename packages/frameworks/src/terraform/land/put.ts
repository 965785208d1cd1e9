import type { Json, JsonObject, Path, Refusal } from '@regraft/model'
import { equalJson, err, isList, isObject, ok, valueIn } from '@regraft/model'
import { memberBody, schemaAt } from '../../schema/lookup.ts'
import type { BodySchema, ValueType } from '../../schema/types.ts'
import { chainOf } from '../chain.ts'
import { directoryOf, fileKind } from '../files.ts'
import type { Source } from '../language/value.ts'
import { isMapping, isSequence } from '../language/value.ts'
import type { Located, LocatedBlocks, LocatedBody, LocatedValue } from '../locate.ts'
import { documentOf, whyComputed } from '../locate.ts'
import { placeOf, standsPlainly } from '../place.ts'
import type { Body, Place } from '../source.ts'
import { within } from '../source.ts'
import { checkAt, checkBlock, checkMember, checkPath } from './check.ts'
import type { Hint } from './content.ts'
import type { FileOp, LandContext, Landed, Ops } from './context.ts'
import { find, inTurn, put, shareOf, writerFor } from './context.ts'
import { inWrittenOrder } from './items.ts'
import { writtenForm } from './precedent.ts'
import { refuse } from './refusals.ts'
import { landRemove } from './remove.ts'
import { holdsReference, literalOf, referenceOf } from './values.ts'

export interface Put {
  readonly kind: 'put'
  readonly path: Path
  readonly value: Json
  readonly as?: 'block' | 'map'
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

/**
 * Replaces a value: the literal that it is, wherever that stands, if every place that takes it wants the same; else the
 * nearest reference on its way to here that only such places share.
 */
function putValue(located: LocatedValue, change: Put, context: LandContext): Landed {
  const problem = checkValue(change.path, change.value, context)
  if (problem) return err(problem)
  const { value, attribute } = located
  if (isMapping(value) && isPlainObject(change.value)) return mergeObject(change, context)
  if (value.source === undefined) return refuse('COMPUTED', whyComputed(attribute.expr))
  let refusal: Landed | undefined
  const references = chainOf(value).map((via) => via.source)
  for (const source of [value.source, ...references.filter(standsPlainly)]) {
    const place = placeOf(source)
    if (place === undefined || !mayHold(place, change.value, context)) continue
    const also = shareOf(source, located.path, [], change, context)
    if (also.ok) {
      const writer = writerFor(context, place.file)
      const content = writer.value(change.value, typeAt(change.path, context))
      return ok({ ops: [put(place, content)], guesses: [], also: also.value })
    }
    refusal ??= also
  }
  return refusal ?? refuse('COMPUTED', value.source.site.sealed ?? whyComputed(attribute.expr))
}

/** A reference means a resource of its own module, and means nothing in a default or a variables file. */
function mayHold({ file, path }: Place, value: Json, { resource }: LandContext): boolean {
  if (!holdsReference(value)) return true
  const own = directoryOf(file) === directoryOf(resource.file)
  return own && fileKind(file) !== 'variables' && path[0] !== 'variable'
}

/** An object over one that exists: what differs is written, what is not wanted is removed; the rest stays as it stands. */
function mergeObject(change: Put, context: LandContext): Landed {
  const wanted = literalOf(change.value)
  if (!isObject(wanted) || referenceOf(change.value))
    return refuse('WRONG_SHAPE', `${change.path.join('.')} is a block`)
  const problem = checkValue(change.path, change.value, context)
  if (problem) return err(problem)
  const now = valueIn(context.resource.input, change.path)
  const current: JsonObject = isObject(now) ? now : {}
  const puts = Object.entries(wanted).filter(([key, value]) => !equalJson(current[key], value))
  const extra = Object.keys(current).filter((key) => !Object.hasOwn(wanted, key))
  const written = inTurn(puts, ([key, value]) =>
    landPut({ ...change, path: [...change.path, key], value }, context),
  )
  if (!written.ok) return written
  const removed = inTurn(extra, (key) => landRemove({ kind: 'remove', path: [...change.path, key] }, context))
  if (!removed.ok) return removed
  return merged(written.value, removed.value)
}

function merged(written: Ops, removed: Ops, more: readonly FileOp[] = []): Landed {
  return ok({
    ops: [...written.ops, ...removed.ops, ...more],
    guesses: written.guesses,
    also: [...written.also, ...removed.also],
  })
}

/** A list over blocks that exist: block by block, new ones at the end, surplus ones removed from the last. */
function mergeList({ value, schema, place }: LocatedBlocks, change: Put, context: LandContext): Landed {
  const count = value.items.length
  const wanted = literalOf(change.value)
  if (!isList(wanted)) return refuse('WRONG_SHAPE', `${change.path.join('.')} is a list of blocks`)
  const entries = [...wanted.entries()]
  const written = inTurn(entries, ([i, item]) =>
    landPut({ ...change, path: [...change.path, i], value: item }, context),
  )
  if (!written.ok) return written
  const surplus = Array.from({ length: Math.max(0, count - wanted.length) }, (_, i) => count - 1 - i)
  const removed = inTurn(surplus, (i) => landRemove({ kind: 'remove', path: [...change.path, i] }, context))
  if (!removed.ok) return removed
  // No blocks says "not managed here"; an empty list says "none".
  const none =
    schema?.kind === 'attribute' && wanted.length === 0 ? [put(place, { kind: 'list', items: [] })] : []
  return merged(written.value, removed.value, none)
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
  parent: LocatedBody,
  name: string,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const schema = parent.schema?.members.get(name)
  const problem = schema && checkMember(schema, value, name)
  if (problem) return err(problem)
  const also = shareOf(
    bodySource(parent),
    parent.path,
    change.path.slice(parent.path.length),
    change,
    context,
  )
  if (!also.ok) return also
  const writer = writerFor(context, parent.place.file, hintFor(change, context))
  const contents = writer.member(name, value, schema)
  const ops = contents.map((content, i) =>
    // The first block makes the list that the others are appended to.
    put(i === 0 ? within(parent.place, name) : within(parent.place, name, i), content),
  )
  return ok({ ops, guesses: writer.guesses, also: also.value })
}

/** What `bodyValue` gives the value of a body. */
export function bodySource({ place, body }: LocatedBody): Source {
  return { site: { ...place, body } }
}

function appendBlock(
  parent: LocatedBlocks,
  step: string | number,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const { schema, member } = parent
  const { items } = parent.value
  if (step !== items.length)
    return refuse('WRONG_SHAPE', `${member.name} is a list of ${items.length} blocks`)
  const body: BodySchema | undefined = schema && memberBody(schema)
  const problem = body && checkBlock(body, value, member.name)
  if (problem) return err(problem)
  // Bodies of blocks are what `bodyValue` puts there.
  const last = items.at(-1)?.source?.site.body as Body | undefined
  if (member.items.some(({ kind }) => kind === 'dynamic') || last?.place.path.at(-1) !== items.length - 1)
    return refuse('COMPUTED', `${member.name} is not one plain list of blocks`)
  const also = shareOf(
    bodySource(parent.parent),
    parent.parent.path,
    change.path.slice(parent.parent.path.length),
    change,
    context,
  )
  if (!also.ok) return also
  const writer = writerFor(context, last.place.file, hintFor(change, context))
  const list = { file: last.place.file, path: last.place.path.slice(0, -1) }
  return ok({
    ops: [put(within(list, step), writer.block(value, body))],
    guesses: writer.guesses,
    also: also.value,
  })
}

/** A new key of an object or item of a list that is written out; null makes room for either. */
function addToValue(
  parent: LocatedValue,
  missing: Path,
  value: Json,
  change: Put,
  context: LandContext,
): Landed {
  const [step = 0] = missing
  const at = parent.path
  const name = at.join('.')
  const problem = checkValue([...at, step], value, context)
  if (problem) return err(problem)
  const holder = documentOf(parent.value)
  const { source } = holder
  const place = source && placeOf(source)
  if (source === undefined || place === undefined || !mayHold(place, value, context))
    return refuse('COMPUTED', whyComputed(parent.attribute.expr))
  const also = shareOf(source, at, change.path.slice(at.length), change, context)
  if (!also.ok) return also
  const writer = writerFor(context, place.file)
  if (holder.kind === 'null') {
    const whole = wrap(value, [step])
    if (whole === undefined) return refuse('WRONG_SHAPE', `${name} is empty`)
    return ok({ ops: [put(place, writer.value(whole, typeAt(at, context)))], guesses: [], also: also.value })
  }
  const room = isSequence(holder)
    ? step === holder.items.length && inWrittenOrder(holder, place)
    : isMapping(holder) && typeof step === 'string'
  if (!room) return refuse('WRONG_SHAPE', `there is no place for ${step} in ${name}`)
  const content = writer.value(value, typeAt([...at, step], context))
  return ok({ ops: [put(within(place, step), content)], guesses: [], also: also.value })
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
