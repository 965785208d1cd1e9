import type { BodySchema } from '../schema/types.ts'
import type { Body, Member, Place } from './source.ts'

/** A resource's body with what override files say of it: an argument, or all blocks of a type, replaced by theirs. */
export function mergedBody(base: Body, overrides: readonly Body[]): Body {
  return overrides.length === 0 ? base : new MergedBody(base, overrides)
}

class MergedBody implements Body {
  readonly #base: Body
  readonly #overrides: readonly Body[]
  readonly layers: readonly Body[]

  constructor(base: Body, overrides: readonly Body[]) {
    this.#base = base
    this.#overrides = overrides
    this.layers = [base, ...overrides]
  }

  get syntax(): 'hcl' | 'json' {
    return this.#base.syntax
  }

  /** New arguments are written into the declaration itself. */
  get place(): Place {
    return this.#base.place
  }

  members(schema: BodySchema | undefined): ReadonlyMap<string, Member> {
    const members = new Map(this.#base.members(schema))
    for (const override of this.#overrides)
      for (const [name, member] of override.members(schema)) members.set(name, member)
    return members
  }
}
