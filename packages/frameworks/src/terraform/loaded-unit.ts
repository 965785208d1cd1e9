import type { Loaded } from '../framework.ts'
import type { Use } from './consumers.ts'
import { usesOf } from './consumers.ts'
import { influencedBy } from './influences.ts'
import type { Source } from './language/value.ts'
import { placeOf } from './place.ts'
import type { TerraformResource } from './resource.ts'
import type { ModuleTree } from './tree.ts'
import type { UnitModules } from './unit-modules.ts'

/** What a unit was loaded to, as landing needs it. */
export class LoadedUnit {
  readonly resources: readonly TerraformResource[]

  readonly modules: UnitModules
  /** One for each root module. */
  readonly trees: readonly ModuleTree[]

  constructor(resources: readonly TerraformResource[], modules: UnitModules, trees: readonly ModuleTree[]) {
    this.resources = resources
    this.modules = modules
    this.trees = trees
  }

  /**
   * Something beside the places of `uses` that may follow from a literal or reference: it is computed from it, or it is no
   * argument of a resource. Undefined when there is nothing.
   */
  otherUse(source: Source, uses: readonly Use[]): string | undefined {
    const { site } = source
    if (site.body !== undefined || site.sealed !== undefined) return undefined
    const place = placeOf(source)
    const within = place?.path.slice(site.path.length) ?? []
    const accounted = new Set(uses.map(({ resource, path }) => argumentKey(resource, String(path[0]))))
    for (const use of influencedBy({ file: site.file, path: site.path }, within, this.modules)) {
      if (use.kind === 'output') return use.name
      if (use.kind === 'other') return use.block
      if (!accounted.has(`${use.directory} ${use.block} ${use.member}`)) return `${use.block}.${use.member}`
    }
    return undefined
  }

  /** Every place of a model that a literal, a reference or a block flows into. */
  uses(source: Source): readonly Use[] {
    return usesOf(source, this.resources)
  }
}

function argumentKey({ instance, block }: TerraformResource, member: string): string {
  return `${instance.module.directory} ${block.address} ${member}`
}

const units = new WeakMap<Loaded, LoadedUnit>()

export function unitIn(loaded: Loaded): LoadedUnit | undefined {
  return units.get(loaded)
}

export function remember(loaded: Loaded, unit: LoadedUnit): Loaded {
  units.set(loaded, unit)
  return loaded
}
