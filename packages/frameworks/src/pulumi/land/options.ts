import type { Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { ContentEntry } from '@regraft/syntax'
import { writtenPath } from '@regraft/syntax/typescript'
import type { PulumiResource } from '../resource.ts'
import { refuse } from './refusals.ts'

/** Options that a companion must share with its owner: where it is made, and whose part it is. */
const shared = ['provider', 'parent']

/** What of a resource's options its companion needs. */
export function optionsFor({ node, address }: PulumiResource): Result<readonly ContentEntry[], Refusal> {
  const options = node.items[2]?.value
  if (options === undefined || options.kind === 'undefined') return ok([])
  const computed = refuse('COMPUTED_OPTIONS', `the options of ${address} are computed`)
  if (options.kind !== 'map' || node.items.some((item) => item.kind === 'spread')) return computed
  const entries: ContentEntry[] = []
  for (const entry of options.entries) {
    if (entry.kind !== 'property') return computed
    if (!shared.includes(entry.key)) continue
    if (entry.value.kind !== 'reference') return computed
    entries.push([entry.key, { kind: 'reference', path: writtenPath(entry.value.path) }])
  }
  return ok(entries)
}
