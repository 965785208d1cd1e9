import type { Level, Rule, Severity } from '@regraft/model'
import { lowerLevel, RegraftError, severityRank } from '@regraft/model'
import { globMatches } from './glob.ts'
import type { RuleSetting, RunOptions } from './options.ts'

/** What the options say of one rule. */
export interface RuleChoice {
  readonly rule: Rule
  readonly severity: Severity
  readonly bound: Level | 'off'
}

/** True when a rule's id, or an id other scanners know it by, is meant. `*` alone means all rules. */
export function ruleMatches(pattern: string, rule: Rule): boolean {
  return pattern === '*' || globMatches(pattern, rule.id) || rule.aliases.includes(pattern)
}

/** The rules a run asks, by id. Throws `RULE_UNKNOWN` when a name matches none: a typing mistake must not pass as "clean". */
export function chooseRules(rules: readonly Rule[], options: RunOptions): ReadonlyMap<string, RuleChoice> {
  for (const pattern of [
    ...(options.rules ?? []),
    ...(options.skipRules ?? []),
    ...(options.settings ?? []).map((s) => s.rule),
    ...(options.ignores ?? []).map((s) => s.rule),
  ]) {
    if (!rules.some((rule) => ruleMatches(pattern, rule))) throw unknownRule(pattern, rules)
  }
  const out = new Map<string, RuleChoice>()
  for (const rule of rules) {
    const settings = (options.settings ?? []).filter((setting) => ruleMatches(setting.rule, rule))
    const chosen =
      (options.rules === undefined || options.rules.some((pattern) => ruleMatches(pattern, rule))) &&
      !(options.skipRules ?? []).some((pattern) => ruleMatches(pattern, rule)) &&
      !lastOf(settings, 'off')
    const severity = lastOf(settings, 'severity') ?? rule.severity
    if (!chosen || severityRank(severity) < severityRank(options.minSeverity ?? 'info')) continue
    out.set(rule.id, { rule, severity, bound: boundOf(rule, lastOf(settings, 'fix')) })
  }
  return out
}

function lastOf<K extends keyof RuleSetting>(
  settings: readonly RuleSetting[],
  key: K,
): RuleSetting[K] | undefined {
  return settings.findLast((setting) => setting[key] !== undefined)?.[key]
}

function boundOf(rule: Rule, fix: RuleSetting['fix']): Level | 'off' {
  if (fix === 'off' || rule.fix === undefined) return 'off'
  return fix === undefined ? rule.fix : lowerLevel(rule.fix, fix)
}

function unknownRule(pattern: string, rules: readonly Rule[]): RegraftError {
  const tail = pattern.split('/').at(-1) ?? pattern
  const near = rules.filter((rule) => tail.length > 2 && rule.id.includes(tail)).slice(0, 3)
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((rule) => rule.id).join(' or ')}?`
      : 'regraft rules lists them all.'
  return new RegraftError('RULE_UNKNOWN', `No rule is named ${pattern}`, { hint })
}
