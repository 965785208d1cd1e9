import type { FunctionContext } from './functions/define.ts'
import type { ModuleInstance } from './instance.ts'
import type { Meter } from './language/meter.ts'
import type { Binding, Found, Scope } from './language/scope.ts'
import { sameValue } from './language/sets.ts'
import { equalTypes } from './language/type.ts'
import type { Site, Value, Via } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'

interface Asked {
  readonly root: string
  readonly names: readonly string[]
  readonly taken: number
  readonly value: Value | undefined
}

/** What was asked while something was worked out. Noting is all that a check pays for: only a heal asks again. */
export class Lookups {
  #asked: Asked[] = []
  #once = false
  readonly #others = new Map<string, (now: ModuleInstance) => boolean>()

  note(root: string, names: readonly string[], found: Found | undefined): void {
    this.#asked.push({ root, names, taken: found?.taken ?? 0, value: found?.value })
    this.#once = false
  }

  /** Something else that was asked, with whether an instance would answer the same now. */
  noteOther(key: string, same: (now: ModuleInstance) => boolean): void {
    this.#others.set(key, same)
  }

  /** Whether an instance would answer everything the same now. */
  hold(now: ModuleInstance): boolean {
    if (!this.#once) {
      const keys = new Map(this.#asked.map((asked) => [keyOf(asked), asked]))
      this.#asked = [...keys.values()]
      this.#once = true
    }
    for (const { root, names, taken, value } of this.#asked)
      if (!unchanged(now.lookup(root, taken === names.length ? names : names.slice(0, taken))?.value, value))
        return false
    for (const same of this.#others.values()) if (!same(now)) return false
    return true
  }
}

function keyOf({ root, names, taken }: Asked): string {
  return [root, ...names.slice(0, taken)].join('.')
}

/** What names mean in one expression of one instance of a module. */
export class ExpressionScope implements Scope {
  readonly site: Site
  readonly #instance: ModuleInstance
  readonly #names: Binding | undefined
  readonly #lookups: Lookups | undefined

  constructor(
    instance: ModuleInstance,
    site: Site,
    names: Binding | undefined,
    lookups: Lookups | undefined,
  ) {
    this.#instance = instance
    this.site = site
    this.#names = names
    this.#lookups = lookups
  }

  lookup(root: string, names: readonly string[]): Found | undefined {
    for (let at = this.#names; at !== undefined; at = at.outer)
      if (at.name === root) return { value: at.value, taken: 0 }
    const found = this.#instance.lookup(root, names)
    this.#lookups?.note(root, names, found)
    return found
  }

  get functions(): FunctionContext {
    return this.#instance.functions
  }

  get meter(): Meter {
    return this.#instance.tree.meter
  }
}

interface Memo {
  readonly names: Binding | undefined
  readonly lookups: Lookups
  readonly result: unknown
}

/** By what is evaluated, then by the instance and key that it is evaluated for. */
const memos = new WeakMap<object, Map<string, Memo>>()

/**
 * What `compute` gives for `owner` (an expression or a body), once: it is computed anew only when one of the values that
 * it looked up is another object than before; then it is given what it was. A heal loads everything again after each edit,
 * and nearly all stays.
 */
export function remembered<T>(
  owner: object,
  key: string,
  instance: ModuleInstance,
  names: Binding | undefined,
  compute: (lookups: Lookups | undefined, before: T | undefined) => T,
): T {
  if (!instance.tree.remembers) return compute(undefined, undefined)
  let byKey = memos.get(owner)
  const memo = byKey?.get(key)
  // What is kept under a key of one owner is always of the kind that this owner's caller computes.
  const before = memo?.result as T | undefined
  if (memo !== undefined && sameNames(memo.names, names) && memo.lookups.hold(instance)) return before as T
  const lookups = new Lookups()
  const result = instance.tree.recording(lookups, () => compute(lookups, before))
  if (byKey === undefined) {
    byKey = new Map()
    memos.set(owner, byKey)
  }
  byKey.set(key, { names, lookups, result })
  return result
}

function sameNames(a: Binding | undefined, b: Binding | undefined): boolean {
  let x = a
  let y = b
  for (; x !== undefined && y !== undefined; x = x.outer, y = y.outer)
    if (x.name !== y.name || !unchanged(x.value, y.value)) return false
  return x === y
}

/** Whether a value is the one it was: the same object wherever it is written, the same content where it is made up. */
function unchanged(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined || a.source !== undefined || b.source !== undefined) return false
  if (!sameWay(a.via, b.via)) return false
  if (a.kind === 'unknown' && b.kind === 'unknown')
    return (
      a.text === b.text &&
      a.prefix === b.prefix &&
      a.decoded === b.decoded &&
      a.refs.length === b.refs.length &&
      a.refs.every((ref, i) => ref === b.refs[i]) &&
      equalTypes(a.type, b.type)
    )
  if (isSequence(a) && isSequence(b))
    return (
      a.kind === b.kind &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => unchanged(item, b.items[i]))
    )
  if (isMapping(a) && isMapping(b)) {
    if (a.kind !== b.kind || a.entries.size !== b.entries.size) return false
    for (const [name, item] of a.entries) if (!unchanged(item, b.entries.get(name))) return false
    return true
  }
  return sameScalar(a, b)
}

/** Whether two values passed the same references, in the same versions of their files. */
function sameWay(a: Via | undefined, b: Via | undefined): boolean {
  let x = a
  let y = b
  for (; x !== undefined && y !== undefined && x !== y; x = x.next, y = y.next)
    if (x.source.node === undefined || x.source.node !== y.source.node) return false
  return x === y
}

function sameScalar(a: Value, b: Value): boolean {
  return (a.kind === 'string' || a.kind === 'number' || a.kind === 'bool') && sameValue(a, b)
}
