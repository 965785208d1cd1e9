import { type EvaluationResource, type PolicySet, runType } from '@regraft/core'
import type { Loaded } from '@regraft/frameworks'
import type { Project } from './project.ts'

/** The resources of all units that some rule relates to, whatever unit its own resource is in. */
export class RunResources {
  readonly #byUnit: ReadonlyMap<string, readonly EvaluationResource[]>
  /** In the order of units; of two that are called the same the first. */
  readonly all: readonly EvaluationResource[]

  private constructor(byUnit: ReadonlyMap<string, readonly EvaluationResource[]>) {
    this.#byUnit = byUnit
    this.all = distinct([...byUnit.values()].flat())
  }

  /** Undefined where no rule asks for them. Opens each unit of a framework that one asks about once more than usual. */
  static async of(policies: PolicySet, project: Project): Promise<RunResources | undefined> {
    const asking = policies.rules.filter(({ uses }) => uses.some((used) => runType(used) !== undefined))
    if (asking.length === 0) return undefined
    const frameworks = new Set(
      asking.flatMap(({ packages }) => packages.map((name) => name.slice(name.lastIndexOf('.') + 1))),
    )
    const byUnit = new Map<string, readonly EvaluationResource[]>()
    for (const ref of project.units) {
      if (!frameworks.has(ref.framework.id)) continue
      const { snapshot } = await project.open(ref)
      byUnit.set(keyOf(snapshot.loaded), plain(snapshot.loaded))
    }
    return new RunResources(byUnit)
  }

  /** All of them, with those of one unit as they are now. */
  with(loaded: Loaded): readonly EvaluationResource[] {
    if (!this.#byUnit.has(keyOf(loaded))) return this.all
    return new RunResources(new Map(this.#byUnit).set(keyOf(loaded), plain(loaded))).all
  }
}

function keyOf({ unit }: Loaded): string {
  return `${unit.framework} ${unit.id}`
}

function plain({ resources }: Loaded): readonly EvaluationResource[] {
  return resources.map(({ type, address, framework, input }) => ({ type, address, framework, input }))
}

function distinct(resources: readonly EvaluationResource[]): readonly EvaluationResource[] {
  const seen = new Set<string>()
  return resources.filter(({ framework, type, address }) => {
    const key = JSON.stringify([framework ?? '', type, address])
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
}
