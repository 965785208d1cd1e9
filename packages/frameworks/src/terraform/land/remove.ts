import type { Path } from '@regraft/model'
import { err, ok } from '@regraft/model'
import { schemaAt } from '../../schema/lookup.ts'
import type { Located, Present } from '../locate.ts'
import type { Place } from '../source.ts'
import { within } from '../source.ts'
import { checkPath } from './check.ts'
import type { FileOp, LandContext, Landed } from './context.ts'
import { find, nothing, remove, shared, sharedLink } from './context.ts'
import { refuse } from './refusals.ts'

/** Removes what stands at a path: an argument where it is used, a block, every block of a list, an entry of a literal. */
export function landRemove(path: Path, context: LandContext): Landed {
  const located = find(context, path)
  if (located.kind === 'absent') return nothing
  if (located.kind === 'opaque') return refuse('COMPUTED', located.why)
  const { schema } = context.resource
  const node = schema && schemaAt(schema, path)
  if (node !== undefined && node !== 'open' && node.kind !== 'value' && node.required)
    if (typeof path.at(-1) === 'string') return refuse('REQUIRED_ARGUMENT', `${path.join('.')} is required`)
  const places = entryPlaces(path, located, context)
  if (!places.ok) return places
  return ok({ ops: places.value.map(remove).reverse(), guesses: [] })
}

/** Gives an argument, block or key another name; its value stays as it is written. */
export function landRename(path: Path, to: string, context: LandContext): Landed {
  const located = find(context, path)
  if (located.kind === 'absent') return nothing
  if (find(context, [...path.slice(0, -1), to]).kind !== 'absent')
    return refuse('WRONG_SHAPE', `${to} is there already`)
  const { schema } = context.resource
  const problem = schema && checkPath(schema, [...path.slice(0, -1), to])
  if (problem) return err(problem)
  const places = entryPlaces(path, located, context)
  if (!places.ok) return places
  const ops = places.value.map(({ file, path: at }): FileOp => ({ file, op: { op: 'rename', path: at, to } }))
  return ok({ ops: ops.reverse(), guesses: [] })
}

type Entries = { readonly ok: true; readonly value: readonly Place[] } | Extract<Landed, { ok: false }>

/** Where the entry itself is written, name and value: not where its value comes from. */
function entryPlaces(path: Path, located: Located, context: LandContext): Entries {
  if (located.kind === 'blocks') {
    if (located.elements.some(({ dynamic }) => dynamic !== undefined))
      return refuse('COMPUTED', `${located.member.name} is made by a dynamic block`)
    // JSON writes them as one list under one key; without any the key goes too, for `[]` may mean something else.
    if (located.place.file.endsWith('.json')) return ok([located.place])
    return ok(located.elements.map(({ body }) => body.place))
  }
  if (located.kind === 'body') return ok([located.place])
  const step = path.at(-1)
  const parent = find(context, path.slice(0, -1))
  if (step === undefined || (parent.kind !== 'body' && parent.kind !== 'value'))
    return refuse('COMPUTED', 'it is not written out')
  return parent.kind === 'body' ? memberPlace(parent, String(step)) : itemPlace(parent, step, context)
}

function memberPlace(parent: Extract<Present, { kind: 'body' }>, name: string): Entries {
  const layers = (parent.body.layers ?? [parent.body]).filter((body) => body.members(parent.schema).has(name))
  if (layers.length > 1) return refuse('OVERRIDDEN', `${name} is set in an override file as well`)
  const member = parent.body.members(parent.schema).get(name)
  if (member?.kind !== 'attribute') return refuse('COMPUTED', `${name} is made by a dynamic block`)
  return ok([member.place])
}

function itemPlace(
  parent: Extract<Present, { kind: 'value' }>,
  step: string | number,
  context: LandContext,
): Entries {
  const stop = sharedLink(parent.links, context)
  return stop === undefined ? ok([within(parent.place, step)]) : shared(stop, context)
}
