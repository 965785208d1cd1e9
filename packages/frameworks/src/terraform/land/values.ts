import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'

/** The steps of `{"$ref": […]}`, or undefined when the value is no reference. */
export function referenceOf(value: Json): Path | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined
  const steps = value['$ref']
  if (!isList(steps)) return undefined
  const path = steps.filter((step) => typeof step === 'string' || typeof step === 'number')
  return path.length === steps.length && typeof path[0] === 'string' ? path : undefined
}

/** What `{"$lit": x}` protects, or the value itself. */
export function literalOf(value: Json): Json {
  return isLiteral(value) ? (value['$lit'] as Json) : value
}

export function isLiteral(value: Json): value is { readonly $lit: Json } {
  return isObject(value) && Object.keys(value).length === 1 && value['$lit'] !== undefined
}

/** Whether a value refers to a resource anywhere inside it. */
export function refersTo(value: Json, address: string): boolean {
  const reference = referenceOf(value)
  if (reference) return reference[0] === '$self' || reference.slice(0, 2).join('.') === address
  if (isLiteral(value)) return false
  if (isList(value)) return value.some((item) => refersTo(item, address))
  return isObject(value) && Object.values(value).some((item) => refersTo(item, address))
}

/** Whether a value refers to any resource. */
export function holdsReference(value: Json): boolean {
  if (referenceOf(value)) return true
  if (isLiteral(value)) return false
  if (isList(value)) return value.some(holdsReference)
  return isObject(value) && Object.values(value).some(holdsReference)
}
