import { compareText, isList, RegraftError } from '@regraft/model'
import type { PolicyAnnotations } from './metadata/annotations.ts'
import type { Policy } from './metadata/policy.ts'
import { policiesOf } from './metadata/rules.ts'
import { typesOf } from './metadata/types.ts'

/** What `inspect` of `@regraft/rego` says of policy modules, as far as dispatch needs it. */
export interface InspectedPolicies {
  readonly annotations: readonly PolicyAnnotations[]
  /** Packages and the names of their rules; with it a package without `deny` is an error that names the file. */
  readonly modules?: readonly { readonly package: string; readonly rules: readonly string[] }[]
}

/** What is compiled into a bundle beside the policies. */
export interface Dispatch {
  readonly modules: readonly { readonly file: string; readonly text: string }[]
  /** Every document the host asks for, as `package/path/rule`. */
  readonly entrypoints: readonly string[]
}

/** One generated document: the deny sets of these packages, in this order, for resources of one type. */
export interface DispatchEntry {
  readonly entrypoint: string
  /** Or `*:` and a framework, for policies that look at every type of it. */
  readonly resourceType: string
  readonly packages: readonly string[]
}

const root = ['regraft', 'dispatch'] as const

/** Changes whenever what `dispatchModule` writes does: part of the key under which compiled policies are kept. */
export const dispatchVersion = 1

/**
 * Writes the Rego that asks every policy of a resource type at once: one document a type, a list of deny sets.
 * One call per resource parses its input once and shares what policies compute of it; a list costs less than an
 * object keyed by rule. Which set is whose stands in the generated annotations, so a bundle explains itself.
 * Each package's own `deny` stays an entrypoint, to name the culprit when a policy fails.
 *
 * Throws RegraftError `POLICY_METADATA`, or `POLICY_NO_DENY` for a rule whose package defines no `deny`.
 */
export function dispatchModule(inspected: InspectedPolicies): Dispatch {
  const policies = policiesOf(inspected.annotations)
  if (inspected.modules !== undefined) requireDeny(policies, inspected.modules)
  const types = [...new Set(policies.flatMap(typesOf))].sort(compareText)
  const documents = types.map((type, i) => ({ name: `t${i}`, type, asked: askedAbout(policies, type) }))
  const header = `# METADATA\n# scope: package\n# title: Policies by resource type\n# description: Generated.\npackage ${root.join('.')}\n`
  const text = [header, ...documents.map(({ name, type, asked }) => document(name, type, asked))].join('\n')
  return {
    modules: policies.length === 0 ? [] : [{ file: 'regraft/dispatch.rego', text }],
    entrypoints: [
      ...documents.map(({ name }) => [...root, name].join('/')),
      ...policies.map((policy) => denyEntrypoint(policy.packagePath)),
    ],
  }
}

/** The dispatch documents a bundle says it holds. */
export function dispatchEntries(annotations: readonly PolicyAnnotations[]): DispatchEntry[] {
  return annotations.flatMap(({ path, annotations: { custom } }) => {
    const steps = path.slice(1).map((term) => String(term.value))
    const type = custom?.['resource_type']
    const packages = custom?.['packages']
    if (steps.length !== 3 || !root.every((step, i) => steps[i] === step)) return []
    if (typeof type !== 'string' || !isList(packages)) return []
    return [{ entrypoint: steps.join('/'), resourceType: type, packages: packages.map(String) }]
  })
}

/** The entrypoint of a package's findings. */
export function denyEntrypoint(packagePath: readonly string[]): string {
  return [...packagePath, 'deny'].join('/')
}

function askedAbout(policies: readonly Policy[], type: string): Policy[] {
  return policies.filter((policy) => typesOf(policy).includes(type))
}

function document(name: string, type: string, policies: readonly Policy[]): string {
  const packages = policies.map((policy) => JSON.stringify(policy.package)).join(', ')
  const sets = policies.map((policy) => `\t${reference(policy.packagePath)}.deny,\n`).join('')
  // JSON is YAML, so any name is safe here.
  return `# METADATA\n# scope: rule\n# custom:\n#   resource_type: ${JSON.stringify(type)}\n#   packages: [${packages}]\n${name} := [\n${sets}]\n`
}

/** `data.regraft["s3-versioning"]`: brackets serve for every name but plain ones, keywords among them. */
function reference(path: readonly string[]): string {
  return `data${path.map((step) => `[${JSON.stringify(step)}]`).join('')}`
}

function requireDeny(
  policies: readonly Policy[],
  modules: readonly { readonly package: string; readonly rules: readonly string[] }[],
): void {
  const withDeny = new Set(
    modules.filter((module) => module.rules.includes('deny')).map((module) => plainPath(module.package)),
  )
  const missing = policies.filter((policy) => !withDeny.has(policy.package))
  const [first] = missing
  if (first === undefined) return
  throw new RegraftError(
    'POLICY_NO_DENY',
    `${first.place}: rule ${first.id} has no \`deny\` in package ${first.package}`,
    { hint: 'Write `deny contains finding if { … }` in that package.' },
  )
}

/** `data.a["b-c"]` as `a.b-c`. */
function plainPath(reference: string): string {
  return reference
    .replace(/^data/, '')
    .replace(/\["((?:[^"\\]|\\.)*)"\]/g, (_, step: string) => `.${JSON.parse(`"${step}"`)}`)
    .slice(1)
}
