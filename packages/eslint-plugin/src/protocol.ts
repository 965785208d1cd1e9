import type { Severity, TextEdit } from '@regraft/model'

/** What one rule may be told in a configuration. */
export interface RuleOptions {
  /** Ids or globs (`aws/*`), or ids of other scanners; absent: all. */
  readonly rules?: readonly string[]
  readonly skipRules?: readonly string[]
  readonly minSeverity?: Severity
}

/** `settings.regraft` of a configuration. */
export interface Settings {
  /** OPA bundles with policies of one's own, relative to where ESLint runs. */
  readonly bundles?: readonly string[]
  /** Milliseconds after which a file is given up. Default 60,000. */
  readonly timeoutMs?: number
}

/** Offsets; the end is not in it. */
export type Span = readonly [start: number, end: number]

/** One file to look at. */
export interface Request {
  readonly framework: string
  readonly cwd: string
  readonly file: string
  /** Without a byte order mark. */
  readonly text: string
  /** Where a comment switches the rule off: nothing there is fixed. */
  readonly disabled: readonly Span[]
  readonly options: RuleOptions
  readonly bundles: readonly string[]
}

/** A message for ESLint. Offsets are UTF-16 code units of the request's text. */
export interface Told {
  /** Id of the policy's rule, or code of a diagnostic. */
  readonly rule: string
  readonly message: string
  readonly start: number
  readonly end: number
  /** What it takes to fix it, where no fix is given. */
  readonly note?: string
  readonly fix?: TextEdit
  readonly suggestion?: { readonly title: string; readonly because: string; readonly edit: TextEdit }
}

export type Answer =
  | { readonly ok: true; readonly told: readonly Told[] }
  | { readonly ok: false; readonly code?: string; readonly message: string; readonly hint?: string }
