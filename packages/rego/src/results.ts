import type { Diagnostic, Json, JsonObject } from '@regraft/model'
import type { ModuleFacts } from './facts.ts'

/**
 * An error in Rego. `code` is OPA's own: `rego_parse_error`, `rego_type_error`, `rego_unsafe_var_error`,
 * `rego_compile_error`, `rego_recursion_error`, `rego_format_error`, `eval_*`; or the toolchain's:
 * `rego_entrypoint_error`, `rego_builtin_error`, `rego_builtin_refused`, `rego_request_error`, `rego_internal_error`,
 * `eval_limit_error`.
 */
export interface RegoDiagnostic extends Diagnostic {
  /** What OPA adds below the message, a line each: the line in question, types found and expected. */
  readonly details: readonly string[]
  /** Set where a reference leads to nothing that a type knows. */
  readonly undefined?: UndefinedRef
  /** Set where the modules compile and only the schemas of a `check` speak against them. */
  readonly typed?: true
}

/** Where in a reference nothing is known any more. */
export interface UndefinedRef {
  /** The part that leads somewhere: `input.versioning_configuration`. */
  readonly ref: string
  /** Its steps, the name of the document or variable first; null for a step that is no constant. */
  readonly path: readonly Json[]
  /** The step that leads nowhere; null when it is no constant. */
  readonly step: Json
  /** Names there are instead, sorted. */
  readonly oneOf: readonly string[]
}

/** A place in Rego as OPA counts it: 1-based, columns in code points. */
export interface RegoLocation {
  readonly file: string
  readonly row: number
  readonly col: number
}

/** One step of a document's path as OPA writes it. */
export interface RegoTerm {
  readonly type: string
  readonly value: Json
}

/** What a `# METADATA` block says, by OPA's names. */
export interface Annotations {
  readonly scope: 'package' | 'subpackages' | 'document' | 'rule'
  readonly title?: string
  readonly description?: string
  readonly entrypoint?: boolean
  readonly organizations?: readonly string[]
  readonly related_resources?: readonly { readonly ref: string; readonly description?: string }[]
  readonly authors?: readonly { readonly name: string; readonly email?: string }[]
  readonly schemas?: Json
  readonly custom?: JsonObject
  readonly labels?: JsonObject
}

/** OPA's AnnotationsRef: annotations and the package or rule they stand at. */
export interface AnnotationsRef {
  readonly location: RegoLocation
  readonly path: readonly RegoTerm[]
  readonly annotations: Annotations
}

export interface Compiled {
  /** An OPA bundle: gzip tar of `/data.json`, `/policy.wasm`, `/.manifest`. The same input gives the same bytes. */
  readonly bundle: Uint8Array
  /** `/policy.wasm` of the bundle. */
  readonly wasm: Uint8Array
  /** Entrypoints of the Wasm in the order of their ids. */
  readonly entrypoints: readonly string[]
  readonly annotations: readonly AnnotationsRef[]
}

export interface FormattedFile {
  readonly file: string
  readonly text: string
  readonly changed: boolean
}

export interface Formatted {
  /** Files that parse, in the order given. */
  readonly files: readonly FormattedFile[]
  readonly diagnostics: readonly RegoDiagnostic[]
}

export interface InspectedModule {
  readonly file: string
  /** `data.regraft.aws.s3_versioning` */
  readonly package: string
  readonly imports: readonly { readonly path: string; readonly alias?: string; readonly row: number }[]
  /** Names of its rules, sorted. */
  readonly rules: readonly string[]
  /** Documents under `data` that it imports or names, sorted: `data.regraft.resources`. */
  readonly refs: readonly string[]
  /** With `facts`. */
  readonly facts?: ModuleFacts
}

export interface Inspected {
  /** Modules that parse, sorted by file. */
  readonly modules: readonly InspectedModule[]
  readonly annotations: readonly AnnotationsRef[]
  readonly diagnostics: readonly RegoDiagnostic[]
}

export interface TraceEvent {
  readonly op: string
  readonly query: number
  readonly parent: number
  readonly file?: string
  readonly row?: number
  readonly col?: number
  readonly node?: string
  readonly message?: string
}

export interface TestResult extends RegoLocation {
  /** `data.regraft.lib` */
  readonly package: string
  readonly name: string
  /** `skip`: named `todo_test_…`. */
  readonly outcome: 'pass' | 'fail' | 'error' | 'skip'
  readonly diagnostics: readonly RegoDiagnostic[]
  /** What `print` wrote, a line each. */
  readonly output: readonly string[]
  /** Cases of a table test (`test_name[case]`). */
  readonly cases: readonly { readonly path: readonly string[]; readonly pass: boolean }[]
  /** With `trace`: what `trace()` said. */
  readonly notes: readonly string[]
  /** With `trace`: at most 20,000 events. */
  readonly trace: readonly TraceEvent[]
}

/** 1-based, both ends inclusive, columns in code points. */
export interface CoverRange {
  readonly start: { readonly row: number; readonly col?: number }
  readonly end: { readonly row: number; readonly col?: number }
}

export interface FileCoverage {
  readonly covered?: readonly CoverRange[]
  readonly not_covered?: readonly CoverRange[]
  readonly covered_lines?: number
  readonly not_covered_lines?: number
  /** Percent of lines. */
  readonly coverage?: number
}

/** OPA's coverage report. */
export interface Coverage {
  readonly files: { readonly [file: string]: FileCoverage }
  readonly covered_lines: number
  readonly not_covered_lines: number
  readonly coverage: number
}

export interface TestReport {
  /** Sorted by file, row, name. */
  readonly tests: readonly TestResult[]
  readonly coverage?: Coverage
}

export interface Evaluation {
  /** OPA's result set: empty when the query is undefined. Sets are sorted lists. */
  readonly results: readonly {
    readonly expressions: readonly { readonly value: Json; readonly text: string }[]
    readonly bindings?: JsonObject
  }[]
  /** What `print` wrote, a line each. */
  readonly output: readonly string[]
}

export interface BuiltinResult {
  /** False: the call has no result. */
  readonly defined: boolean
  /** As JSON; a set is a sorted list, a relation (`walk`) the list of all its results. Null when undefined. */
  readonly value: Json
  /** In Rego notation, which keeps sets and big numbers as they are. */
  readonly term?: string
  readonly output?: readonly string[]
}

export interface Versions {
  /** `1.22.0` */
  readonly opa: string
  /** `go1.26.8`: what the artifact was built with. */
  readonly go: string
  /** Built-ins that no policy gets. */
  readonly refused: readonly string[]
  /** All other built-ins, sorted. */
  readonly builtins: readonly string[]
}
