import type { Json, JsonObject } from '@regraft/model'
import { isObject, setMember } from '@regraft/model'
import { documentsOf } from '../documents.ts'
import type { ForeignFiles } from '../sources.ts'
import { textIn } from './objects.ts'

/** Manifests as Gatekeeper lays out what a cluster holds: by scope, namespace, group and version, kind, name. */
export function inventoryOf(files: ForeignFiles): JsonObject {
  const root: Record<string, Json> = {}
  for (const [path, text] of Object.entries(files)) {
    for (const { value } of documentsOf(path, text).documents) {
      const [apiVersion, kind] = [textIn(value, 'apiVersion'), textIn(value, 'kind')]
      const name = textIn(value, 'metadata', 'name')
      const namespace = textIn(value, 'metadata', 'namespace')
      if (apiVersion === undefined || kind === undefined || name === undefined) continue
      const scope = namespace === undefined ? ['cluster'] : ['namespace', namespace]
      place(root, [...scope, apiVersion, kind, name], value)
    }
  }
  return root
}

function place(root: Record<string, Json>, path: readonly string[], value: Json): void {
  let at = root
  for (const step of path.slice(0, -1)) {
    const there = Object.hasOwn(at, step) ? at[step] : undefined
    // What stands here was made below.
    const next = isObject(there) ? (there as Record<string, Json>) : {}
    setMember(at, step, next)
    at = next
  }
  setMember(at, path.at(-1) ?? '', value)
}
