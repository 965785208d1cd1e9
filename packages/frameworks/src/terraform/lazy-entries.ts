import type { Value } from './language/value.ts'

/**
 * Entries whose values are worked out when they are asked for: outputs of two modules may each need one of the other, as
 * long as no value needs itself.
 */
export class LazyEntries implements ReadonlyMap<string, Value> {
  readonly #names: ReadonlySet<string>
  readonly #compute: (name: string) => Value | undefined

  /** `compute` gives nothing for a name that turns out to be no entry. */
  constructor(names: readonly string[], compute: (name: string) => Value | undefined) {
    this.#names = new Set(names)
    this.#compute = compute
  }

  get size(): number {
    return this.#names.size
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  get(name: string): Value | undefined {
    return this.#names.has(name) ? this.#compute(name) : undefined
  }

  keys(): MapIterator<string> {
    return this.#names.values()
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value
  }

  *entries(): MapIterator<[string, Value]> {
    for (const name of this.#names) {
      const value = this.#compute(name)
      if (value !== undefined) yield [name, value]
    }
  }

  forEach(visit: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this)
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries()
  }
}
