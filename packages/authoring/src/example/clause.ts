import { acceptsBlocks, resourceSchema, schemaAt } from '@regraft/frameworks'
import type { Json, Path } from '@regraft/model'
import { isList, isObject, isUnknown, RegraftError } from '@regraft/model'
import type { Changed } from './changes.ts'
import type { Difference } from './difference.ts'
import { itemReadings } from './item-readings.ts'
import type { Place } from './place.ts'
import { got, pathOf, placeOf } from './place.ts'
import type { Reading } from './reading.ts'
import { fixValue, term } from './rego-text.ts'
import { valueReadings } from './value-readings.ts'

/** What the example changes at one place of a type, however often: one condition and one operation of the rule. */
export interface Clause {
  readonly place: Place
  /** The path of its findings, in Rego. */
  readonly path: string
  /** The likeliest first; never empty. */
  readonly readings: readonly Reading[]
  /** Resources of the example in which it occurs. */
  readonly addresses: ReadonlySet<string>
}

/** The clauses of all changed resources; what two resources or two containers have in common is one clause. */
export function clausesOf(changed: readonly Changed[]): readonly Clause[] {
  const clauses = new Map<string, Clause>()
  for (const resource of changed)
    for (const difference of resource.differences) {
      const clause = clauseOf(resource, difference)
      const { types, holderPath, whose } = clause.place
      const key = JSON.stringify([types, holderPath, whose, clause.path, clause.readings[0]])
      const known = clauses.get(key)
      const addresses = new Set([...(known?.addresses ?? []), resource.address])
      clauses.set(key, { ...(known ?? clause), addresses })
    }
  return [...clauses.values()]
}

function clauseOf(resource: Changed, difference: Difference): Clause {
  const place = placeOf(resource, difference.path)
  const addresses = new Set([resource.address])
  refuseUnknown(resource, difference)
  switch (difference.kind) {
    case 'value': {
      const as = writtenAs(resource.type, difference.path, difference.after)
      const readings = valueReadings(place, difference.before, difference.after, as)
      return { place, path: pathOf(place), readings, addresses }
    }
    case 'items': {
      const readings = itemReadings(place, difference)
      return { place, path: pathOf(place), readings, addresses }
    }
    case 'rename':
      return { place, path: pathOf(place), readings: [renaming(place, difference.to)], addresses }
  }
}

function renaming(place: Place, to: string): Reading {
  return {
    conditions: [`${got(place, 'null')} != null`],
    says: 'is written',
    operation: `fix.rename(${fixValue(to)})`,
    does: `Rename ${place.name} to ${to}`,
  }
}

/** HCL has to be told whether an object is a block. */
function writtenAs(type: string, path: Path, after: Json | undefined): 'block' | 'map' | undefined {
  const schema = isObject(after) ? resourceSchema(type) : undefined
  const node = schema && schemaAt(schema, path)
  if (node === undefined || node === 'open' || node.kind === 'value') return undefined
  return acceptsBlocks(node) ? 'block' : 'map'
}

/** A rule can write what it is told and what the resource itself has, nothing else. */
function refuseUnknown({ address }: Changed, difference: Difference): void {
  const written =
    difference.kind === 'value' ? [difference.after] : difference.kind === 'items' ? difference.added : []
  const compared =
    difference.kind === 'value' ? [difference.before] : difference.kind === 'items' ? difference.removed : []
  const where = `${address} at ${term([...difference.path])}`
  if (written.some(holdsUnknown))
    throw new RegraftError(
      'EXAMPLE_AMBIGUOUS',
      `The example writes a reference or an expression into ${where}`,
      {
        hint: 'A rule by example writes literal values: use one there, or write the fix by hand with fix.ref.',
      },
    )
  if (compared.some(holdsUnknown))
    throw new RegraftError(
      'EXAMPLE_AMBIGUOUS',
      `What the example replaces in ${where} is not known offline`,
      {
        hint: 'Nothing can be said of an unknown value: use a literal one in --before.',
      },
    )
}

function holdsUnknown(value: Json | undefined): boolean {
  if (isUnknown(value)) return true
  if (isList(value)) return value.some(holdsUnknown)
  return isObject(value) && Object.values(value).some(holdsUnknown)
}
