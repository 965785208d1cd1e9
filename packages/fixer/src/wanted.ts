import type { Change, Consumer } from '@regraft/frameworks'
import { canonicalJson } from '@regraft/model'

/** The changes that fixes of one pass want, by resource, to ask whether two of them want the same. */
export class Wanted {
  readonly #keys = new Set<string>()

  add(address: string, changes: readonly Change[]): void {
    for (const change of changes) this.#keys.add(keyOf(address, change))
  }

  /** Whether some fix wants this change at the place of a consumer. */
  has({ address, path }: Consumer, change: Change): boolean {
    return this.#keys.has(keyOf(address, change.kind === 'add_resource' ? change : { ...change, path }))
  }
}

function keyOf(address: string, change: Change): string {
  return canonicalJson([address, JSON.parse(JSON.stringify(change))])
}
