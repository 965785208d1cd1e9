import type { LocalRego } from '@regraft/rego'
import type { Texts } from '@regraft/testing'

/** What a rule is made and tried with. */
export interface Toolchain {
  readonly rego: LocalRego
  /** Rego that policies may import, by path: `@regraft/policies/library`. */
  readonly library: Texts
}
