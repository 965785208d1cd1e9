import type { Json, Path, Refusal, Result } from '@regraft/model'
import { err, isList, isObject, isUnknown, ok, valueAt } from '@regraft/model'
import type { SharedUse, YamlDocument } from '@regraft/syntax'
import { contentOf } from '@regraft/syntax/yaml'
import type { Change, Consumer, Landing, Resource } from '../framework.ts'
import { consumersOf, opaqueReason, type Placed } from './origin.ts'
import { changed } from './override.ts'
import { landing, placeContent } from './place.ts'
import { sameShape } from './shape.ts'

type LocalChange = Exclude<Change, { kind: 'add_resource' }>

interface Context {
  readonly change: LocalChange
  readonly resource: Resource
  readonly document: YamlDocument
  readonly all: readonly Placed[]
}

/**
 * Lands a change of a YAML manifest. A value behind an alias or `<<` is edited where it is written when everything that
 * reads it is the same kind of place, and so wants the same value; else it is overridden where it is used.
 */
export function landShared(
  change: LocalChange,
  resource: Resource,
  document: YamlDocument,
  all: readonly Placed[],
): Result<Landing, Refusal> {
  const context: Context = { change, resource, document, all }
  const trace = document.trace([...resource.at, ...change.path])
  if (trace === undefined) return err({ code: 'UNREADABLE', reason: `${resource.file} does not parse` })
  const why = opaqueReason(trace)
  if (why !== undefined) return err({ code: 'OPAQUE', reason: why })
  const { path, missing, use } = trace
  if (missing.length > 0 && change.kind !== 'put') return ok({ ops: [], also: [] })
  const others = otherReaders(context, path, missing)
  if (others !== undefined) return landAt(context, path, missing, others)
  if (use === undefined)
    return err({
      code: 'SHARED_ANCHOR',
      reason: 'an anchor here is read at other places that may want another value',
    })
  return override(context, use)
}

/** Everything else in manifests that reads a written place; undefined when those are not the same kind of place. */
function otherReaders(
  { change, resource, document, all }: Context,
  path: Path,
  missing: Path,
): readonly Consumer[] | undefined {
  // What merges this map would change with it, key by key.
  if (missing.length === 0 && change.kind !== 'rename' && document.isMerged(path)) return undefined
  const readers = consumersOf(document, [...path, ...missing], all)
  const others = readers.filter(
    (reader) => reader.address !== resource.address || !equalPath(reader.path, change.path),
  )
  const own = { address: resource.address, path: change.path }
  return others.length === 0 || sameShape([own, ...others.filter((other) => !isDefinition(other))], all)
    ? others
    : undefined
}

/** A top-level `x-…` field only holds anchors for others. */
function isDefinition({ path }: Consumer): boolean {
  return typeof path[0] === 'string' && path[0].startsWith('x-')
}

function landAt(
  { change, resource }: Context,
  path: Path,
  missing: Path,
  also: readonly Consumer[],
): Result<Landing, Refusal> {
  const { file } = resource
  if (change.kind === 'remove') return landing(file, { op: 'remove', path }, also)
  if (change.kind === 'rename') return landing(file, { op: 'rename', path, to: change.to }, also)
  const found = valueAt(resource.input, change.path.slice(0, change.path.length - missing.length))
  const placed = placeContent(path, found, missing, change.value)
  return placed.ok ? landing(file, { op: 'put', ...placed.value }, also) : placed
}

/** Writes the whole value where it is used, with the change in it: the anchor and its other readers stay as they are. */
function override(context: Context, use: SharedUse): Result<Landing, Refusal> {
  const { change, resource } = context
  const at = use.merged === undefined ? use.path : [...use.path, use.merged]
  const inside = at.slice(resource.at.length)
  const rest = change.path.slice(inside.length)
  const others = otherReaders({ ...context, change: { ...change, path: inside } }, at, [])
  const refuse = (reason: string): Result<Landing, Refusal> => err({ code: 'SHARED_ANCHOR', reason })
  if (others === undefined) return refuse('an alias here is itself part of an anchor that other places read')
  if (change.kind !== 'put' && rest.length === 0) {
    if (use.merged !== undefined)
      return refuse('a key that comes from a merge cannot be taken out at one place alone')
    return change.kind === 'remove'
      ? landing(resource.file, { op: 'remove', path: at }, others)
      : landing(resource.file, { op: 'rename', path: at, to: change.to }, others)
  }
  const value = changed(valueAt(resource.input, inside), { ...change, path: rest })
  if (value === undefined || holdsUnknown(value))
    return refuse('the shared value holds what a template makes')
  return landing(
    resource.file,
    { op: 'put', path: at, content: contentOf(value) },
    others.map((other) => ({ ...other, path: [...other.path, ...rest] })),
  )
}

function holdsUnknown(value: Json): boolean {
  if (isList(value)) return value.some(holdsUnknown)
  return isObject(value) && (isUnknown(value) || Object.values(value).some(holdsUnknown))
}

function equalPath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}
