import type { Report, Rule, Severity } from '@regraft/model'

/** What a thread is started with. */
export interface ThreadStart {
  readonly bundles: readonly Uint8Array[]
  readonly planBytes: number
  readonly choice: Choice
}

/** Which rules judge plans. */
export interface Choice {
  readonly rules?: readonly string[]
  readonly skipRules?: readonly string[]
  readonly minSeverity?: Severity
}

/** What became of a plan. `rules` are those of its findings. */
export type Judged =
  | { readonly ok: true; readonly report: Report; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly problem: string }
