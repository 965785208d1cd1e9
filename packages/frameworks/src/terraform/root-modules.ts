import type { Loaded } from '../framework.ts'
import { unitIn } from './loaded-unit.ts'
import type { ModuleTree } from './tree.ts'

/** A root module and which resources it declares, however many of each there are. */
export interface RootModule {
  readonly directory: string
  /** Addresses without keys: `module.store.aws_s3_bucket.logs`. */
  readonly resources: ReadonlySet<string>
  /** Calls of modules that nobody can read here: `module.vpc.`. What begins so may be in them. */
  readonly closed: readonly string[]
}

/** The root modules of a unit that was loaded; none of what another framework loaded. */
export function rootModules(loaded: Loaded): readonly RootModule[] {
  const trees = new Set(unitIn(loaded)?.trees)
  return [...trees].map((tree) => rootModule(tree))
}

function rootModule(tree: ModuleTree): RootModule {
  const resources = new Set<string>()
  const closed: string[] = []
  tree.eachModule((calls, module) => {
    const prefix = calls.map((call) => `module.${call}.`).join('')
    if (module === undefined) closed.push(prefix)
    else for (const { type, name } of module.resources) resources.add(`${prefix}${type}.${name}`)
  })
  return { directory: tree.root, resources, closed }
}
