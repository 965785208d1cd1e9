import type { Json, JsonObject } from '@regraft/model'
import { isList, isObject, isUnknown } from '@regraft/model'
import type { Variant, Written } from './variant.ts'

/** An expression that JSON can hold as one interpolation: a reference or a call. */
const expression = /^[A-Za-z_][\w-]*(\.[\w-]+|\[\d+\])*(\([^${}]*\))?$/

/**
 * The resources of a case as Terraform JSON, made from the model: references as interpolations, what variables and
 * locals resolve to in their place.
 */
export function terraformJsonVariants({ before, models }: Written): Variant[] {
  if (!Object.keys(before).every((path) => path.endsWith('.tf'))) return []
  // Types that no rule knows are not among the models; without them references would dangle, which Terraform's own
  // configuration never does.
  const resource: Record<string, Record<string, Json>> = {}
  for (const { type, address, input } of models) {
    const [, name] = address.split('.')
    const body = written(input)
    if (name === undefined || address.includes('#') || body === undefined) return []
    resource[type] = { ...resource[type], [name]: body }
  }
  if (models.length === 0) return []
  return [
    { name: 'terraform json', before: { 'main.tf.json': `${JSON.stringify({ resource }, null, 2)}\n` } },
  ]
}

/** The value with unknowns as interpolations; undefined when one cannot be written so. */
function written(value: JsonObject): JsonObject | undefined
function written(value: Json): Json | undefined
function written(value: Json): Json | undefined {
  if (isUnknown(value)) return expression.test(value.$unknown) ? `\${${value.$unknown}}` : undefined
  if (isList(value)) {
    const items = value.map((item) => written(item))
    return items.includes(undefined) ? undefined : (items as Json[]) // none is undefined
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [key, written(member)] as const)
  return members.some(([, member]) => member === undefined)
    ? undefined
    : (Object.fromEntries(members) as JsonObject) // none is undefined
}
