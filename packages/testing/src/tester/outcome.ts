import { compareText } from '@regraft/model'
import type { CaseFailure } from '../case.ts'
import type { RegoCoverage } from '../coverage.ts'

/** Why a test does not pass. */
export interface TestFailure {
  /** Cases: what was checked. Rego tests: absent. */
  readonly check?: CaseFailure['check']
  /** The variant of the text in which it does not hold. */
  readonly variant?: string
  readonly message: string
  /** Expected and actual text, line by line. */
  readonly diff?: string
  /** The lines of Rego around the place. */
  readonly frame?: string
  /** Expressions that failed on the way, `file:row: text`, outermost first. */
  readonly trace?: readonly string[]
}

/** One case of a rule, or one Rego rule that begins with `test_`, as it came out. */
export interface TestOutcome {
  readonly kind: 'case' | 'rego'
  /** The rule's id; the package of a Rego test: `data.acme.owner_test`. */
  readonly group: string
  readonly name: string
  /** The case's folder; the file of a Rego test. */
  readonly file: string
  /** 1-based; Rego tests only. */
  readonly line?: number
  readonly outcome: 'pass' | 'fail' | 'error' | 'skip'
  readonly failures: readonly TestFailure[]
  /** What `print` wrote, a line each. */
  readonly output: readonly string[]
  /** Cases: OPA's own evaluator was asked, too; it cannot be about a definition. */
  readonly interpreted?: boolean
  /** Other ways to write the case that were tried. */
  readonly variants: readonly string[]
}

/** Lines of a rule's Rego that its cases and unit tests reach. */
export interface RuleCoverage {
  readonly rule: string
  /** Of the lines that can be reached, all files of the rule together; 100 where there are none. */
  readonly percent: number
  readonly files: readonly RegoCoverage[]
}

/** All of one run: plain data, the same for the same files. */
export interface TestRun {
  /** Cases by rule and name, then Rego tests by file and row. */
  readonly outcomes: readonly TestOutcome[]
  /** By rule; only when it was asked for. */
  readonly coverage?: readonly RuleCoverage[]
}

/** What a filter is matched against: `acme/owner/missing`, `data.acme.owner_test.test_deny`. */
export function fullName({ kind, group, name }: Pick<TestOutcome, 'kind' | 'group' | 'name'>): string {
  return kind === 'case' ? `${group}/${name}` : `${group}.${name}`
}

/** Cases by rule and name, then Rego tests by file and row. */
export function inOrder(a: TestOutcome, b: TestOutcome): number {
  if (a.kind !== b.kind) return a.kind === 'case' ? -1 : 1
  if (a.kind === 'case') return compareText(a.group, b.group) || compareText(a.name, b.name)
  return compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.name, b.name)
}
