import type { Path } from '@regraft/model'
import type { Origin } from '../framework.ts'
import type { Link, Located } from './locate.ts'
import type { Uses } from './uses.ts'

/** The public form of a place in the model. `self` is the place that asks: one consumer of every owner on the way. */
export function originOf(located: Located, uses: () => Uses, self: { address: string; path: Path }): Origin {
  switch (located.kind) {
    case 'body':
    case 'blocks':
      return { kind: 'literal', ...located.place }
    case 'value':
      return owned({ kind: 'literal', ...located.place }, located.links, uses, self)
    case 'opaque':
      return owned({ kind: 'opaque', ...located.place, why: located.why }, located.links, uses, self)
    case 'absent': {
      const above = {
        address: self.address,
        path: self.path.slice(0, self.path.length - located.missing.length),
      }
      return { kind: 'absent', parent: originOf(located.parent, uses, above), missing: located.missing }
    }
  }
}

function owned(
  written: Origin,
  links: readonly Link[],
  uses: () => Uses,
  self: { address: string; path: Path },
): Origin {
  let origin = written
  for (const link of [...links].reverse()) {
    const consumers = uses()
      .consumers(link.definition)
      .map((use) => (covers(use, self) ? self : use))
    origin = { kind: 'owned', by: origin, use: link.use, consumers }
  }
  return origin
}

/** Whether a use is the one that `self` stands at or under. */
function covers(use: { address: string; path: Path }, self: { address: string; path: Path }): boolean {
  return use.address === self.address && use.path.every((step, i) => step === self.path[i])
}
