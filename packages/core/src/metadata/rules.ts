import { compareText, type Diagnostic, RegraftError, type Rule } from '@regraft/model'
import type { PolicyAnnotations } from './annotations.ts'
import { type Policy, policyOf } from './policy.ts'

const agreed = ['title', 'description', 'severity', 'fix'] as const

/**
 * The packages that implement rules, by package name.
 * Throws RegraftError `POLICY_METADATA` with a diagnostic for each mistake.
 */
export function policiesOf(annotations: readonly PolicyAnnotations[]): Policy[] {
  const policies = new Map<string, Policy>()
  const diagnostics: Diagnostic[] = []
  for (const ref of annotations) {
    const read = policyOf(ref)
    if (read === undefined) continue
    const { policy } = read
    for (const { message, hint } of read.problems) diagnostics.push(diagnosticAt(policy, message, hint))
    const other = policies.get(policy.package)
    if (other !== undefined && other.id !== policy.id)
      diagnostics.push(
        diagnosticAt(
          policy,
          `package ${policy.package} says it is rule ${policy.id}, and at ${other.place} rule ${other.id}`,
          'Give each rule a package of its own.',
        ),
      )
    policies.set(policy.package, policy)
  }
  const all = [...policies.values()].sort((a, b) => compareText(a.package, b.package))
  diagnostics.push(...disagreements(all))
  if (diagnostics.length > 0) throw metadataError(diagnostics)
  return all
}

/** One rule for each id, from all packages that implement it, by id. */
export function rulesOf(policies: readonly Policy[]): Rule[] {
  const rules = new Map<string, Rule>()
  for (const policy of [...policies].sort((a, b) => compareText(a.package, b.package))) {
    const { package: name, packagePath: _, place: __, file: ___, ...own } = policy
    const known = rules.get(policy.id)
    rules.set(policy.id, known === undefined ? { ...own, packages: [name] } : merge(known, policy))
  }
  return [...rules.values()].sort((a, b) => compareText(a.id, b.id))
}

/**
 * The rules that annotations declare, by id: what `inspect` of `@regraft/rego` says, before anything is compiled.
 * Throws RegraftError `POLICY_METADATA` with a diagnostic for each mistake.
 */
export function rulesIn(annotations: readonly PolicyAnnotations[]): readonly Rule[] {
  return rulesOf(policiesOf(annotations))
}

/** Throws RegraftError `POLICY_METADATA` when packages of one rule disagree; for policies of several bundles. */
export function requireAgreement(policies: readonly Policy[]): void {
  const diagnostics = disagreements(policies)
  if (diagnostics.length > 0) throw metadataError(diagnostics)
}

function disagreements(policies: readonly Policy[]): Diagnostic[] {
  const first = new Map<string, Policy>()
  return policies.flatMap((policy) => {
    const other = first.get(policy.id)
    if (other === undefined) first.set(policy.id, policy)
    if (other === undefined || other.package === policy.package) return []
    const field = agreed.find((name) => other[name] !== policy[name])
    if (field === undefined) return []
    return diagnosticAt(
      policy,
      `rule ${policy.id} has another ${field} here (${policy[field] ?? 'none'}) than at ${other.place} (${other[field] ?? 'none'})`,
      `Packages of one rule share title, description, severity and fix: make them equal, or give one another id.`,
    )
  })
}

function merge(known: Rule, policy: Policy): Rule {
  const controls: Record<string, readonly string[]> = { ...known.controls }
  for (const [framework, list] of Object.entries(policy.controls))
    controls[framework] = union(controls[framework] ?? [], list)
  return {
    ...known,
    resources: union(known.resources, policy.resources),
    uses: union(known.uses, policy.uses).sort(compareText),
    aliases: union(known.aliases, policy.aliases),
    controls,
    relatedResources: union(known.relatedResources, policy.relatedResources),
    packages: union(known.packages, [policy.package]).sort(compareText),
  }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}

function diagnosticAt(policy: Policy, message: string, hint: string): Diagnostic {
  const file = policy.file === undefined ? {} : { file: policy.file }
  return { code: 'POLICY_METADATA', severity: 'error', message: `${policy.place}: ${message}`, hint, ...file }
}

function metadataError(diagnostics: readonly Diagnostic[]): RegraftError {
  const [first] = diagnostics
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : ''
  return new RegraftError('POLICY_METADATA', `${first?.message}${more}`, {
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
    diagnostics,
  })
}
