import type { Level, Severity } from './finding.ts'
import type { Json, Path } from './json.ts'
import type { DiagnosticSeverity, Position, TextEdit } from './text.ts'

export type FindingStatus = 'open' | 'healed' | 'undetermined' | 'ignored'

export type FixResult = 'applied' | 'no-op' | 'needs-input' | 'skipped' | 'refused' | 'failed'

/** What happened to a finding's fix. */
export interface ReportFix {
  readonly level: Level
  readonly title: string
  /** Absent under `check`. */
  readonly result?: FixResult
  /** Why it was not applied, or why its level is lower than safe. */
  readonly reason?: string
  /** Stable name of a refusal; has a row in docs/errors.md. */
  readonly code?: string
  /** `failed`: the gate that did not hold. */
  readonly gate?: Gate
  /** `skipped`: ids of the findings that want something else at the same place. */
  readonly conflictsWith?: readonly string[]
  /** Names of the values it asks for, with their descriptions. */
  readonly inputs?: { readonly [name: string]: Json }
}

/** The proofs of docs/proof.md. */
export type Gate = 'parse' | 'model' | 'rule' | 'regression' | 'idempotent' | 'bytes'

export interface Location {
  /** Relative to the root, with `/`. */
  readonly file: string
  readonly start: Position
  readonly end: Position
}

export interface ResourceId {
  readonly framework: string
  readonly type: string
  readonly address: string
  /** The root it belongs to, where several roots share files: the directory of a Terraform root module. */
  readonly root?: string
}

export interface Finding {
  /** Fingerprint: stable when lines move. */
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly message: string
  readonly severity: Severity
  readonly resource: ResourceId
  readonly path: Path
  readonly location: Location
  readonly related?: readonly Location[]
  readonly status: FindingStatus
  /** Why it is ignored or undetermined. */
  readonly statusReason?: string
  readonly fix?: ReportFix
  readonly aliases: readonly string[]
  readonly controls: { readonly [framework: string]: readonly string[] }
}

/** An edit against the text before the run, and the rules that asked for it. */
export interface ReportEdit extends TextEdit {
  readonly file: string
  readonly rules: readonly string[]
}

export interface Diagnostic {
  /** Has a row in docs/errors.md. */
  readonly code: string
  readonly severity: DiagnosticSeverity
  readonly message: string
  readonly file?: string
  readonly start?: Position
  readonly end?: Position
  /** The lines around the place, marked, for people. */
  readonly frame?: string
  /** What to do about it. */
  readonly hint?: string
}

export interface ReportFile {
  readonly path: string
  readonly framework: string
  readonly resources: number
}

export interface Summary {
  readonly files: number
  readonly resources: number
  readonly open: number
  readonly healed: number
  readonly undetermined: number
  readonly ignored: number
}

/** What `check` and `heal` return: plain data, the same bytes for the same input. */
export interface Report {
  readonly schema: 1
  readonly tool: { readonly name: 'regraft'; readonly version: string }
  readonly root: string
  readonly files: readonly ReportFile[]
  readonly findings: readonly Finding[]
  readonly edits: readonly ReportEdit[]
  readonly diagnostics: readonly Diagnostic[]
  readonly summary: Summary
}
