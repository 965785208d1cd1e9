import type { Json, JsonObject, Path } from '@regraft/model'
import { isObject } from '@regraft/model'
import { listAt, member, objectAt, textAt } from './json.ts'

/** One instance of a module, as the plan has it. */
export interface PlannedModule {
  /** `module.a["x"]`; empty for the root. */
  readonly address: string
  /** Its name in the module that calls it, and its key as it stands in addresses: `["x"]`, or nothing. */
  readonly name: string
  readonly key: string
  readonly parent: PlannedModule | undefined
  readonly children: readonly PlannedModule[]
  /** What the configuration says of the module, where the file has one. */
  readonly configuration: JsonObject | undefined
}

/** One instance of a managed resource, as it will be. */
export interface PlannedResource {
  readonly module: PlannedModule
  readonly type: string
  readonly name: string
  readonly address: string
  /** Its key as it stands in addresses: `[0]`, `["x"]`, or nothing. */
  readonly key: string
  /** Where it stands in the file. */
  readonly at: Path
  readonly values: JsonObject
  /** `true` for each value that is known after the apply only, in the shape of the values. */
  readonly unknown: Json | undefined
  /** What the configuration says of it. */
  readonly configuration: JsonObject | undefined
}

/** The managed resources of a plan, or of a state, in the order of the file. */
export function plannedResources(document: Json): readonly PlannedResource[] {
  const root = ['planned_values', 'values'].find((name) => objectAt(document, name) !== undefined)
  if (root === undefined) return []
  const unknowns = unknownsOf(document)
  const resources: PlannedResource[] = []
  const read = (value: Json | undefined, at: Path, above: Omit<PlannedModule, 'children'>): PlannedModule => {
    const children: PlannedModule[] = []
    const module: PlannedModule = { ...above, children }
    const written = writtenIn(above.configuration)
    for (const [i, resource] of listAt(value, 'resources').entries()) {
      const planned = plannedResource(resource, [...at, 'resources', i], module, unknowns, written)
      if (planned !== undefined) resources.push(planned)
    }
    for (const [i, child] of listAt(value, 'child_modules').entries())
      children.push(read(child, [...at, 'child_modules', i], childModule(child, module)))
    return module
  }
  read(objectAt(member(document, root), 'root_module'), [root, 'root_module'], {
    address: '',
    name: '',
    key: '',
    parent: undefined,
    configuration: objectAt(member(document, 'configuration'), 'root_module'),
  })
  return resources
}

function childModule(child: Json, parent: PlannedModule): Omit<PlannedModule, 'children'> {
  const address = textAt(child, 'address') ?? ''
  const own = parent.address === '' ? address : address.slice(parent.address.length + 1)
  const [, name = '', key = ''] = /^module\.([^.[]+)(\[.*\])?$/s.exec(own) ?? []
  const call = objectAt(member(parent.configuration, 'module_calls'), name)
  return { address, name, key, parent, configuration: objectAt(call, 'module') }
}

function plannedResource(
  value: Json,
  at: Path,
  module: PlannedModule,
  unknowns: ReadonlyMap<string, Json>,
  written: ReadonlyMap<string, JsonObject>,
): PlannedResource | undefined {
  const type = textAt(value, 'type')
  const name = textAt(value, 'name')
  if (type === undefined || name === undefined || textAt(value, 'mode') !== 'managed') return undefined
  const index = member(value, 'index')
  const key = typeof index === 'string' || typeof index === 'number' ? `[${JSON.stringify(index)}]` : ''
  const address = addressOf(textAt(value, 'address') ?? '', module, `${type}.${name}${key}`)
  return {
    module,
    type,
    name,
    address,
    key,
    at,
    values: objectAt(value, 'values') ?? {},
    unknown: unknowns.get(address),
    configuration: written.get(`${type}.${name}`),
  }
}

/** The address as it is written. Formats before 1.0 leave modules and keys out of some. */
function addressOf(written: string, module: PlannedModule, name: string): string {
  const whole = written.startsWith(qualified(module, '')) && written.endsWith(']') === name.endsWith(']')
  return whole && written !== '' ? written : qualified(module, name)
}

/** What the configuration of a module says of its managed resources, by type and name. */
function writtenIn(configuration: JsonObject | undefined): ReadonlyMap<string, JsonObject> {
  const written = new Map<string, JsonObject>()
  for (const resource of listAt(configuration, 'resources')) {
    if (!isObject(resource) || textAt(resource, 'mode') !== 'managed') continue
    written.set(`${textAt(resource, 'type')}.${textAt(resource, 'name')}`, resource)
  }
  return written
}

function unknownsOf(document: Json): ReadonlyMap<string, Json> {
  const unknowns = new Map<string, Json>()
  for (const change of listAt(document, 'resource_changes')) {
    const address = textAt(change, 'address')
    const unknown = member(member(change, 'change'), 'after_unknown')
    // A deposed object is on its way out; another change is about the one that stays.
    if (address !== undefined && unknown !== undefined && member(change, 'deposed') === undefined)
      unknowns.set(address, unknown)
  }
  return unknowns
}

/** The address without the key of the instance: what references name. */
export function baseAddress({
  module,
  type,
  name,
}: Pick<PlannedResource, 'module' | 'type' | 'name'>): string {
  return qualified(module, `${type}.${name}`)
}

/** A name of a module as it is called from the root. */
export function qualified(module: PlannedModule, name: string): string {
  return module.address === '' ? name : `${module.address}.${name}`
}
