/** Part of a text. Offsets are UTF-16 code units from its start (a BOM counts as one); `end` is exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Replaces the range by `text`. `start === end` inserts. */
export interface TextEdit extends Range {
  readonly text: string
}

/** A place for people: `line` and `column` are 1-based, columns and `offset` count UTF-16 code units. */
export interface Position {
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** Why something was not done. `code` is stable; `reason` is one sentence for people. */
export interface Refusal {
  readonly code: string
  readonly reason: string
  readonly at?: Range
}

export type DiagnosticSeverity = 'error' | 'warning' | 'info'

/** Something to say about one text. `code` is stable and has a row in docs/errors.md. */
export interface SyntaxDiagnostic {
  readonly code: string
  readonly severity: DiagnosticSeverity
  readonly message: string
  readonly range: Range
}
