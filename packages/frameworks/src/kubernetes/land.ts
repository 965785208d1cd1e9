import type { JsonObject, Refusal, Result } from '@regraft/model'
import { err, isObject, ok, valueAt } from '@regraft/model'
import type { DocumentOp, JsonDocument } from '@regraft/syntax'
import type { Change, Landing, Loaded, ReadDocument, Resource } from '../framework.ts'
import { contentFrom } from './content.ts'
import { typeOf } from './identity.ts'
import { landShared } from './land-yaml.ts'
import { longestPath } from './origin.ts'
import { landing, placeContent } from './place.ts'
import { isManifestDocument, type ManifestDocument } from './source.ts'

/** Turns a change of a manifest into operations on its file. */
export function land(
  change: Change,
  resource: Resource,
  loaded: Loaded,
  read: ReadDocument,
): Result<Landing, Refusal> {
  const document = read(resource.file)
  if (!isManifestDocument(document))
    return err({ code: 'UNREADABLE', reason: `${resource.file} cannot be read` })
  if (change.kind === 'add_resource') return addResource(change, resource, document)
  if (document.format === 'json') return landJson(change, resource, document)
  const all = loaded.resources.filter(({ file }) => file === resource.file)
  return landShared(change, resource, document, all)
}

function landJson(
  change: Exclude<Change, { kind: 'add_resource' }>,
  resource: Resource,
  document: JsonDocument,
): Result<Landing, Refusal> {
  const path = [...resource.at, ...change.path]
  if (resource.origin(change.path).kind === 'opaque')
    return err({ code: 'OPAQUE', reason: 'a template makes the value' })
  const there = longestPath(document.value, path)
  const missing = path.slice(there.length)
  if (change.kind !== 'put') {
    if (missing.length > 0) return ok({ ops: [], also: [] })
    const op: DocumentOp =
      change.kind === 'remove' ? { op: 'remove', path } : { op: 'rename', path, to: change.to }
    return landing(resource.file, op)
  }
  const placed = placeContent(there, valueAt(document.value, there), missing, change.value)
  return placed.ok ? landing(resource.file, { op: 'put', ...placed.value }) : placed
}

/** A new manifest goes right behind the one that needs it: a document after its document, an item after its item. */
function addResource(
  change: Extract<Change, { kind: 'add_resource' }>,
  resource: Resource,
  document: ManifestDocument,
): Result<Landing, Refusal> {
  const { value, type } = change
  const { apiVersion, kind } = value
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeOf(apiVersion, kind) !== type ||
    !isNamed(value)
  )
    return err({
      code: 'INCOMPLETE_RESOURCE',
      reason: `a new ${type} needs its apiVersion, kind and metadata.name`,
    })
  if (document.format === 'json' && resource.at.length === 0)
    return err({
      code: 'SINGLE_DOCUMENT',
      reason: 'a JSON file holds one manifest; make it a List to add another',
    })
  const content = contentFrom(value)
  return content.ok
    ? landing(resource.file, { op: 'insert', after: resource.at, content: content.value })
    : content
}

function isNamed({ metadata }: JsonObject): boolean {
  return isObject(metadata) && (metadata['name'] !== undefined || metadata['generateName'] !== undefined)
}
