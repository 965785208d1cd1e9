import type { Fix, FixResult, Gate, Json, Level, TextEdit } from '@regraft/model'
import type { Checked, UnitFinding } from './findings.ts'
import type { Answers } from './inputs.ts'
import type { Snapshot } from './snapshot.ts'

/** What became of one finding's fix. */
export interface FixOutcome {
  readonly result: FixResult
  readonly level: Level
  readonly title: string
  readonly reason?: string
  /** Stable name of a refusal, as docs/errors.md lists them. */
  readonly code?: string
  readonly gate?: Gate
  readonly conflictsWith?: readonly UnitFinding[]
  readonly inputs?: { readonly [name: string]: Json }
}

/** A finding followed through the run. `path` moves when list items before it are removed. */
export interface Tracked {
  /** As it was first found. */
  readonly finding: UnitFinding
  readonly healed: boolean
  readonly outcome?: FixOutcome
  /** False for findings that appeared only after a fix. */
  readonly original: boolean
}

/** A fix that is proven and waits for consent. */
export interface ProposedFix {
  readonly finding: UnitFinding
  /** The finding as it was first found: the same object, so that a caller can tell which. */
  readonly first: UnitFinding
  readonly fix: Fix
  readonly level: Level
  /** Why the level is lower than safe. */
  readonly because?: string
  /** By file, against the text of the snapshot it was planned on. */
  readonly edits: readonly {
    readonly file: string
    readonly before: string
    readonly edits: readonly TextEdit[]
  }[]
}

export interface HealUnitOptions {
  readonly unsafe: boolean
  readonly answers: Answers
  /** Says of a finding of the text before the run whether its fix may be applied. Absent: all may; else none that came later. */
  readonly only?: (finding: UnitFinding) => boolean
  readonly confirm?: (proposal: ProposedFix) => Promise<boolean>
}

export interface HealedUnit {
  readonly snapshot: Snapshot
  readonly checked: Checked
  readonly tracked: readonly Tracked[]
  /** True when the passes ran out before nothing was left to do. */
  readonly unfinished: boolean
}
