import { equalJson, isList, isObject, type Json, type Param } from '@regraft/model'

/** What is wrong with a value: `must be …, not …`, and what to give instead. */
export interface ValueProblem {
  readonly message: string
  readonly hint: string
  /** Steps to the part that is wrong. */
  readonly path: readonly number[]
}

const names: { readonly [type in Param['type']]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  map: 'a map',
}

/** The first thing for which a value does not suit a parameter; undefined: it does. */
export function wrongValue(value: Json, param: Param): ValueProblem | undefined {
  const hint = param.description ?? `It is ${names[param.type]}.`
  if (!hasType(value, param.type))
    return { message: `must be ${names[param.type]}, not ${said(value)}`, hint, path: [] }
  const size = sizeOf(value)
  const bounds = size === undefined ? undefined : outOfBounds(size, param)
  if (bounds !== undefined) return { message: bounds, hint, path: [] }
  const parts = isList(value) ? value.map((part, i) => ({ part, path: [i] })) : [{ part: value, path: [] }]
  for (const { part, path } of parts) {
    const message = wrongPart(part, param)
    if (message !== undefined) return { message, hint, path }
  }
  return undefined
}

function hasType(value: Json, type: Param['type']): boolean {
  if (type === 'list') return isList(value)
  if (type === 'map') return isObject(value)
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  return typeof value === type
}

interface Size {
  readonly count: number
  readonly unit: string
}

/** What `min` and `max` bound. */
function sizeOf(value: Json): Size | undefined {
  if (typeof value === 'number') return { count: value, unit: '' }
  if (typeof value === 'string') return { count: [...value].length, unit: ' characters' }
  if (isList(value)) return { count: value.length, unit: ' items' }
  return undefined
}

function outOfBounds({ count, unit }: Size, { min, max }: Param): string | undefined {
  if (min !== undefined && count < min) return `must be at least ${min}${unit}, not ${count}`
  if (max !== undefined && count > max) return `must be at most ${max}${unit}, not ${count}`
  return undefined
}

function wrongPart(part: Json, { enum: values, pattern }: Param): string | undefined {
  if (values !== undefined && !values.some((value) => equalJson(value, part)))
    return `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}, not ${said(part)}`
  if (pattern !== undefined && !(typeof part === 'string' && new RegExp(pattern, 'u').test(part)))
    return `must match ${pattern}, which ${said(part)} does not`
  return undefined
}

function said(value: Json): string {
  if (isList(value)) return 'a list'
  if (isObject(value)) return 'a map'
  return value === null ? 'nothing' : JSON.stringify(value).slice(0, 80)
}
