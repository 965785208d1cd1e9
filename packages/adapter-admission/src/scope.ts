import type { JsonObject } from '@regraft/model'
import { equalJson, isList, isObject } from '@regraft/model'
import type { Review } from './review.ts'

/** Subresources through which a whole object comes in that may run something new. The others carry no manifest. */
const whole: readonly string[] = ['ephemeralcontainers']

/** The object of a review that has to be judged; undefined where there is nothing to say. */
export function subjectOf(review: Review, excluded: ReadonlySet<string>): JsonObject | undefined {
  const { operation, namespace, subresource, object, oldObject } = review
  if (object === undefined || operation === 'DELETE' || operation === 'CONNECT') return undefined
  if (namespace !== undefined && excluded.has(namespace)) return undefined
  if (subresource !== undefined && !whole.includes(subresource)) return undefined
  // Who takes the finalizer away from an old object that is going has to get through.
  const same = operation === 'UPDATE' && oldObject !== undefined && equalJson(said(object), said(oldObject))
  return same ? undefined : object
}

/**
 * Whether a controller owns it: its template is where a fix belongs. A patched Pod would differ from its template, and a
 * patched ReplicaSet would be replaced by its Deployment again and again.
 */
export function isOwned(object: JsonObject): boolean {
  const owners = metadataOf(object)['ownerReferences']
  return isList(owners) && owners.some((owner) => isObject(owner) && owner['controller'] === true)
}

/** Fields that the API server and controllers keep up to date; no rule is about them. */
const kept: ReadonlySet<string> = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'finalizers',
  'ownerReferences',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
])

function said({ status: _status, ...object }: JsonObject): JsonObject {
  const metadata = Object.entries(metadataOf(object)).filter(([name]) => !kept.has(name))
  return { ...object, metadata: Object.fromEntries(metadata) }
}

function metadataOf(object: JsonObject): JsonObject {
  return isObject(object['metadata']) ? object['metadata'] : {}
}
