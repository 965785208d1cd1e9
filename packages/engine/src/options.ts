import type {
  Evaluation,
  EvaluationBatch,
  Limits,
  LoadOptions,
  ParamValues,
  PolicyDefinition,
} from '@regraft/core'
import type { VariableOptions } from '@regraft/frameworks'
import type { Finding, Fix, Json, JsonObject, Level, Report, Rule, Severity, TextEdit } from '@regraft/model'
import type { RegoSource } from '@regraft/rego'
import type { Workspace, WriteOutcome } from './workspace.ts'

/** Compiled policies: an OPA bundle (gzip tar with `/policy.wasm`). */
export interface PolicyBundle {
  readonly id: string
  readonly bundle: Uint8Array
  /** Its rules give way to those of the same id in other policies, as the built-in ones do. */
  readonly replaceable?: boolean
}

/** Policies as text, compiled in process. `load` brings the Rego toolchain (see `@regraft/engine/node`). */
export interface PolicySources {
  readonly id: string
  /** Rego modules by path. */
  readonly modules: { readonly [path: string]: string }
  /** How modules are read that were written for another host, by path. They need no metadata. */
  readonly foreign?: { readonly [path: string]: ForeignModule }
  /** Base documents: what policies see as `data` beside their own packages. */
  readonly data?: JsonObject
}

/**
 * Policies whose checks are functions of this process, as `definePolicy` of `@regraft/define` makes them. They are code that
 * is trusted: they run in this thread, also with `jobs`, and nothing stops one that does not end.
 */
export interface PolicyDefinitions {
  readonly id: string
  readonly definitions: readonly PolicyDefinition[]
  /** Parameters by rule. */
  readonly params?: ParamValues
}

export type PolicySource = PolicyBundle | PolicySources | PolicyDefinitions
/** A module of another host's policies: its language, and where its packages stand. */
export type ForeignModule = Pick<RegoSource, 'v0' | 'mount'>

/** Turns Rego modules into an OPA bundle; throws `RegraftError` with diagnostics when they do not compile. */
export type PolicyCompiler = (sources: readonly PolicySources[]) => Promise<Uint8Array>

export interface EngineOptions {
  readonly policies: readonly PolicySource[]
  /** Needed when a source is Rego text. `@regraft/engine/node` exports one that works in a worker with limits. */
  readonly compiler?: PolicyCompiler
  readonly limits?: Partial<Limits>
  /** Values of the parameters that rules declare, by rule and name. */
  readonly params?: ParamValues
  /** The largest file that is read, in bytes. Default 8 MiB. */
  readonly maxFileBytes?: number
  /** Number of evaluation workers; the report does not depend on it. Default 1: in this thread. */
  readonly jobs?: number
  /** Starts an evaluation worker; given by `@regraft/engine/node`. Without it `jobs` is 1. */
  readonly pool?: EvaluatorPool
}

/** How policies are loaded, as far as another thread can be told. */
export type PlainLoadOptions = Pick<LoadOptions, 'limits' | 'params' | 'replaceable'>

/** Evaluates batches elsewhere, in order. */
export interface EvaluatorPool {
  readonly start: (
    bundles: readonly Uint8Array[],
    options: PlainLoadOptions,
    jobs: number,
  ) => Promise<PoolEvaluator>
}

export interface PoolEvaluator {
  evaluate(batches: readonly EvaluationBatch[]): Promise<readonly Evaluation[]>
  close(): Promise<void>
}

/** What one rule may do, by id or glob; later entries win. */
export interface RuleSetting {
  readonly rule: string
  readonly off?: boolean
  readonly severity?: Severity
  /** Upper bound of fixes; `off`: the rule only finds. */
  readonly fix?: 'safe' | 'unsafe' | 'off'
  readonly inputs?: { readonly [name: string]: Json }
}

export interface IgnoreSetting {
  readonly rule: string
  readonly paths?: readonly string[]
  readonly resources?: readonly string[]
  readonly reason: string
  /** `YYYY-MM-DD`; compared with `today`. */
  readonly until?: string
}

export interface RunOptions {
  /** Ids or globs (`aws/*`); absent: all rules. */
  readonly rules?: readonly string[]
  readonly skipRules?: readonly string[]
  readonly frameworks?: readonly string[]
  readonly minSeverity?: Severity
  readonly settings?: readonly RuleSetting[]
  readonly ignores?: readonly IgnoreSetting[]
  /** Fingerprints that are known and ignored. */
  readonly baseline?: readonly string[]
  /** `YYYY-MM-DD`, for ignores that expire. Absent: none does, so that a report does not depend on the day. */
  readonly today?: string
  /**
   * Only what is found in these files (relative paths) is reported and healed. A fix lands where the value is written,
   * which may be another file of the unit.
   */
  readonly files?: (path: string) => boolean
  /**
   * Variables files and values for Terraform's root modules. Paths are relative to the root. A file that the workspace
   * lists may be edited. A run throws `RegraftError` `VARIABLES_FILE` when one cannot be read or does not parse.
   */
  readonly variables?: VariableOptions
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

export interface HealOptions extends RunOptions {
  /** Nothing is written; the report says what would be. */
  readonly dryRun?: boolean
  /** Also apply unsafe fixes. */
  readonly unsafe?: boolean
  /** Answers to `inputs`, by name, or by `rule:name` for one rule. */
  readonly inputs?: { readonly [name: string]: Json }
  /**
   * Ids of the only findings whose fixes may be applied, as a report on the same texts names them. Absent: all. The fixes
   * of the others are `refused` as declined, without being tried; every rule still takes part in the proof.
   */
  readonly findings?: readonly string[]
  /** Asked once for each fix that would be applied, in report order. Absent: all are. */
  readonly confirm?: (proposal: Proposal) => Promise<boolean> | boolean
  /** Told what the workspace wrote, and under which name it can be undone. */
  readonly onWritten?: (outcome: WriteOutcome) => void
}

/** A fix before it is applied, with what it would change. */
export interface Proposal {
  readonly finding: Finding
  readonly fix: Fix
  readonly level: Level
  /** Why the level is lower than safe. */
  readonly because?: string
  /** By file, against the text before the run. */
  readonly edits: readonly { readonly file: string; readonly edits: readonly TextEdit[] }[]
  /** Current text by file. */
  readonly text: (file: string) => string
}

export interface Progress {
  readonly phase: 'discover' | 'load' | 'evaluate' | 'fix' | 'verify' | 'write'
  readonly done: number
  readonly total: number
}

/** One set of policies, ready to check and heal any number of workspaces. */
export interface Engine {
  /** By id. */
  readonly rules: readonly Rule[]
  /** Finds. Writes nothing. */
  check(workspace: Workspace, options?: RunOptions): Promise<Report>
  /** Finds, fixes in memory, proves, then writes through the workspace. */
  heal(workspace: Workspace, options?: HealOptions): Promise<Report>
  /** Ends evaluation workers. */
  close(): Promise<void>
}
