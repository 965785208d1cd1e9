import type { Rule } from '@regraft/model'
import { sortFindings } from './evaluate/order.ts'
import { joinRules } from './metadata/rules.ts'
import type { Evaluation, PolicySet } from './policy-set.ts'

/**
 * Several sets asked as one. A rule may have policies in more than one of them.
 * Throws RegraftError `POLICY_METADATA` when they disagree about a rule.
 */
export function joinPolicySets(sets: readonly PolicySet[]): PolicySet {
  const [first] = sets
  if (first !== undefined && sets.length === 1) return first
  const rules: readonly Rule[] = joinRules(sets.map((set) => set.rules))
  return { rules, evaluate: (batch) => joinEvaluations(sets.map((set) => set.evaluate(batch))) }
}

/** What several sets answered to one batch, as if one had. */
export function joinEvaluations(evaluations: readonly Evaluation[]): Evaluation {
  return {
    findings: sortFindings(evaluations.flatMap(({ findings }) => findings)),
    diagnostics: evaluations.flatMap(({ diagnostics }) => diagnostics),
  }
}
