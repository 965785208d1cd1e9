import type { Severity } from '@regraft/model'
import type { Command, Group } from './options.ts'

/** One place a report goes to; without `file` it is standard output. */
export interface Sink {
  readonly format: string
  readonly file?: string
}

/** What a command line asks for, checked. */
export interface Arguments {
  readonly command: Command
  readonly paths: readonly string[]
  readonly sinks: readonly Sink[]
  /** True when the formats were named; else the one sink is the default text. */
  readonly formatGiven: boolean
  readonly rules: readonly string[]
  readonly skipRules: readonly string[]
  readonly frameworks: readonly string[]
  readonly policies: readonly string[]
  readonly conftest: ConftestArguments
  readonly inputs: { readonly [key: string]: string }
  readonly variableFiles: readonly string[]
  readonly variables: { readonly [name: string]: string }
  readonly minSeverity: Severity | undefined
  readonly failOn: Severity | 'never' | undefined
  readonly config: string | undefined
  readonly stdinPath: string | undefined
  readonly jobs: number | undefined
  readonly dryRun: boolean
  readonly unsafe: boolean
  readonly interactive: boolean
  readonly quiet: boolean
  readonly noColor: boolean
  readonly stats: boolean
  readonly policy: PolicyArguments
  readonly feedback: FeedbackArguments
}

/** What baselines, trends, runs over changes, and init take. */
export interface FeedbackArguments {
  readonly since: string | undefined
  readonly staged: boolean
  readonly prune: boolean
  readonly ci: readonly string[]
  readonly preCommit: boolean
  readonly force: boolean
  readonly file: string | undefined
  readonly at: string | undefined
  readonly now: boolean
}

/** How policies of Conftest are asked. */
interface ConftestArguments {
  /** Patterns; every package is `*`. */
  readonly namespaces: readonly string[]
  readonly data: readonly string[]
  readonly combine: boolean
}

/** What only the policy commands take. */
export interface PolicyArguments {
  readonly types: readonly string[]
  readonly maxWarnings: number | undefined
  readonly before: string | undefined
  readonly after: string | undefined
  readonly severity: Severity | undefined
  readonly dir: string | undefined
  readonly filter: string | undefined
  readonly watch: boolean
  /** Percent, 0 to 100. */
  readonly coverage: number | undefined
  readonly update: boolean
  readonly list: boolean
  readonly revision: string | undefined
  readonly sign: string | undefined
  readonly verify: string | undefined
  readonly algorithm: string | undefined
}

export type Invocation =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | Group | undefined }
  /** Nothing was asked for. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'run'; readonly args: Arguments }
