import {
  compareText,
  type Diagnostic,
  equalJson,
  type Json,
  type Param,
  RegraftError,
  type Rule,
} from '@regraft/model'
import { paramPath } from '../params/params.ts'
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
  const diagnostics = [...disagreements(policies), ...paramClashes(policies)]
  if (diagnostics.length > 0) throw metadataError(diagnostics)
}

/** `a/b-c` and `a/b_c` would share one place in the data, and `a` would hold the place of `a/b`. */
function paramClashes(policies: readonly Policy[]): Diagnostic[] {
  const taking = policies.filter(({ params }) => params !== undefined)
  return taking.flatMap((policy) => {
    const own = paramPath(policy.id)
    const other = taking.find(
      ({ id }) =>
        id < policy.id && [own, paramPath(id)].some((a, i, both) => startsWith(a, both[1 - i] ?? a)),
    )
    if (other === undefined) return []
    return diagnosticAt(
      policy,
      `the parameters of ${policy.id} and of ${other.id} would stand in one place`,
      'Give one of the rules another id.',
    )
  })
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((step, i) => path[i] === step)
}

function disagreements(policies: readonly Policy[]): Diagnostic[] {
  const first = new Map<string, Policy>()
  return policies.flatMap((policy) => {
    const other = first.get(policy.id)
    if (other === undefined) first.set(policy.id, policy)
    if (other === undefined || other.package === policy.package) return []
    const param = otherParam(other.params ?? {}, policy.params ?? {})
    if (param !== undefined)
      return diagnosticAt(
        policy,
        `rule ${policy.id} declares its parameter ${param} in another way here than at ${other.place}`,
        'Packages of one rule share their parameters: make the declarations equal.',
      )
    const field = agreed.find((name) => other[name] !== policy[name])
    if (field === undefined) return []
    return diagnosticAt(
      policy,
      `rule ${policy.id} has another ${field} here (${policy[field] ?? 'none'}) than at ${other.place} (${other[field] ?? 'none'})`,
      `Packages of one rule share title, description, severity and fix: make them equal, or give one another id.`,
    )
  })
}

type Params = NonNullable<Rule['params']>

/** A name that both declare, but differently. */
function otherParam(a: Params, b: Params): string | undefined {
  const json = (param: Param | undefined): Json => ({ ...param }) as Json // metadata is JSON
  return Object.keys(a).find((name) => Object.hasOwn(b, name) && !equalJson(json(a[name]), json(b[name])))
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
    ...(known.params || policy.params ? { params: { ...known.params, ...policy.params } } : {}),
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
