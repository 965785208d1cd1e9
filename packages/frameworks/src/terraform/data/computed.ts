import type { ModuleInstance } from '../instance.ts'
import type { Binding } from '../language/scope.ts'
import type { Value } from '../language/value.ts'
import type { ModuleResource } from '../module.ts'

/** What a data source gives that needs nothing but its arguments; undefined for those that ask somebody. */
export function computedData(
  _type: string,
  _block: ModuleResource,
  _instance: ModuleInstance,
  _names: Binding | undefined,
): Value | undefined {
  return undefined
}
