import type { IgnoreSetting, ParamValues, RuleSetting } from '@regraft/engine'
import type { Diagnostic, Severity } from '@regraft/model'
import type { Problem } from './validate.ts'

/** Keys that bundles must be signed with. */
export interface BundleTrust {
  readonly keys: { readonly [id: string]: TrustedKey }
  readonly keyid?: string
  readonly scope?: string
}

export interface TrustedKey {
  readonly file: string
  readonly algorithm?: string
  readonly scope?: string
}

export interface ConftestSettings {
  readonly namespaces?: readonly string[]
  /** Files and folders, relative to the configuration. */
  readonly data?: readonly string[]
  readonly combine?: boolean
}

/** What regraft.yaml says, checked. Relative paths are relative to the file's folder, globs to the root. */
export interface Config {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly policies: readonly string[]
  readonly bundles?: BundleTrust
  /** How policies of Conftest are asked. */
  readonly conftest: ConftestSettings
  /** The file allows `policies` to be code. */
  readonly code: boolean
  readonly settings: readonly RuleSetting[]
  readonly params: ParamValues
  readonly failOn?: Severity | 'never'
  /** Terraform variables files, later ones win. */
  readonly variables: readonly string[]
  readonly ignores: readonly IgnoreSetting[]
  readonly baseline?: string
  /** Absolute; what relative paths above are relative to. */
  readonly folder: string
  /** Shows where in the file something is wrong that only shows later. */
  readonly diagnose?: (problem: Problem) => Diagnostic
  /** The user named the file; else it was found in what is checked. */
  readonly named: boolean
}

export function emptyConfig(folder: string): Config {
  return {
    policies: [],
    conftest: {},
    code: false,
    settings: [],
    params: {},
    variables: [],
    ignores: [],
    folder,
    named: false,
  }
}
