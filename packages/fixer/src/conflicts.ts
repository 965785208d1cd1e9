import type { Change } from '@regraft/frameworks'
import type { Json, Path } from '@regraft/model'
import { canonicalJson, isObject } from '@regraft/model'
import { isReference } from './changes.ts'
import { startsWith } from './paths.ts'

/** What a fix wants at one place of one resource: a value, or nothing there. */
interface Wish {
  readonly path: Path
  /** Canonical JSON, or undefined for "nothing there". */
  readonly value: string | undefined
}

export interface Wishes<T> {
  readonly owner: T
  readonly rule: string
  readonly address: string
  readonly wishes: readonly Wish[]
}

/** The leaves a list of changes would write or remove. Appended list items are no one's place and conflict with nothing. */
export function wishesOf(
  changes: readonly Change[],
  length: (path: Path) => number | undefined,
): readonly Wish[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'put': {
        const last = change.path.at(-1)
        const appends = typeof last === 'number' && length(change.path.slice(0, -1)) === last
        return appends ? [] : leaves(change.path, change.value)
      }
      case 'remove':
      case 'rename':
        return [{ path: change.path, value: undefined }]
      case 'add_resource':
        return []
      default:
        return change satisfies never
    }
  })
}

function leaves(path: Path, value: Json): readonly Wish[] {
  if (!isObject(value) || isReference(value) || Object.keys(value).length === 0)
    return [{ path, value: canonicalJson(value) }]
  return Object.keys(value).flatMap((key) => leaves([...path, key], value[key] as Json))
}

/**
 * Pairs of fixes of different rules that cannot both hold: different values at one path, or one removes (or writes a
 * plain value at) what the other writes into. Found in model space, before any text is touched.
 */
export function conflictsOf<T>(all: readonly Wishes<T>[]): ReadonlyMap<T, readonly T[]> {
  const out = new Map<T, T[]>()
  const note = (a: T, b: T): void => {
    const known = out.get(a) ?? []
    if (!known.includes(b)) out.set(a, [...known, b])
  }
  const byAddress = new Map<string, Wishes<T>[]>()
  for (const wishes of all) byAddress.set(wishes.address, [...(byAddress.get(wishes.address) ?? []), wishes])
  for (const group of byAddress.values()) {
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1)) {
        if (a.rule === b.rule || !clash(a.wishes, b.wishes)) continue
        note(a.owner, b.owner)
        note(b.owner, a.owner)
      }
    }
  }
  return out
}

function clash(a: readonly Wish[], b: readonly Wish[]): boolean {
  return a.some((x) => b.some((y) => contradict(x, y) || contradict(y, x)))
}

function contradict(x: Wish, y: Wish): boolean {
  if (!startsWith(y.path, x.path)) return false
  if (y.path.length === x.path.length) return x.value !== y.value
  // A plain value or a removal at a place that the other writes into; `{}` leaves room for it.
  return y.value !== undefined && x.value !== '{}'
}
