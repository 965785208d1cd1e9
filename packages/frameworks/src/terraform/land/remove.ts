import type { Path, Refusal, Result } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Change, Consumer } from '../../framework.ts'
import { schemaAt } from '../../schema/lookup.ts'
import { isMapping, isSequence } from '../language/value.ts'
import type { Located, LocatedBody, LocatedValue } from '../locate.ts'
import { documentOf, whyComputed } from '../locate.ts'
import { placeOf } from '../place.ts'
import type { Place } from '../source.ts'
import { within } from '../source.ts'
import { checkPath } from './check.ts'
import type { FileOp, LandContext, Landed } from './context.ts'
import { find, nothing, remove, shareOf } from './context.ts'
import { itemPlace } from './items.ts'
import { bodySource } from './put.ts'
import { refuse } from './refusals.ts'

type Remove = Extract<Change, { kind: 'remove' }>
type Rename = Extract<Change, { kind: 'rename' }>

/** Removes what stands at a path: an argument where it is used, a block, every block of a list, an entry of a literal. */
export function landRemove(change: Remove, context: LandContext): Landed {
  const { path } = change
  const located = find(context, path)
  if (located.kind === 'absent') return nothing
  if (located.kind === 'opaque') return refuse('COMPUTED', located.why)
  const { schema } = context.resource
  const node = schema && schemaAt(schema, path)
  if (node !== undefined && node !== 'open' && node.kind !== 'value' && node.required)
    if (typeof path.at(-1) === 'string') return refuse('REQUIRED_ARGUMENT', `${path.join('.')} is required`)
  const entries = entriesAt(change, located, context)
  if (!entries.ok) return entries
  return ok({ ops: entries.value.places.map(remove).reverse(), guesses: [], also: entries.value.also })
}

/** Gives an argument, block or key another name; its value stays as it is written. */
export function landRename(change: Rename, context: LandContext): Landed {
  const { path, to } = change
  const located = find(context, path)
  if (located.kind === 'absent') return nothing
  if (find(context, [...path.slice(0, -1), to]).kind !== 'absent')
    return refuse('WRONG_SHAPE', `${to} is there already`)
  const { schema } = context.resource
  const problem = schema && checkPath(schema, [...path.slice(0, -1), to])
  if (problem) return err(problem)
  const entries = entriesAt(change, located, context)
  if (!entries.ok) return entries
  const ops = entries.value.places.map(
    ({ file, path: at }): FileOp => ({ file, op: { op: 'rename', path: at, to } }),
  )
  return ok({ ops: ops.reverse(), guesses: [], also: entries.value.also })
}

interface Entries {
  readonly places: readonly Place[]
  readonly also: readonly Consumer[]
}

/** Where the entry itself is written, name and value: not where its value comes from. */
function entriesAt(
  change: Remove | Rename,
  located: Located,
  context: LandContext,
): Result<Entries, Refusal> {
  const { path } = change
  const step = path.at(-1)
  const parent = find(context, path.slice(0, -1))
  if (step === undefined) return refuse('COMPUTED', 'it is not written out')
  if (parent.kind === 'body') return inBody(parent, located, change, context)
  if (parent.kind === 'blocks' && located.kind === 'body') {
    if (!parent.member.items.some((item) => item.kind === 'block' && item.body === located.body))
      return refuse('COMPUTED', `${parent.member.name} is made by a dynamic block`)
    return shared(located, located.path, [], [located.place], change, context)
  }
  if (parent.kind === 'value' && located.kind === 'value')
    return inValue(parent, located, step, change, context)
  return refuse('COMPUTED', 'it is not written out')
}

function inBody(
  parent: LocatedBody,
  located: Located,
  change: Remove | Rename,
  context: LandContext,
): Result<Entries, Refusal> {
  const rest = change.path.slice(parent.path.length)
  const name = String(rest[0])
  const member = parent.body.members(parent.schema).get(name)
  const layers = (parent.body.layers ?? [parent.body]).filter((body) => body.members(parent.schema).has(name))
  if (layers.length > 1) return refuse('OVERRIDDEN', `${name} is set in an override file as well`)
  if (member === undefined) return refuse('COMPUTED', 'it is not written out')
  if (member.kind === 'attribute') return shared(parent, parent.path, rest, [member.place], change, context)
  const bodies = member.items.flatMap((item) => (item.kind === 'block' ? [item.body.place] : []))
  if (bodies.length < member.items.length)
    return refuse('COMPUTED', `${member.name} is made by a dynamic block`)
  // JSON writes them as one list under one key; without any the key goes too, for `[]` may mean something else.
  const json = located.kind === 'blocks' && located.place.file.endsWith('.json')
  return shared(parent, parent.path, rest, json ? [located.place] : bodies, change, context)
}

function shared(
  body: LocatedBody,
  path: Path,
  rest: Path,
  places: readonly Place[],
  change: Change,
  context: LandContext,
): Result<Entries, Refusal> {
  const also = shareOf(bodySource(body), path, rest, change, context)
  return also.ok ? ok({ places, also: also.value }) : also
}

/** An entry of a collection that is written out; of one that is computed, an item that is written out itself. */
function inValue(
  parent: LocatedValue,
  located: LocatedValue,
  step: string | number,
  change: Change,
  context: LandContext,
): Result<Entries, Refusal> {
  const holder = documentOf(parent.value)
  const { source } = holder
  const place = source && placeOf(source)
  if (source !== undefined && place !== undefined) {
    const entry = isSequence(holder) ? itemPlace(holder, place, Number(step)) : within(place, step)
    if (entry === undefined) return refuse('COMPUTED', whyComputed(parent.attribute.expr))
    const also = shareOf(source, parent.path, [step], change, context)
    return also.ok ? ok({ places: [entry], also: also.value }) : also
  }
  const own = located.value.source
  const at = own && placeOf(own)
  if (own === undefined || at === undefined || located.value.via !== undefined || isMapping(parent.value))
    return refuse('COMPUTED', whyComputed(parent.attribute.expr))
  const also = shareOf(own, located.path, [], change, context)
  return also.ok ? ok({ places: [at], also: also.value }) : also
}
