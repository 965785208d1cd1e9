import type { Json, JsonObject, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { groupOf } from './identity.ts'

/** One manifest of a file and where it stands. */
export interface Manifest {
  readonly path: Path
  readonly apiVersion: string
  readonly kind: string
  readonly value: JsonObject
}

/** Groups whose files are read by tools and never reach a cluster. */
const toolGroups = /^(?:kustomize\.config\.k8s\.io|audit\.k8s\.io|kubelet\.config\.k8s\.io|kind\.x-k8s\.io)$/

/** The manifests of one document: itself, or the items of a `List`. */
export function manifestsOf(value: Json, path: Path): readonly Manifest[] {
  return collect(value, path, undefined)
}

/** `list`: of an item of a typed list, which need not say what it is. */
function collect(value: Json, path: Path, list: Manifest | undefined): readonly Manifest[] {
  if (!isObject(value)) return []
  const apiVersion = value['apiVersion'] ?? list?.apiVersion
  const kind = value['kind'] ?? list?.kind.slice(0, -4)
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') return []
  // `$patch` makes it a change of a manifest for kustomize, not a manifest.
  if (toolGroups.test(groupOf(apiVersion)) || Object.hasOwn(value, '$patch')) return []
  const manifest: Manifest = { path, apiVersion, kind, value }
  const items = value['items']
  // A list has no metadata.name: a resource whose kind only ends in "List" has one.
  if (!kind.endsWith('List') || !isList(items) || list !== undefined || isNamed(value)) return [manifest]
  return items.flatMap((item, i) =>
    collect(item, [...path, 'items', i], kind === 'List' ? undefined : manifest),
  )
}

function isNamed(value: JsonObject): boolean {
  return isObject(value['metadata']) && value['metadata']['name'] !== undefined
}
