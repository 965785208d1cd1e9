import { loadPolicySet } from '@regraft/core'
import type { PolicyCompiler } from '@regraft/engine'
import { compilePolicies, createEngine } from '@regraft/engine'
import type { Rule } from '@regraft/model'
import type { LocalRego, RegoSource } from '@regraft/rego'
import type { CaseResult, PolicyCase, Texts } from './case.ts'
import { collectCases } from './collect-cases.ts'
import type { RegoCoverage } from './coverage.ts'
import { measureCoverage } from './coverage.ts'
import { findingsIn, healTexts } from './heal-case.ts'
import { createProbe } from './probe.ts'
import { createReference } from './reference.ts'
import type { Bench } from './run-case.ts'
import { runCase } from './run-case.ts'

export interface SuiteOptions {
  /** Rego modules by path, libraries among them. */
  readonly modules: { readonly [path: string]: string }
  /** Case files by path: `aws/s3-versioning/cases/missing/before.tf`. */
  readonly cases: Texts
  /** Rego unit tests by path; they count for coverage. */
  readonly tests?: { readonly [path: string]: string }
  /** The toolchain: `loadRego()` of `@regraft/rego/node`. */
  readonly rego: LocalRego
}

/** Policies with their cases, compiled once and run one by one, so that a test runner can show each. */
export interface CaseSuite {
  /** By id. */
  readonly rules: readonly Rule[]
  /** By rule, then by name. */
  readonly cases: readonly PolicyCase[]
  run(item: PolicyCase): Promise<CaseResult>
  /** What the case's files are after its heal: to write an `after` that is then read by a person. */
  heal(item: PolicyCase): Promise<Texts>
  /** Rego line coverage of all cases and unit tests together. */
  coverage(): Promise<readonly RegoCoverage[]>
}

/** Throws `RegraftError` when the policies do not compile (`POLICY_COMPILE`) or a case is malformed (`CASE_INVALID`). */
export async function openSuite({ modules, cases, rego, tests = {} }: SuiteOptions): Promise<CaseSuite> {
  const compiler: PolicyCompiler = (sources) => compilePolicies(rego, sources)
  const bundle = await compiler([{ id: 'tested', modules }])
  const engine = await createEngine({ policies: [{ id: 'tested', bundle }] })
  const policies = await loadPolicySet([bundle])
  const sources = asSources(modules)
  const bench: Bench = {
    engine,
    findings: (texts) => findingsIn(engine, texts),
    probe: await createProbe(engine.rules, compiler),
    reference: createReference(rego, ({ packages }) => neededBy(packages, sources), policies),
  }
  const collected = await collectCases(rego, cases)
  return {
    rules: engine.rules,
    cases: collected,
    run: (item) => runCase(bench, item),
    heal: async ({ rule, before = {}, options }) => (await healTexts(engine, rule, before, options)).texts,
    async coverage() {
      const workspaces = []
      for (const { before, clean } of collected)
        workspaces.push(await bench.probe.models(before ?? clean ?? {}))
      return measureCoverage(rego, [...sources, ...asSources(tests)], policies, workspaces)
    },
  }
}

/** Runs every case of a suite, in order. */
export async function runCases(options: SuiteOptions): Promise<readonly CaseResult[]> {
  const suite = await openSuite(options)
  const results: CaseResult[] = []
  for (const item of suite.cases) results.push(await suite.run(item))
  return results
}

function asSources(modules: { readonly [path: string]: string }): readonly RegoSource[] {
  return Object.entries(modules).map(([file, text]) => ({ file, text }))
}

/** The policy's own packages and everything that is no policy: parsing the others would take most of the time. */
function neededBy(packages: readonly string[], modules: readonly RegoSource[]): readonly RegoSource[] {
  return modules.filter(
    ({ text }) => !/^#\s+id:/m.test(text) || packages.some((name) => text.includes(`\npackage ${name}\n`)),
  )
}
