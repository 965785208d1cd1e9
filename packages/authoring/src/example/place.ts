import { resourceSchema, schemaAt } from '@regraft/frameworks'
import type { Json, JsonObject, Path } from '@regraft/model'
import { isObject, valueAt } from '@regraft/model'
import type { Changed } from './changes.ts'
import { podPlace } from './pod-place.ts'
import { dotted, term } from './rego-text.ts'

/** How a resource is written: arguments that Terraform converts, or a manifest. Pulumi programs give one of both. */
export type Dialect = 'terraform' | 'kubernetes'

/** Where a difference stands, said in Rego for every resource of its type. */
export interface Place {
  readonly dialect: Dialect
  /** Resource types whose resources have such a place. */
  readonly types: readonly string[]
  /** Lines that bind what the others speak of: `some container in pod.containers`. */
  readonly bindings: readonly string[]
  /** The object that holds the value: `input`, `block.value`. */
  readonly holder: string
  /** Steps from the holder to the value, all keys. */
  readonly keys: readonly string[]
  /** Path of the holder from the resource's root. */
  readonly holderPath: string
  /** What the holder holds in the example. */
  readonly example: JsonObject
  /** The value is an item of a list, bound to `item` at `i`. */
  readonly item: boolean
  /** `container {container.name}: ` or nothing; a piece of a template string. */
  readonly whose: string
  /** Steps for people, indices left out. */
  readonly name: string
  /** Lines that must also hold. */
  readonly guards: readonly string[]
  /** Values beside it may tell which of several holders is meant. */
  readonly siblings: boolean
}

export function dialectOf(type: string): Dialect {
  return /^[A-Z]/.test(type) ? 'kubernetes' : 'terraform'
}

/** Generalises a path of one resource: an index becomes every item, a container every container. */
export function placeOf({ type, before }: Changed, path: Path): Place {
  const dialect = dialectOf(type)
  const start: Place = {
    ...{ dialect, types: [type], bindings: [], holder: 'input', keys: [], holderPath: '[]', example: before },
    ...{ item: false, whose: '', name: dotted(path.filter((step) => typeof step === 'string')) },
    ...{ guards: [], siblings: true },
  }
  const pod = dialect === 'kubernetes' ? podPlace(type, before, path) : undefined
  if (pod === undefined) return walk(start, path, { type, before, from: [] })
  const { rest, types, ...found } = pod
  const from = path.slice(0, path.length - rest.length)
  return walk({ ...start, ...found, types }, rest, { type, before, from })
}

interface Walk {
  readonly type: string
  readonly before: JsonObject
  readonly from: Path
}

function walk(start: Place, path: Path, { type, before, from }: Walk): Place {
  let place = start
  let depth = 0
  for (const [at, step] of path.entries()) {
    if (typeof step === 'string') {
      place = { ...place, keys: [...place.keys, step] }
      if (
        at < path.length - 1 &&
        typeof path[at + 1] !== 'number' &&
        repeats(type, [...from, ...path.slice(0, at + 1)])
      )
        place = intoBlocks(place, valueAt(before, [...from, ...path.slice(0, at + 1)]), depth++)
      continue
    }
    const value = valueAt(before, [...from, ...path.slice(0, at + 1)])
    if (isObject(value) && at < path.length - 1) place = intoItem(place, value, depth++)
    else
      place = {
        ...place,
        item: true,
        bindings: [...place.bindings, `some at, item in ${got(place, '[]')}`],
      }
  }
  return place
}

/** A block that may occur several times, and once in the example. */
function repeats(type: string, path: Path): boolean {
  const schema = resourceSchema(type)
  const node = schema && schemaAt(schema, path)
  return node !== undefined && node !== 'open' && node.kind === 'block' && node.nesting !== 'single'
}

function intoBlocks(place: Place, value: Json | undefined, depth: number): Place {
  return isObject(value) ? intoItem(place, value, depth) : place
}

function intoItem(place: Place, value: JsonObject, depth: number): Place {
  const { keys, dialect } = place
  const name = depth === 0 ? 'block' : `block_${depth + 1}`
  const last = keys.at(-1) ?? ''
  const outer = keys.length > 1 ? `object.get(${place.holder}, ${term(keys.slice(0, -1))}, {})` : place.holder
  const shift = keys.slice(0, -1)
  const reset = { keys: [], example: value }
  if (dialect === 'terraform' && keys.length > 0)
    return {
      ...place,
      ...reset,
      bindings: [...place.bindings, `some ${name} in terraform.blocks(${outer}, ${term(last)})`],
      holder: `${name}.value`,
      holderPath: joined(place.holderPath, shift, `${name}.path`),
    }
  const [i, item] = depth === 0 ? ['i', 'entry'] : [`i_${depth + 1}`, `entry_${depth + 1}`]
  return {
    ...place,
    ...reset,
    bindings: [...place.bindings, `some ${i}, ${item} in ${got(place, '[]')}`],
    holder: item,
    holderPath: joined(place.holderPath, keys, `[${i}]`),
  }
}

function joined(base: string, keys: readonly string[], more: string): string {
  return concatPath(keys.length === 0 ? base : concatPath(base, term([...keys])), more)
}

/** Two paths in Rego as one. */
function concatPath(base: string, more: string): string {
  if (base === '[]') return more
  return more === '[]' ? base : `array.concat(${base}, ${more})`
}

/** The value at the place, or `otherwise` when it is absent. */
export function got({ holder, keys }: Place, otherwise: string): string {
  const [only, ...others] = keys
  if (only === undefined) return holder
  return `object.get(${holder}, ${others.length === 0 ? term(only) : term([...keys])}, ${otherwise})`
}

/** The object that holds the last key. */
export function owner({ holder, keys }: Place): string {
  return keys.length < 2 ? holder : `object.get(${holder}, ${term(keys.slice(0, -1))}, {})`
}

/** The path of a finding there. */
export function pathOf({ holderPath, keys, item }: Place): string {
  const steps = keys.map((key) => term(key))
  return concatPath(holderPath, `[${[...steps, ...(item ? ['at'] : [])].join(', ')}]`)
}
