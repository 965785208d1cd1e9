import type { Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import type { RootModule } from '../terraform/root-modules.ts'
import { isJson, listAt, member, objectAt, textAt } from './json.ts'

/** What a plan says of the configuration that it was made of. */
export interface PlanSource {
  /** Addresses of its managed resources without keys: `module.store.aws_s3_bucket.logs`. */
  readonly resources: readonly string[]
  /** Values of the variables of its root module. */
  readonly variables: JsonObject
}

/** Undefined for a state, and for a plan of no resources: nothing tells what those were made of. */
export function planSource(document: Document | undefined): PlanSource | undefined {
  const value = isJson(document) ? document.value : undefined
  const resources = resourcesIn(objectAt(member(value, 'configuration'), 'root_module'), '')
  if (resources.length === 0) return undefined
  const variables = Object.entries(objectAt(value, 'variables') ?? {}).flatMap(([name, variable]) => {
    const given = member(variable, 'value')
    return given === undefined ? [] : [[name, given] as const]
  })
  return { resources, variables: Object.fromEntries(variables) }
}

function resourcesIn(module: Json | undefined, prefix: string): readonly string[] {
  const own = listAt(module, 'resources').flatMap((resource) => {
    const [type, name] = [textAt(resource, 'type'), textAt(resource, 'name')]
    const managed = textAt(resource, 'mode') === 'managed' && type !== undefined && name !== undefined
    return managed ? [`${prefix}${type}.${name}`] : []
  })
  const called = Object.entries(objectAt(module, 'module_calls') ?? {}).flatMap(([name, call]) =>
    isObject(call) ? resourcesIn(objectAt(call, 'module'), `${prefix}module.${name}.`) : [],
  )
  return [...own, ...called]
}

/** Whether all that a plan was made of may be in a root module, and something is. */
export function isMadeOf({ resources: planned }: PlanSource, { resources, closed }: RootModule): boolean {
  return (
    planned.some((address) => resources.has(address)) &&
    planned.every((address) => resources.has(address) || closed.some((prefix) => address.startsWith(prefix)))
  )
}
