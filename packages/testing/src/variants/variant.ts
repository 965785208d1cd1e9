import type { EvaluationResource } from '@regraft/core'
import type { Texts } from '../case.ts'

/** The same case written another way. */
export interface Variant {
  readonly name: string
  readonly before: Texts
  /** What the healed texts must be byte for byte, where that follows from the case; else only the model must agree. */
  readonly after?: Texts
  /** Texts that must still stand in the healed files, as often as before. */
  readonly keeps?: string
}

/** What a variant is made of. */
export interface Written {
  readonly before: Texts
  readonly after: Texts
  /** Resources of `before`, as a policy sees them. */
  readonly models: readonly EvaluationResource[]
  /** Resources of the healed text. */
  readonly healedModels: readonly EvaluationResource[]
}

/** Applies a change of text to every file. */
export function each(texts: Texts, change: (text: string, path: string) => string): Texts {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, change(text, path)]))
}
