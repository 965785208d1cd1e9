import type { Rego } from '@regraft/rego'
import type { PolicyCase, Texts } from '../case.ts'
import { collectCases } from '../collect-cases.ts'
import { healTexts } from '../heal-case.ts'
import type { PolicyFolder } from '../read-policies.ts'
import { runCase } from '../run-case.ts'
import type { Benches } from './benches.ts'
import { createBenches } from './benches.ts'
import { compileError } from './compile-error.ts'
import { coverageByRule } from './coverage-by-rule.ts'
import type { DefinitionFile, LoadDefinitions } from './definitions.ts'
import { createLoader, withDefinitions } from './definitions.ts'
import type { Graph } from './graph.ts'
import { createGrapher } from './graph.ts'
import { withoutDoubles } from './library.ts'
import type { TestOutcome, TestRun } from './outcome.ts'
import { inOrder } from './outcome.ts'
import { runRegoTests, testName } from './rego-tests.ts'
import { rulesOfFolders } from './rule-of-folder.ts'
import type { Step } from './steps.ts'
import { caseName, chosen, stepsOf } from './steps.ts'

export interface TesterOptions {
  /** The toolchain: `loadRego()` of `@regraft/rego/node`. */
  readonly rego: Rego
  /** Modules that policies may import; one whose package the policies have themselves is left out. */
  readonly library?: { readonly [file: string]: string }
  /** Runs the files of `code`. Without it a folder has none. */
  readonly definitions?: LoadDefinitions
}

export interface TestRunOptions {
  /** Only tests whose full name matches: `acme/owner/missing`, `data.acme.owner_test.test_deny`. */
  readonly filter?: RegExp
  /** Only tests in these files and case folders. */
  readonly only?: (file: string) => boolean
  readonly coverage?: boolean
  /** Told of each test that was run; of one that is known from before it is not. */
  readonly onOutcome?: (outcome: TestOutcome, done: number, total: number) => void
}

/** Tests policies again and again: what a change does not concern is neither compiled nor run anew. */
export interface PolicyTester {
  /**
   * Runs the cases of all rules and all Rego tests. Throws `RegraftError`: `POLICY_COMPILE` and what else says that a
   * policy cannot be loaded, `CASE_INVALID` for a malformed case.
   */
  run(files: PolicyFolder, options?: TestRunOptions): Promise<TestRun>
  /** Cases with what their files are after a heal: to write the `after` files. */
  heal(files: PolicyFolder, options?: TestRunOptions): Promise<readonly HealedCase[]>
}

export interface HealedCase {
  readonly item: PolicyCase
  /** All files of the case after its fix. */
  readonly healed: Texts
}

/** One run's policies, compiled. */
interface Opened {
  readonly graph: Graph
  readonly defined: readonly DefinitionFile[]
  readonly benches: Benches
  readonly cases: readonly PolicyCase[]
}

export function createTester({ rego, library = {}, definitions }: TesterOptions): PolicyTester {
  const grapher = createGrapher(rego)
  const bencher = createBenches(rego)
  const loader = createLoader(definitions ?? (async () => []))
  let remembered: ReadonlyMap<string, readonly TestOutcome[]> = new Map()
  let compiles = ''

  const open = async (files: PolicyFolder, options: TestRunOptions): Promise<Opened> => {
    const own = { ...files.modules, ...files.tests }
    const defined = await loader(files.code ?? {})
    const graph = withDefinitions(await grapher({ ...withoutDoubles(library, own), ...own }), defined)
    const benches = await bencher(graph, defined)
    const cases = await collectCases(rego, files.cases, rulesOfFolders(graph))
    return {
      graph,
      defined,
      benches,
      cases: cases.filter((item) => chosen(caseName(item), item.folder, options)),
    }
  }
  /** Mistakes in modules that no rule and no test needs: nothing else compiles them. */
  const checkLoose = async (graph: Graph, files: PolicyFolder): Promise<void> => {
    const tests = Object.keys(files.tests).filter((file) => graph.tests(file).length > 0)
    const reached = new Set(
      graph.needs([...[...graph.rules.values()].flat(), ...tests]).map(({ file }) => file),
    )
    const loose = Object.keys({ ...files.modules, ...files.tests }).filter((file) => !reached.has(file))
    const key = graph.key(loose)
    if (key === compiles) return
    const mistakes = await rego.check({ modules: graph.needs(loose) })
    if (mistakes.length > 0) throw compileError(mistakes)
    compiles = key
  }

  return {
    async run(files, options = {}) {
      const { graph, defined, benches, cases } = await open(files, options)
      const results = new Map<string, TestOutcome[]>()
      const steps = stepsOf(graph, cases, files, options)
      const stale = steps.filter(({ key }) => !remembered.has(key))
      const tests = stale.filter(({ item }) => item === undefined)
      let done = steps.length - stale.length
      const keep = (key: string, outcome: TestOutcome): void => {
        results.set(key, [...(results.get(key) ?? []), outcome])
        options.onOutcome?.(outcome, ++done, steps.length)
      }
      for (const { key, item } of stale) if (item) keep(key, await runOne(benches, item))
      for (const outcome of await runTests(rego, graph, tests)) {
        const step = tests.find(({ name, file }) => name === testName(outcome) && file === outcome.file)
        if (step) keep(step.key, outcome)
      }
      await checkLoose(graph, files)
      remembered = new Map(steps.map(({ key }) => [key, results.get(key) ?? remembered.get(key) ?? []]))
      const outcomes = [...remembered.values()].flat().sort(inOrder)
      if (options.coverage !== true) return { outcomes }
      const code = new Set(defined.map(({ file }) => file))
      const asked = [...graph.rules.keys()].filter(
        (id) =>
          !(graph.rules.get(id) ?? []).some((file) => code.has(file)) &&
          (graph.rules.get(id) ?? []).some((file) => options.only?.(file) ?? true) &&
          (options.filter === undefined || cases.some(({ rule }) => rule === id)),
      )
      const coverage = await coverageByRule(rego, graph, benches, cases, Object.keys(files.tests))
      return { outcomes, coverage: coverage.filter(({ rule }) => asked.includes(rule)) }
    },
    async heal(files, options = {}) {
      const { benches, cases } = await open(files, options)
      const out: HealedCase[] = []
      for (const item of cases) {
        const bench = benches.bench(item.rule)
        if (bench === undefined || item.before === undefined) continue
        const { texts } = await healTexts(bench.engine, item.rule, item.before, item.options)
        out.push({ item, healed: texts })
      }
      return out
    },
  }
}

async function runTests(rego: Rego, graph: Graph, tests: readonly Step[]): Promise<readonly TestOutcome[]> {
  if (tests.length === 0) return []
  const modules = graph.needs([...new Set(tests.map(({ file }) => file))])
  const names = tests.map(({ name }) => name)
  return runRegoTests(rego, modules, names)
}

async function runOne(benches: Benches, item: PolicyCase): Promise<TestOutcome> {
  const bench = benches.bench(item.rule)
  const { variants, failures } = bench
    ? await runCase(bench, item)
    : { variants: [], failures: [{ check: 'layout' as const, message: `there is no rule ${item.rule}` }] }
  return {
    kind: 'case',
    group: item.rule,
    name: item.name,
    file: item.folder,
    outcome: failures.length === 0 ? 'pass' : 'fail',
    failures,
    output: [],
    ...(bench ? { interpreted: bench.reference.asks } : {}),
    variants,
  }
}
