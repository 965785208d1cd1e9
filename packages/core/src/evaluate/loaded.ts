import type { Bundle } from '../bundle/bundle.ts'
import { type DispatchEntry, dispatchEntries } from '../dispatch.ts'
import type { PolicyAnnotations } from '../metadata/annotations.ts'
import type { Policy } from '../metadata/policy.ts'
import { everyType } from '../metadata/types.ts'
import type { EvaluationBatch } from '../policy-set.ts'
import type { PolicyInstance } from '../runtime/instance.ts'
import { relatedData } from './related.ts'

/** A bundle ready to be asked. */
export class LoadedBundle {
  readonly instance: PolicyInstance
  readonly policies: readonly Policy[]
  readonly dispatch: readonly DispatchEntry[]
  readonly #data: Bundle['data']
  #related = false

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
  relate({ resources, only }: EvaluationBatch): void {
    const asked = new Set(only === undefined ? resources.map(typeOf) : only.map((i) => resources[i]?.type))
    const wanted = (type: string): boolean => type === everyType || asked.has(type)
    const types = new Set(
      this.policies
        .filter((policy) => policy.uses.length > 0 && policy.resources.some(wanted))
        .flatMap((policy) => policy.uses),
    )
    if (types.size > 0) this.instance.setData(relatedData(this.#data, types, resources))
    else if (this.#related) this.instance.setData(JSON.stringify(this.#data))
    this.#related = types.size > 0
  }
}

function typeOf(resource: { readonly type: string }): string {
  return resource.type
}
