import { compareText } from '@regraft/model'
import type { ModuleInstance } from './instance.ts'

interface Step {
  readonly instance: ModuleInstance
  readonly key: string
  readonly name: string
  /** Place on the stack of the first value that one of those from here on needs; infinite when none needs one below. */
  lowest: number
}

/** Values that need one another in a ring: `names` in that order, the first by name first, which is declared at `first`. */
export interface Cycle {
  readonly names: readonly string[]
  readonly first: { readonly instance: ModuleInstance; readonly key: string }
}

/** Values that are being worked out, each because the one before it needs it. */
export class Stack {
  readonly #steps: Step[] = []
  readonly #places = new Map<string, number>()
  /** Values that are known to need themselves. */
  readonly #cyclic = new Set<string>()
  readonly #found: (cycle: Cycle) => void

  constructor(found: (cycle: Cycle) => void) {
    this.#found = found
  }

  /** Notes that a value is being worked out; false when it is already, for then it needs itself. */
  enter(instance: ModuleInstance, key: string): boolean {
    const name = instance.prefix + key
    const place = this.#places.get(name)
    if (place === undefined) {
      this.#places.set(name, this.#steps.length)
      this.#steps.push({ instance, key, name, lowest: Number.POSITIVE_INFINITY })
      return true
    }
    this.#tell(place)
    const top = this.#steps.at(-1)
    if (top) top.lowest = Math.min(top.lowest, place)
    return false
  }

  /** Ends what `enter` began; false when the value was found to need itself. */
  leave(): boolean {
    const step = this.#steps.pop()
    if (step === undefined) return true
    this.#places.delete(step.name)
    const place = this.#steps.length
    const below = this.#steps[place - 1]
    if (below && step.lowest < place) below.lowest = Math.min(below.lowest, step.lowest)
    if (step.lowest > place) return true
    this.#cyclic.add(step.name)
    return false
  }

  /** Tells the cycle from a place on, unless it runs through one that was told. */
  #tell(place: number): void {
    for (let i = this.#steps.length - 1; i >= place; i--)
      if (this.#cyclic.has(this.#steps[i]?.name ?? '')) return
    const steps = this.#steps.slice(place)
    for (const { name } of steps) this.#cyclic.add(name)
    const names = steps.map(({ name }) => name)
    const from = names.indexOf([...names].sort(compareText)[0] ?? '')
    const first = steps[from]
    if (first) this.#found({ names: [...names.slice(from), ...names.slice(0, from)], first })
  }
}
