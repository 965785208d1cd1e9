import { compareText } from '@regraft/model'
import type { Binding } from './language/scope.ts'
import { anyType, stringType } from './language/type.ts'
import type { Value } from './language/value.ts'
import { collectRefs, isMapping, num, object, sortedEntries, str, unknownOf } from './language/value.ts'

/** One instance of a resource or module call. */
export interface InstanceKey {
  /** `["a"]`, `[0]`, `[*]` where the keys are not known; empty for the only one. */
  readonly suffix: string
  /** What `each` and `count` are. */
  readonly names: Binding | undefined
}

export type Expansion =
  | { readonly kind: 'one' }
  | { readonly kind: 'count'; readonly keys: readonly InstanceKey[] }
  | { readonly kind: 'each'; readonly keys: readonly (InstanceKey & { readonly key: string })[] }
  /** Nobody knows how many: one stands for all. */
  | { readonly kind: 'unknown'; readonly key: InstanceKey }

const onlyOne: readonly InstanceKey[] = [{ suffix: '', names: undefined }]

/** Every instance that there is; one for all where nobody knows how many. */
export function keysOf(expansion: Expansion): readonly InstanceKey[] {
  if (expansion.kind === 'one') return onlyOne
  return expansion.kind === 'unknown' ? [expansion.key] : expansion.keys
}

/** More instances of one block are not told apart. */
const maxInstances = 10_000

const one: Expansion = { kind: 'one' }

/** The instances that `count` or `for_each` makes; each argument undefined where it is not written. */
export function expansionOf(count: Value | undefined, forEach: Value | undefined): Expansion {
  if (forEach !== undefined) return eachOf(forEach)
  return count === undefined ? one : countOf(count)
}

function countOf(count: Value): Expansion {
  if (count.kind === 'null') return one
  const value =
    count.kind === 'number' ? count.value : count.kind === 'string' ? Number(count.value || 'x') : undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > maxInstances)
    return unknownKey(
      'count',
      object(new Map([['index', unknownOf({ kind: 'number' }, { text: 'count.index' })]])),
    )
  return {
    kind: 'count',
    keys: Array.from({ length: value }, (_, i) => ({
      suffix: `[${i}]`,
      names: { name: 'count', value: object(new Map([['index', num(i)]])), outer: undefined },
    })),
  }
}

function eachOf(forEach: Value): Expansion {
  const entries = isMapping(forEach)
    ? sortedEntries(forEach)
    : forEach.kind === 'set' || forEach.kind === 'tuple' || forEach.kind === 'list'
      ? keysOfSet(forEach.items)
      : undefined
  if (entries === undefined || entries.length > maxInstances) {
    const refs = new Set<string>()
    collectRefs(forEach, refs)
    const all = [...refs].sort(compareText)
    return unknownKey(
      'each',
      object(
        new Map([
          ['key', unknownOf(stringType, { text: 'each.key', refs: forEach.kind === 'unknown' ? all : [] })],
          ['value', unknownOf(anyType, { text: 'each.value', refs: all })],
        ]),
      ),
    )
  }
  return {
    kind: 'each',
    keys: entries.map(([key, value]) => ({
      key,
      suffix: `[${JSON.stringify(key)}]`,
      names: {
        name: 'each',
        value: object(
          new Map([
            ['key', str(key)],
            ['value', value],
          ]),
        ),
        outer: undefined,
      },
    })),
  }
}

/** Elements of a set of strings by themselves; undefined when one is not known. */
function keysOfSet(items: readonly Value[]): readonly (readonly [string, Value])[] | undefined {
  const entries: [string, Value][] = []
  for (const item of items) {
    if (item.kind !== 'string') return undefined
    entries.push([item.value, item])
  }
  return entries
}

function unknownKey(name: string, value: Value): Expansion {
  return { kind: 'unknown', key: { suffix: '[*]', names: { name, value, outer: undefined } } }
}
