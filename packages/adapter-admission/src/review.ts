import type { Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import { Refusal } from './refusal.ts'

/** What the API server asks about, as far as it matters here. */
export interface Review {
  readonly uid: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  readonly namespace: string | undefined
  readonly subresource: string | undefined
  /** Absent for what has none: a deletion, a connection. */
  readonly object: JsonObject | undefined
  readonly oldObject: JsonObject | undefined
}

const group = 'admission.k8s.io'
const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const

/**
 * Reads an AdmissionReview of `admission.k8s.io/v1`. Throws `Refusal` 400 for anything else: a review that is half understood
 * must not be answered with a verdict.
 */
export function readReview(body: string): Review {
  const review = parse(body)
  if (!isObject(review)) throw malformed('the body is no object')
  const { apiVersion, kind, request } = review
  if (kind !== 'AdmissionReview') throw malformed(`kind is ${shown(kind)}, not "AdmissionReview"`)
  if (apiVersion !== `${group}/v1`) throw otherVersion(apiVersion)
  if (!isObject(request)) throw malformed('request is missing')
  const { uid, namespace, subResource } = request
  if (typeof uid !== 'string' || uid === '') throw malformed('request.uid is missing')
  return {
    uid,
    operation: operationOf(request['operation']),
    namespace: text(namespace, 'request.namespace'),
    subresource: text(subResource, 'request.subResource'),
    object: objectAt(request, 'object'),
    oldObject: objectAt(request, 'oldObject'),
  }
}

function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    // What V8 says quotes the body, which may hold a secret.
    throw malformed('the body is not JSON')
  }
}

function operationOf(value: Json | undefined): Review['operation'] {
  const known = operations.find((operation) => operation === value)
  if (known === undefined)
    throw malformed(`request.operation is ${shown(value)}, not one of ${operations.join(', ')}`)
  return known
}

/** Without its kind an object would pass unseen, because no rule looks at it. */
function objectAt(request: JsonObject, name: 'object' | 'oldObject'): JsonObject | undefined {
  const value = request[name]
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) throw malformed(`request.${name} is no object`)
  for (const member of ['apiVersion', 'kind'] as const)
    if (typeof value[member] !== 'string' || value[member] === '')
      throw malformed(`request.${name}.${member} is missing`)
  return value
}

function text(value: Json | undefined, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw malformed(`${name} is no text`)
  return value
}

function otherVersion(apiVersion: Json | undefined): Refusal {
  return new Refusal(
    400,
    `apiVersion is ${shown(apiVersion)}; only "${group}/v1" is understood. Set admissionReviewVersions: ["v1"] in the webhook's configuration.`,
  )
}

function malformed(what: string): Refusal {
  return new Refusal(400, `This is no AdmissionReview: ${what}.`)
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? '').slice(0, 80)
}
