import type { FindingStatus, FixResult, Json } from '@regraft/model'

/** Texts by path, relative to a workspace root. */
export type Texts = { readonly [path: string]: string }

/** What a case's `case.yaml` says; all of it optional. */
export interface CaseOptions {
  /** Also apply unsafe fixes. Without the flag the fix must then stay out. */
  readonly unsafe: boolean
  /** Answers to the fix's inputs. Without them the fix must then stay out. */
  readonly inputs: { readonly [name: string]: Json }
  /** Where nothing is fixed: the result that every fix of the rule must have. */
  readonly result: FixResult | undefined
  /** Status that the rule's findings must have before anything is fixed. */
  readonly status: Extract<FindingStatus, 'open' | 'undetermined'>
}

/**
 * One folder under a rule's `cases/`. Either `before`, with `after` when a fix heals it, or `clean`.
 * A single `before.tf` stands as `main.tf` in its workspace; files of a `before/` folder keep their names.
 */
export interface PolicyCase {
  /** `aws/s3-versioning` */
  readonly rule: string
  readonly name: string
  /** Where its files stand: `aws/s3-versioning/cases/missing`. */
  readonly folder: string
  readonly options: CaseOptions
  readonly before: Texts | undefined
  /** Files that the fix changes; others of `before` stay as they are. */
  readonly after: Texts | undefined
  readonly clean: Texts | undefined
}

/** What a case is checked for. */
export type Check =
  | 'layout'
  | 'parses'
  | 'fires'
  | 'clean'
  | 'heals'
  | 'edits'
  | 'held back'
  | 'idempotent'
  | 'other rules'
  | 'variant'
  | 'reference'

/** Something that does not hold. */
export interface CaseFailure {
  readonly check: Check
  /** The variant of the text in which it does not hold: `crlf`, `flow style`. */
  readonly variant?: string
  readonly message: string
  /** Expected and actual text, line by line. */
  readonly diff?: string
}

export interface CaseResult {
  readonly rule: string
  readonly name: string
  /** Variants that were tried. */
  readonly variants: readonly string[]
  readonly failures: readonly CaseFailure[]
}
