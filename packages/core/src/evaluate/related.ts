import { compareText, type Json } from '@regraft/model'
import type { EvaluationResource } from '../policy-set.ts'

/**
 * JSON text of a bundle's data with `data.regraft.resources[type][address]` for these types; others stay out. In order
 * of address: Wasm walks an object in an order that depends on how it was built.
 */
export function relatedData(
  data: { readonly [name: string]: Json },
  types: ReadonlySet<string>,
  resources: readonly EvaluationResource[],
): string {
  const byType: { [type: string]: { [address: string]: Json } } = Object.create(null)
  for (const type of [...types].sort()) byType[type] = Object.create(null)
  const related = resources.filter(({ type }) => types.has(type))
  for (const { type, address, input } of related.sort((a, b) => compareText(a.address, b.address))) {
    const group = byType[type]
    if (group !== undefined) group[address] = { ...input, $address: address }
  }
  const regraft = data['regraft']
  const own = typeof regraft === 'object' && regraft !== null ? regraft : {}
  return JSON.stringify({ ...data, regraft: { ...own, resources: byType } })
}
