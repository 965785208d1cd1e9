import type { Json } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { LocalRego } from '@regraft/rego'
import { loadRego } from '@regraft/rego/node'
import type { CaseFailure, PolicyCase, Texts } from '../case.ts'
import { noOptions } from '../case-options.ts'
import { describeFailure } from '../describe-failure.ts'
import { readPolicies } from '../files/policy-files.ts'
import { runCase } from '../run-case.ts'
import type { Benches } from '../tester/benches.ts'
import { createBenches } from '../tester/benches.ts'
import { createGrapher } from '../tester/graph.ts'
import { withoutDoubles } from '../tester/library.ts'

/** Policies of a test: a folder, or Rego modules by path such as `library` of `@regraft/policies/library`. */
export type TestedPolicy = string | { readonly modules: { readonly [path: string]: string } }

export type TestedPolicies = TestedPolicy | readonly TestedPolicy[]

export interface ExpectOptions {
  /** The rule in question; needed where the policies hold more than one. */
  readonly rule?: string
  /** What a single text is called. Default: `main.yaml` for a manifest, `main.json` for JSON, else `main.tf`. */
  readonly file?: string
  /** Consent to unsafe fixes; without it the fix must then stay out. */
  readonly unsafe?: boolean
  /** Answers to the fix's inputs; without them the fix must then stay out. */
  readonly inputs?: { readonly [name: string]: Json }
}

/**
 * Expects that a rule fires in `before`, that its fix makes exactly `after`, and all else that a case is checked for:
 * other line endings, styles and formats, no second change, no other finding, OPA's own evaluator.
 *
 * Rejects with RegraftError `EXPECTATION_FAILED` that says what does not hold; and with `POLICY_COMPILE`, `RULE_UNKNOWN`.
 */
export async function expectHeals(
  policies: TestedPolicies,
  before: string | Texts,
  after: string | Texts,
  options: ExpectOptions = {},
): Promise<void> {
  const name = options.file ?? nameFor(before)
  refuse(await failuresOf(policies, { before: textsOf(before, name), after: textsOf(after, name) }, options))
}

/** Expects that a rule finds nothing in a text, and that OPA's own evaluator agrees. Rejects as `expectHeals` does. */
export async function expectClean(
  policies: TestedPolicies,
  clean: string | Texts,
  options: ExpectOptions = {},
): Promise<void> {
  refuse(await failuresOf(policies, { clean: textsOf(clean, options.file ?? nameFor(clean)) }, options))
}

function refuse(failures: readonly CaseFailure[]): void {
  if (failures.length === 0) return
  throw new RegraftError('EXPECTATION_FAILED', failures.map(describeFailure).join('\n'))
}

async function failuresOf(
  policies: TestedPolicies,
  texts: Partial<Pick<PolicyCase, 'before' | 'after' | 'clean'>>,
  { rule, unsafe = false, inputs = {} }: ExpectOptions,
): Promise<readonly CaseFailure[]> {
  const benches = await benchesOf(policies)
  const id = ruleAmong(benches, rule)
  const bench = benches.bench(id)
  if (bench === undefined) throw unknownRule(id, benches)
  const none = { before: undefined, after: undefined, clean: undefined }
  const options = { ...noOptions, unsafe, inputs }
  return (await runCase(bench, { rule: id, name: 'expected', folder: '', options, ...none, ...texts }))
    .failures
}

function ruleAmong({ rules }: Benches, rule: string | undefined): string {
  const [first, second] = rules
  if (rule !== undefined) return rule
  if (first !== undefined && second === undefined) return first.id
  throw new RegraftError(
    'RULE_UNKNOWN',
    first === undefined ? 'these policies hold no rule' : 'these policies hold several rules',
    { hint: first === undefined ? 'Give the folder of a rule.' : `Name one: { rule: '${first.id}' }` },
  )
}

function unknownRule(id: string, { rules }: Benches): RegraftError {
  return new RegraftError('RULE_UNKNOWN', `there is no rule ${id}`, {
    hint: `There are ${rules.map((rule) => rule.id).join(', ')}.`,
  })
}

let toolchain: Promise<LocalRego> | undefined
/** What was compiled, by the texts that it was compiled from. */
const compiled = new Map<string, Promise<Benches>>()

function benchesOf(policies: TestedPolicies): Promise<Benches> {
  const modules = modulesOf(Array.isArray(policies) ? policies : [policies as TestedPolicy]) // isArray knows no readonly
  const key = JSON.stringify(modules)
  const known = compiled.get(key) ?? compileAnew(modules)
  compiled.set(key, known)
  return known
}

async function compileAnew(modules: { readonly [path: string]: string }): Promise<Benches> {
  toolchain ??= loadRego()
  const rego = await toolchain
  return createBenches(rego)(await createGrapher(rego)(modules))
}

/** Own packages stand before those of a library given first. */
function modulesOf(policies: readonly TestedPolicy[]): { readonly [path: string]: string } {
  return policies.reduce<{ readonly [path: string]: string }>((known, policy) => {
    const own =
      typeof policy === 'string' ? readPolicies(process.cwd(), [policy]).folder.modules : policy.modules
    return { ...withoutDoubles(known, own), ...own }
  }, {})
}

function textsOf(text: string | Texts, name: string): Texts {
  return typeof text === 'string' ? { [name]: text } : text
}

function nameFor(text: string | Texts): string {
  if (typeof text !== 'string') return ''
  if (/^\s*\{/.test(text)) return 'main.json'
  return /^\s*(apiVersion|kind)\s*:/m.test(text) ? 'main.yaml' : 'main.tf'
}
