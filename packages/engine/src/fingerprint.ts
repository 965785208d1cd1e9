import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { UnitFinding } from '@regraft/fixer'
import { canonicalJson } from '@regraft/model'

/** Names findings of one run: by rule, unit, resource and path, so that moving lines changes nothing. */
export class Fingerprints {
  readonly #seen = new Map<string, number>()

  /** 32 hexadecimal digits. The second finding with the same identity gets another name, and so on. */
  of(unit: string, finding: Pick<UnitFinding, 'rule' | 'resource' | 'path'>): string {
    const { framework, unitRoot = unit } = finding.resource
    const identity = canonicalJson([
      finding.rule,
      framework,
      unitRoot,
      shownAddress(finding.resource),
      [...finding.path],
    ])
    const nth = this.#seen.get(identity) ?? 0
    this.#seen.set(identity, nth + 1)
    return bytesToHex(sha256(utf8ToBytes(nth === 0 ? identity : `${identity}#${nth}`))).slice(0, 32)
  }
}

/** A resource's address as its framework writes it, without the root that tells it apart in its unit. */
export function shownAddress({
  address,
  unitRoot,
}: Pick<UnitFinding['resource'], 'address' | 'unitRoot'>): string {
  return unitRoot === undefined ? address : address.slice(unitRoot.length + 1)
}
