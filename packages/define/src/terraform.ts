import { isObject, type Json } from '@regraft/model'
import { isUnknown } from './values.ts'

/** The address without the index of an instance: `aws_s3_bucket.logs` of `aws_s3_bucket.logs["a"]`. */
export function baseAddress(address: string): string {
  const mark = address.endsWith('"]') ? '["' : address.endsWith(']') ? '[' : undefined
  return mark === undefined ? address : address.slice(0, address.lastIndexOf(mark))
}

/** The name in the file: `logs` of `module.a.aws_s3_bucket.logs[0]`. */
export function label(address: string): string {
  return baseAddress(address).split('.').at(-1) ?? ''
}

/**
 * Whether a value names one of these: it is that text, a reference to a resource of that address, or that very
 * expression. Give a resource's address and its literal name to find what serves it.
 */
export function refersTo(value: unknown, names: readonly string[]): boolean {
  if (typeof value === 'string') return names.includes(value)
  if (!isUnknown(value)) return false
  return names.includes(value.$unknown) || (value.$refs ?? []).some((address) => names.includes(address))
}

/** What may stand for a resource where another refers to it: its address, that of all its instances, its name or the expression of it. */
export function namesOf(address: string, name: unknown): readonly string[] {
  const own = [address, baseAddress(address)]
  if (typeof name === 'string') return [...own, name]
  return isObject(name as Json) && isUnknown(name) ? [...own, name.$unknown] : own
}
