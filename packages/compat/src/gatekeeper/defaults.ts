import { isList, isObject, type Json, type JsonObject } from '@regraft/model'

/** A value with the defaults of its schema where it says nothing, as the API server fills in a constraint's parameters. */
export function withDefaults(value: Json | undefined, schema: JsonObject): Json | undefined {
  const given = value === undefined ? schema['default'] : value
  if (isList(given)) {
    const items = schema['items']
    return isObject(items) ? given.map((item) => withDefaults(item, items) ?? item) : given
  }
  if (!isObject(given)) return given
  const out: Record<string, Json> = { ...given }
  const properties = schema['properties']
  for (const [name, own] of Object.entries(isObject(properties) ? properties : {})) {
    const filled = isObject(own)
      ? withDefaults(Object.hasOwn(out, name) ? out[name] : undefined, own)
      : undefined
    if (filled !== undefined) out[name] = filled
  }
  return out
}
