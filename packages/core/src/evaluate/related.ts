import { compareText, type Json } from '@regraft/model'
import { everyType } from '../metadata/types.ts'
import type { EvaluationResource } from '../policy-set.ts'

/**
 * JSON text of a bundle's data with `data.regraft.resources[type][address]` for these types (`*`: all); others stay out; and
 * `data.regraft.run`, if a list is given. In order
 * of address: Wasm walks an object in an order that depends on how it was built.
 */
export function relatedData(
  data: { readonly [name: string]: Json },
  types: ReadonlySet<string>,
  resources: readonly EvaluationResource[],
  run: readonly EvaluationResource[] | undefined,
): string {
  const byType: { [type: string]: { [address: string]: Json } } = Object.create(null)
  const every = types.has(everyType)
  const related = resources.filter(({ type }) => every || types.has(type))
  const names = every ? related.map(({ type }) => type) : [...types]
  for (const type of [...new Set(names)].sort()) byType[type] = Object.create(null)
  for (const { type, address, input } of related.sort((a, b) => compareText(a.address, b.address))) {
    const group = byType[type]
    if (group !== undefined) group[address] = { ...input, $address: address }
  }
  const regraft = data['regraft']
  const own = typeof regraft === 'object' && regraft !== null ? regraft : {}
  const all = run?.map(({ address, input }) => ({ ...input, $address: address }))
  return JSON.stringify({
    ...data,
    regraft: { ...own, resources: byType, ...(all === undefined ? {} : { run: all }) },
  })
}
