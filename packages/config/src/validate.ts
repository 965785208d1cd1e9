import { isList, isObject, type Json, type JsonObject, nearest, type Path } from '@regraft/model'
import type { Schema } from './schema.ts'

/** One thing that is wrong with a value. */
export interface Problem {
  readonly path: Path
  /** The name of the last step is wrong, not what stands under it. */
  readonly atKey?: true
  readonly message: string
  readonly hint?: string
}

/** Everything in a value that its schema does not allow, in the order of the value. */
export function validate(value: Json, schema: Schema, root: Schema = schema, path: Path = []): Problem[] {
  const own = resolved(schema, root)
  if (own.anyOf) return anyOf(value, own, root, path)
  if (own.const !== undefined || own.enum) return oneOf(value, own, path)
  if (own.type && typeOf(value) !== own.type)
    return [{ path, message: `${nameOf(path)} must be ${describe(own, root)}, not ${said(value)}` }]
  if (typeof value === 'string') return text(value, own, path)
  if (isList(value)) return value.flatMap((item, i) => validate(item, own.items ?? {}, root, [...path, i]))
  return isObject(value) ? members(value, own, root, path) : []
}

function resolved(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '')
  return name === undefined ? schema : (root.definitions?.[name] ?? {})
}

/** The problems of the alternative that was meant: the one of the value's own type. */
function anyOf(value: Json, schema: Schema, root: Schema, path: Path): Problem[] {
  const alternatives = schema.anyOf ?? []
  const each = alternatives.map((it) => ({ it, problems: validate(value, it, root, path) }))
  if (each.some(({ problems }) => problems.length === 0)) return []
  const meant = each.find(({ it }) => resolved(it, root).type === typeOf(value))
  if (meant) return meant.problems
  const names = alternatives.map((it) => describe(it, root)).join(', or ')
  return [{ path, message: `${nameOf(path)} must be ${names}, not ${said(value)}` }]
}

function oneOf(value: Json, schema: Schema, path: Path): Problem[] {
  const known = schema.enum ?? [schema.const ?? null]
  if (known.includes(value)) return []
  const near = typeof value === 'string' ? nearest(value, known.map(String)) : undefined
  return [
    {
      path,
      message: `${nameOf(path)} must be ${describe(schema, schema)}, not ${said(value)}`,
      ...(near === undefined ? {} : { hint: `Did you mean ${near}?` }),
    },
  ]
}

function text(value: string, schema: Schema, path: Path): Problem[] {
  if (value.length < (schema.minLength ?? 0)) return [{ path, message: `${nameOf(path)} must not be empty` }]
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return [{ path, message: `${nameOf(path)} cannot be ${said(value)}`, ...hint(schema.description) }]
  return []
}

function members(value: JsonObject, schema: Schema, root: Schema, path: Path): Problem[] {
  const names = Object.keys(schema.properties ?? {})
  const problems = Object.entries(value).flatMap(([key, member]) => {
    const known =
      schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
    const allowed = known ?? schema.additionalProperties
    if (allowed === false) return [unknownKey(key, names, path)]
    return typeof allowed === 'object' ? validate(member, allowed, root, [...path, key]) : []
  })
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key))
  return [
    ...problems,
    ...missing.map((key) => ({
      path,
      message: `${nameOf(path)} has no ${key}`,
      ...hint(schema.properties?.[key]?.description),
    })),
  ]
}

function unknownKey(key: string, names: readonly string[], path: Path): Problem {
  const near = nearest(key, names)
  return {
    path: [...path, key],
    atKey: true,
    message: path.length === 0 ? `there is no setting "${key}"` : `${nameOf(path)} has no setting "${key}"`,
    hint: near ? `Did you mean ${near}?` : `It can be ${names.join(', ')}.`,
  }
}

function hint(description: string | undefined): { hint: string } | Record<string, never> {
  return description === undefined ? {} : { hint: description }
}

function nameOf(path: Path): string {
  if (path.length === 0) return 'the configuration'
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('')
}

/** What a schema asks for, in words. */
function describe(schema: Schema, root: Schema): string {
  const own = resolved(schema, root)
  if (own.const !== undefined) return String(own.const)
  if (own.enum) return own.enum.length > 1 ? `one of ${own.enum.join(', ')}` : String(own.enum[0])
  if (own.type === 'array') return 'a list'
  if (own.type === 'string') return 'a text'
  const names = Object.keys(own.properties ?? {})
  return names.length === 0 ? 'a map' : `a map with ${names.join(', ')}`
}

function typeOf(value: Json): string {
  return value === null ? 'null' : isList(value) ? 'array' : typeof value
}

function said(value: Json): string {
  if (isList(value)) return 'a list'
  if (isObject(value)) return 'a map'
  if (value === null) return 'nothing'
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : String(value)
}
