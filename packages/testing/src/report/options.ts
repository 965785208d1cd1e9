import type { TestRun } from '../tester/outcome.ts'

/** What a report on tests is made of. */
export interface TestReportOptions {
  /** Percent of lines that each rule is to reach; a rule below it fails. */
  readonly threshold?: number
  readonly color?: boolean
  /** Version of regraft, for JSON. */
  readonly version?: string
}

/** Numbers of a run. */
export interface TestSummary {
  readonly cases: number
  readonly regoTests: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Cases that OPA's own evaluator was asked about, too: those of rules in Rego. */
  readonly interpreted: number
  /** Cases in which OPA's own evaluator finds something else than the compiled policy. */
  readonly disagreements: number
  /** Rules below the threshold. */
  readonly uncovered: readonly string[]
}

export function summaryOf({ outcomes, coverage = [] }: TestRun, threshold: number | undefined): TestSummary {
  const count = (test: (outcome: (typeof outcomes)[number]) => boolean): number =>
    outcomes.filter(test).length
  return {
    cases: count(({ kind }) => kind === 'case'),
    regoTests: count(({ kind }) => kind === 'rego'),
    passed: count(({ outcome }) => outcome === 'pass'),
    failed: count(({ outcome }) => outcome === 'fail' || outcome === 'error'),
    skipped: count(({ outcome }) => outcome === 'skip'),
    interpreted: count(({ interpreted }) => interpreted === true),
    disagreements: count(({ failures }) => failures.some(({ check }) => check === 'reference')),
    uncovered: coverage.filter(({ percent }) => percent < (threshold ?? 0)).map(({ rule }) => rule),
  }
}

/** True when nothing failed and every rule is covered as far as it should be. */
export function passes(run: TestRun, threshold: number | undefined): boolean {
  const { failed, uncovered } = summaryOf(run, threshold)
  return failed === 0 && uncovered.length === 0
}
