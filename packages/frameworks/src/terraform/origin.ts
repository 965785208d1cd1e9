import type { Consumer, Origin } from '../framework.ts'
import { chainOf } from './chain.ts'
import type { Source } from './language/value.ts'
import type { Located, LocatedValue } from './locate.ts'
import { whyComputed } from './locate.ts'
import { placeOf } from './place.ts'

/** The public form of a place in the model. `consumers` are all places that a literal flows into. */
export function originOf(located: Located, consumers: (source: Source) => readonly Consumer[]): Origin {
  switch (located.kind) {
    case 'body':
    case 'blocks':
      return { kind: 'literal', ...located.place }
    case 'value':
      return valueOrigin(located, consumers)
    case 'opaque':
      return { kind: 'opaque', ...located.place, why: located.why }
    case 'absent':
      return { kind: 'absent', parent: originOf(located.parent, consumers), missing: located.missing }
  }
}

function valueOrigin(
  { value, attribute }: LocatedValue,
  consumers: (source: Source) => readonly Consumer[],
): Origin {
  const { source } = value
  const place = source && placeOf(source)
  if (source === undefined || place === undefined)
    return { kind: 'opaque', ...attribute.place, why: whyComputed(attribute.expr) }
  let origin: Origin = { kind: 'literal', ...place }
  let written = source
  for (const via of chainOf(value)) {
    const use = placeOf(via.source)
    if (use === undefined) continue
    origin = { kind: 'owned', by: origin, use, consumers: consumers(written) }
    written = via.source
  }
  return origin
}
