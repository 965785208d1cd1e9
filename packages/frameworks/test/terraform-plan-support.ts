import type { Loaded, Resource } from '@regraft/frameworks'
import { terraformPlan } from '@regraft/frameworks'
import type { Json, JsonObject, Path } from '@regraft/model'

/** A resource of `planned_values` with what the plan says of it elsewhere. */
interface Planned {
  readonly address: string
  readonly index?: string | number
  readonly values: JsonObject
  readonly unknown?: Json
  readonly sensitive?: Json
  readonly mode?: string
  readonly actions?: readonly string[]
}

export interface PlannedModule {
  readonly address?: string
  readonly resources?: readonly Planned[]
  readonly child_modules?: readonly PlannedModule[]
}

/** The type and name that an address ends with. */
function named(address: string): { readonly type: string; readonly name: string } {
  const [, type = '', name = ''] = /([^.[\]"]+)\.([^.[\]"]+)(?:\[[^\]]*\])?$/.exec(address) ?? []
  return { type, name }
}

function valuesOf({ address, resources = [], child_modules = [] }: PlannedModule): JsonObject {
  return {
    ...(address === undefined ? {} : { address }),
    resources: resources.map((resource) => ({
      address: resource.address,
      mode: resource.mode ?? 'managed',
      ...named(resource.address),
      ...(resource.index === undefined ? {} : { index: resource.index }),
      provider_name: 'registry.terraform.io/hashicorp/aws',
      schema_version: 1,
      values: resource.values,
      sensitive_values: resource.sensitive ?? {},
    })),
    child_modules: child_modules.map(valuesOf),
  }
}

function changesOf({ resources = [], child_modules = [] }: PlannedModule): readonly JsonObject[] {
  return [
    ...resources.map(({ address, values, unknown, sensitive, actions }) => ({
      address,
      mode: 'managed',
      ...named(address),
      change: {
        actions: actions ?? ['create'],
        before: null,
        after: values,
        after_unknown: unknown ?? {},
        after_sensitive: sensitive ?? {},
      },
    })),
    ...child_modules.flatMap(changesOf),
  ]
}

/** A plan as `terraform show -json` prints it. */
export function plan(root: PlannedModule, configuration?: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    format_version: '1.2',
    terraform_version: '1.9.5',
    planned_values: { root_module: valuesOf(root) },
    resource_changes: changesOf(root),
    ...(configuration === undefined ? {} : { configuration: { root_module: configuration } }),
    ...more,
  }
}

/** A resource of the configuration: expressions by argument. */
export function configured(address: string, expressions: JsonObject, more: JsonObject = {}): JsonObject {
  return { address, mode: 'managed', ...named(address), expressions, ...more }
}

export function refer(...references: string[]): JsonObject {
  return { references }
}

export function load(document: Json): Loaded {
  const text = JSON.stringify(document, undefined, 2)
  const [unit] = terraformPlan.units([{ path: 'plan.json', head: text.slice(0, 4096) }])
  if (unit === undefined) throw new Error('no unit')
  return terraformPlan.load(unit, (path) => terraformPlan.parse(path, text))
}

export function inputs(document: Json): { readonly [address: string]: JsonObject } {
  return Object.fromEntries(load(document).resources.map(({ address, input }) => [address, input]))
}

/** The text of the plan that a path of a resource's input is told to stand at. */
export function placeOf(document: Json, resource: Resource, path: Path): string {
  const text = JSON.stringify(document, undefined, 2)
  const origin = resource.origin(path)
  if (origin.kind !== 'opaque') return origin.kind
  const range = terraformPlan.parse(origin.file, text).range(origin.path, 'value')
  return range === undefined ? 'nowhere' : text.slice(range.start, range.end)
}
