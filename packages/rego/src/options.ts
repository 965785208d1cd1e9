import type { Json, JsonObject } from '@regraft/model'

/** One Rego file. `file` is its name in diagnostics and annotations, as the caller wants to see it. */
export interface RegoSource {
  readonly file: string
  readonly text: string
  /** Reads this module as Rego v0, whatever the others are; it is formatted as v0 too. */
  readonly v0?: boolean
  readonly mount?: RegoMount
}

/**
 * Moves a module below a path of its own under `data`, its package and every document it names, so that libraries which
 * know nothing of each other may use the same names. Annotations of mounted modules speak to another host: they are not
 * listed.
 */
export interface RegoMount {
  /** Steps below `data`. */
  readonly at: readonly string[]
  /** Names directly under `data` that stay where they are. */
  readonly keep?: readonly string[]
  /** Functions that another host provides, by the documents to call instead: `result.new` by `data.host.new`. */
  readonly functions?: { readonly [name: string]: string }
}

/** What every operation on Rego takes. */
export interface ModulesOptions {
  readonly modules: readonly RegoSource[]
  /**
   * The only built-in functions policies may call, by OPA's names (operators always count).
   * Default: all of this OPA. `http.send`, `net.lookup_ip_addr` and `opa.runtime` are never among them.
   */
  readonly builtins?: readonly string[]
  /** Reads the modules as Rego v0 (no `if`, no `contains`), the language before OPA 1.0. */
  readonly v0?: boolean
}

export interface InspectOptions extends ModulesOptions {
  /** Also what a linter asks of each module: `facts`. */
  readonly facts?: boolean
}

/** The type of a document in every rule of some packages, as a `schemas` annotation of these packages would give it. */
export interface TypedSchema {
  /** As `inspect` names them: `data.regraft.aws.s3_versioning.terraform`. They need a `# METADATA` block. */
  readonly packages: readonly string[]
  /** `input`, `input.metadata`. */
  readonly path: string
  /** A JSON Schema as far as OPA reads it: `type`, `properties`, `items`, `anyOf`, `$ref` into `definitions`. */
  readonly schema: Json
}

export interface CheckOptions extends ModulesOptions {
  /** Also refuses unused variables and imports, deprecated built-ins and duplicate imports. */
  readonly strict?: boolean
  /** Checked once the modules compile without them. Comparisons with null always hold: OPA has no schema for null. */
  readonly schemas?: readonly TypedSchema[]
}

export interface CompileOptions extends Omit<CheckOptions, 'schemas'> {
  /** Documents to be asked for, as `package/path/rule`. */
  readonly entrypoints?: readonly string[]
  /** Also makes entrypoints of packages and documents annotated `entrypoint: true`. */
  readonly annotatedEntrypoints?: boolean
  /** Base documents: `data.json` of the bundle. */
  readonly data?: JsonObject
  /** Goes into `.manifest` beside the annotations. */
  readonly metadata?: JsonObject
  readonly revision?: string
  /** Keeps `print` calls; otherwise they are compiled away. */
  readonly print?: boolean
  /** Leaves out rules that the entrypoints do not need. */
  readonly prune?: boolean
  /** 0 (default) to 2: partial evaluation at compile time, in which `data` is known. */
  readonly optimize?: 0 | 1 | 2
}

export interface TestOptions extends ModulesOptions {
  readonly data?: JsonObject
  /** A Go (RE2) regular expression over `data.package.test_name`. */
  readonly filter?: string
  readonly coverage?: boolean
  /** Keeps every evaluation event, and what `trace()` said, with each test. */
  readonly trace?: boolean
  /** Longest time of one test in milliseconds. Default 5000. */
  readonly timeoutMs?: number
}

/** Bounds of one evaluation; without any it runs to its end. */
export interface EvaluationLimits {
  readonly timeoutMs?: number
  /** About one an expression: the same on every machine. */
  readonly maxSteps?: number
}

/** Sources of what is not in the policy or its input. */
export interface EvaluationContext {
  /** `time.now_ns()`, nanoseconds since 1970 as a decimal string. Default `0`. */
  readonly time?: string
  /** Seeds `rand.intn` and `uuid.rfc4122`. Default 0. */
  readonly seed?: number
}

export interface EvaluateOptions extends ModulesOptions, EvaluationLimits, EvaluationContext {
  /** A document as `package/path/rule`; or give `query`. */
  readonly entrypoint?: string
  /** A Rego query; or give `entrypoint`. */
  readonly query?: string
  readonly data?: JsonObject
  /** Absent: `input` is undefined. */
  readonly input?: Json
  /** Errors of built-ins end the evaluation instead of making the expression undefined. */
  readonly builtinErrors?: boolean
}

export interface BuiltinOptions extends EvaluationLimits, EvaluationContext {
  /** OPA's name: `time.format`. */
  readonly name: string
  /** Arguments as JSON values. */
  readonly args?: readonly Json[]
  /** Arguments in Rego notation, which alone can say that a value is a set; or give `args`. */
  readonly terms?: readonly string[]
}
