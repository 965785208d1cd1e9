import type { Bundle } from '../bundle/bundle.ts'
import { type DispatchEntry, dispatchEntries } from '../dispatch.ts'
import type { PolicyAnnotations } from '../metadata/annotations.ts'
import type { Policy } from '../metadata/policy.ts'
import { everyType, runType } from '../metadata/types.ts'
import type { EvaluationBatch } from '../policy-set.ts'
import type { PolicyInstance } from '../runtime/instance.ts'
import { relatedData } from './related.ts'

/** A bundle ready to be asked. */
export class LoadedBundle {
  readonly instance: PolicyInstance
  readonly policies: readonly Policy[]
  readonly dispatch: readonly DispatchEntry[]
  readonly #data: Bundle['data']
  /** What was laid out last. */
  #related: { readonly key: string | undefined; readonly run: EvaluationBatch['run'] } | undefined

  constructor(
    instance: PolicyInstance,
    data: Bundle['data'],
    annotations: readonly PolicyAnnotations[],
    policies: readonly Policy[],
  ) {
    this.instance = instance
    this.policies = policies
    this.dispatch = dispatchEntries(annotations)
    this.#data = data
  }

  /**
   * Lays out the batch as `data.regraft.resources` if a policy that is asked declares `uses`, and only the types it
   * names. Otherwise the bundle's own data stands, without what an earlier batch left.
   */
  relate({ resources, only, run = resources }: EvaluationBatch): void {
    const asked = new Set(only === undefined ? resources.map(typeOf) : only.map((i) => resources[i]?.type))
    const wanted = (type: string): boolean => type === everyType || asked.has(type)
    const uses = this.policies
      .filter((policy) => policy.uses.length > 0 && policy.resources.some(wanted))
      .flatMap((policy) => policy.uses)
    const types = new Set(uses.filter((used) => runType(used) === undefined))
    const ofRun = new Set(uses.flatMap((used) => runType(used) ?? []))
    if (types.size + ofRun.size === 0) {
      if (this.#related !== undefined) this.instance.setData(JSON.stringify(this.#data))
      this.#related = undefined
      return
    }
    // What a whole run holds is the same for one unit after the other.
    const key = types.size > 0 ? undefined : [...ofRun].sort().join(' ')
    if (key !== undefined && this.#related?.key === key && this.#related.run === run) return
    const listed =
      ofRun.size === 0 ? undefined : run.filter(({ type }) => ofRun.has(everyType) || ofRun.has(type))
    this.instance.setData(relatedData(this.#data, types, resources, listed))
    this.#related = { key, run }
  }
}

function typeOf(resource: { readonly type: string }): string {
  return resource.type
}
