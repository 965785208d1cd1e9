import type { Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}

/**
 * The type of a resource: its kind, and the group of a kind that does not come with Kubernetes: `Deployment`, `Ingress`,
 * `Service.serving.knative.dev`. Kubernetes' own groups have no dot or end in `.k8s.io`.
 */
export function typeOf(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion)
  return group.includes('.') && !group.endsWith('.k8s.io') ? `${kind}.${group}` : kind
}

/** `namespace/Kind/name`; no namespace is made up where none is written. A generated name stands with its `*`. */
export function addressOf(manifest: JsonObject, kind: string): string {
  const metadata = isObject(manifest['metadata']) ? manifest['metadata'] : {}
  const name = text(metadata['name'])
  const generated = text(metadata['generateName'])
  const own = name ?? (generated === undefined ? undefined : `${generated}*`)
  const namespace = text(metadata['namespace'])
  return [namespace, kind, own].filter((part) => part !== undefined && part !== '').join('/')
}

/** Names that numbers or templates were put in place of are shown as they are written. */
function text(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return isObject(value) && typeof value['$unknown'] === 'string' ? value['$unknown'] : undefined
}

/** Makes addresses unique in the order they are asked for: `a`, `a#2`, `a#3`. */
export function uniqueAddresses(): (address: string) => string {
  const used = new Set<string>()
  return (address) => {
    let unique = address
    for (let n = 2; used.has(unique); n++) unique = `${address}#${n}`
    used.add(unique)
    return unique
  }
}
