import { ruleMatches } from '@regraft/engine'
import { nearest, RegraftError, type Rule } from '@regraft/model'
import type { Arguments } from '../args/arguments.ts'

/** The rules that --rule and --skip-rule leave. A name that matches none is a typing mistake. */
export function chosenRules(rules: readonly Rule[], { rules: only, skipRules }: Arguments): readonly Rule[] {
  for (const name of [...only, ...skipRules])
    if (!rules.some((rule) => ruleMatches(name, rule))) throw noRule(name, rules)
  return rules.filter(
    (rule) =>
      (only.length === 0 || only.some((name) => ruleMatches(name, rule))) &&
      !skipRules.some((name) => ruleMatches(name, rule)),
  )
}

export function noRule(name: string, rules: readonly Rule[]): Error {
  const near = nearest(
    name,
    rules.map(({ id }) => id),
  )
  const hint = near ? `Did you mean ${near}?` : 'regraft rules lists them all.'
  return new RegraftError('RULE_UNKNOWN', `there is no rule ${name}`, { hint })
}
