import type { Loaded } from '../framework.ts'
import type { Taker, Use } from './consumers.ts'
import { usesOf } from './consumers.ts'
import type { ModuleInstance } from './instance.ts'
import type { Source } from './language/value.ts'
import type { TerraformResource } from './resource.ts'
import { otherTakers } from './takers.ts'

/** What a unit was loaded to, as landing needs it. */
export class LoadedUnit {
  readonly resources: readonly TerraformResource[]
  /** Every instance of a module, its root first. */
  readonly instances: ModuleInstance[] = []
  #others: readonly Taker[] | undefined

  constructor(resources: readonly TerraformResource[]) {
    this.resources = resources
  }

  /** Every place of a resource, data source or provider that a literal, a reference or a block flows into. */
  uses(source: Source): readonly Use[] {
    this.#others ??= this.instances.flatMap(otherTakers)
    return [...usesOf(source, this.resources), ...usesOf(source, this.#others)]
  }
}

const units = new WeakMap<Loaded, LoadedUnit>()

export function unitIn(loaded: Loaded): LoadedUnit | undefined {
  return units.get(loaded)
}

export function remember(loaded: Loaded, unit: LoadedUnit): Loaded {
  units.set(loaded, unit)
  return loaded
}
