import type { Result } from '@regraft/model'
import type {
  BuiltinOptions,
  CheckOptions,
  CompileOptions,
  EvaluateOptions,
  InspectOptions,
  ModulesOptions,
  TestOptions,
} from './options.ts'
import type {
  BuiltinResult,
  Compiled,
  Evaluation,
  Formatted,
  Inspected,
  RegoDiagnostic,
  TestReport,
  Versions,
} from './results.ts'

/**
 * The Rego toolchain. Mistakes in Rego come back as diagnostics; a promise rejects only with a RegraftError:
 * `REGO_MEMORY`, `REGO_STACK`, `REGO_CRASH`, and from a worker `REGO_TIMEOUT`. The toolchain stays usable after each.
 */
export interface Rego {
  /** Compiles modules to WebAssembly, as an OPA bundle with every annotation in its manifest. */
  compile(options: CompileOptions): Promise<Result<Compiled, readonly RegoDiagnostic[]>>
  /** Parses and type-checks; no diagnostics means that the modules compile. */
  check(options: CheckOptions): Promise<readonly RegoDiagnostic[]>
  /** Formats each file as `opa fmt` does. A file that does not parse is left out and has diagnostics. */
  format(options: ModulesOptions): Promise<Formatted>
  /** Lists packages, imports, rules, documents read, and annotations, without compiling. */
  inspect(options: InspectOptions): Promise<Inspected>
  /** Runs every `test_` rule. */
  test(options: TestOptions): Promise<Result<TestReport, readonly RegoDiagnostic[]>>
  /** Evaluates with OPA's own interpreter: the reference that compiled policies must agree with. */
  evaluate(options: EvaluateOptions): Promise<Result<Evaluation, readonly RegoDiagnostic[]>>
  /** Calls one built-in function with OPA's semantics. */
  builtin(options: BuiltinOptions): Promise<Result<BuiltinResult, readonly RegoDiagnostic[]>>
  versions(): Promise<Versions>
}

/** A toolchain in this thread. */
export interface LocalRego extends Rego {
  /**
   * As `builtin`, at once: what a host function of a running policy needs.
   * Throws RegraftError `REGO_CRASH` when the instance has ended and no asynchronous call has started another.
   */
  builtinSync(options: BuiltinOptions): Result<BuiltinResult, readonly RegoDiagnostic[]>
  /** Size of its memory in bytes. It never shrinks. */
  memoryBytes(): number
}
