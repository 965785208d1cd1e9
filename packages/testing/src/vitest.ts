import { expect } from 'vitest'
import type { Texts } from './case.ts'
import type { ExpectOptions, TestedPolicies } from './expect/heals.ts'
import { expectClean, expectHeals } from './expect/heals.ts'

/** What importing this module adds to `expect(policies)`. */
export interface PolicyMatchers {
  /** The rule fires in `before` and its fix makes exactly `after`; see `expectHeals`. To be awaited. */
  toHeal(before: string | Texts, after: string | Texts, options?: ExpectOptions): Promise<void>
  /** The rule finds nothing in `text`; see `expectClean`. To be awaited. */
  toFindNothing(text: string | Texts, options?: ExpectOptions): Promise<void>
}

declare module 'vitest' {
  interface Matchers<T> extends PolicyMatchers {}
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

/** Failed expectations are a verdict, so that `.not` works; mistakes in policies are errors. */
async function verdict(expectation: Promise<void>, held: string): Promise<Verdict> {
  try {
    await expectation
    return { pass: true, message: () => held }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXPECTATION_FAILED')) throw error
    return { pass: false, message: () => error.message }
  }
}

expect.extend({
  toHeal: (
    policies: TestedPolicies,
    before: string | Texts,
    after: string | Texts,
    options?: ExpectOptions,
  ) => verdict(expectHeals(policies, before, after, options), 'it heals exactly so'),
  toFindNothing: (policies: TestedPolicies, text: string | Texts, options?: ExpectOptions) =>
    verdict(expectClean(policies, text, options), 'it finds nothing'),
})
