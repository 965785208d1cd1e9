import type { Path } from '@regraft/model'
import { chainOf } from './chain.ts'
import type { MappingValue, Source, Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'
import { identityOf } from './place.ts'
import type { TerraformResource } from './resource.ts'

/** A place in a model that a literal, a reference or a block flows into. */
export interface Use {
  readonly resource: TerraformResource
  readonly path: Path
}

type Index = ReadonlyMap<object | string, readonly Path[]>

/** What each value was made of, by the value: nearly all stay from one load to the next. */
const indexes = new WeakMap<MappingValue, Index>()

/** Every place of the models whose value comes, unchanged, from one literal, reference or block. */
export function usesOf(source: Source, resources: readonly TerraformResource[]): readonly Use[] {
  const identity = identityOf(source)
  return resources.flatMap((resource) =>
    (indexOf(resource.value).get(identity) ?? []).map((path) => ({ resource, path })),
  )
}

function indexOf(value: MappingValue): Index {
  let index = indexes.get(value)
  if (index === undefined) {
    const made = new Map<object | string, Path[]>()
    gather(value, [], made)
    indexes.set(value, made)
    index = made
  }
  return index
}

function gather(value: Value, path: Path, index: Map<object | string, Path[]>): void {
  if (value.source !== undefined) note(value.source, path, index)
  for (const via of chainOf(value)) note(via.source, path, index)
  if (isMapping(value)) for (const [name, item] of value.entries) gather(item, [...path, name], index)
  else if (isSequence(value)) for (const [i, item] of value.items.entries()) gather(item, [...path, i], index)
  else if ((value.kind === 'string' || value.kind === 'unknown') && value.decoded !== undefined)
    gather(value.decoded, path, index)
}

function note(source: Source, path: Path, index: Map<object | string, Path[]>): void {
  const identity = identityOf(source)
  const paths = index.get(identity)
  if (paths === undefined) index.set(identity, [path])
  else paths.push(path)
}
