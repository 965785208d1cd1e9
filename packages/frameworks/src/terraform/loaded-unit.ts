import type { Loaded } from '../framework.ts'
import type { Use } from './consumers.ts'
import { usesOf } from './consumers.ts'
import type { Source } from './language/value.ts'
import type { TerraformResource } from './resource.ts'

/** What a unit was loaded to, as landing needs it. */
export class LoadedUnit {
  readonly resources: readonly TerraformResource[]

  constructor(resources: readonly TerraformResource[]) {
    this.resources = resources
  }

  /** Every place of a model that a literal, a reference or a block flows into. */
  uses(source: Source): readonly Use[] {
    return usesOf(source, this.resources)
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
