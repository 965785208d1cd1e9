import type { IgnoreSetting, RuleSetting } from '@regraft/engine'
import type { Severity } from '@regraft/model'

/** What regraft.yaml says, checked. Relative paths are relative to the file's folder, globs to the root. */
export interface Config {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly policies: readonly string[]
  /** The file allows `policies` to be code. */
  readonly code: boolean
  readonly settings: readonly RuleSetting[]
  readonly failOn?: Severity | 'never'
  /** Terraform variables files, later ones win. */
  readonly variables: readonly string[]
  readonly ignores: readonly IgnoreSetting[]
  readonly baseline?: string
  /** Absolute; what relative paths above are relative to. */
  readonly folder: string
  /** The user named the file; else it was found in what is checked. */
  readonly named: boolean
}

export function emptyConfig(folder: string): Config {
  return { policies: [], code: false, settings: [], variables: [], ignores: [], folder, named: false }
}
