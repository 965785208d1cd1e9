import type { Range, Refusal } from '@regraft/model'

/** Codes of refused edits of HCL. Each has a row in docs/errors.md. */
export type HclRefusalCode =
  /** The text has syntax errors: it is not edited. */
  | 'HCL_SYNTAX_ERRORS'
  /** Nothing stands at the path, or its parent is missing. */
  | 'HCL_NOT_FOUND'
  /** What stands there is computed: no entry can be added to or taken from it. */
  | 'HCL_COMPUTED'
  /** The name stands for an attribute and for blocks at once, or a key is there more than once. */
  | 'HCL_AMBIGUOUS'
  /** The content cannot be written in HCL at that place. */
  | 'HCL_CONTENT'
  /** The new name is none, or something else has it. */
  | 'HCL_NAME'
  /** An interpolation or a directive makes the part of a template that would change. */
  | 'HCL_TEMPLATE'
  /** The edited text would not parse: a defect, reported instead of written. */
  | 'HCL_EDIT_FAILED'

export function refusal(code: HclRefusalCode, reason: string, at?: Range): Refusal {
  return at === undefined ? { code, reason } : { code, reason, at: { start: at.start, end: at.end } }
}
