export type { CallFact, FindingFact, MemberFact, ModuleFacts, ObjectFact, ScanFact } from './facts.ts'
export type { CreateRegoOptions } from './local.ts'
export { createRego } from './local.ts'
export { limitMemory, minMemoryMb } from './memory.ts'
export type {
  BuiltinOptions,
  CheckOptions,
  CompileOptions,
  EvaluateOptions,
  EvaluationContext,
  EvaluationLimits,
  InspectOptions,
  ModulesOptions,
  RegoMount,
  RegoSource,
  TestOptions,
  TypedSchema,
} from './options.ts'
export type { LocalRego, Rego } from './rego.ts'
export type {
  Annotations,
  AnnotationsRef,
  BuiltinResult,
  Compiled,
  Coverage,
  CoverRange,
  Evaluation,
  FileCoverage,
  Formatted,
  FormattedFile,
  Inspected,
  InspectedModule,
  RegoDiagnostic,
  RegoLocation,
  RegoTerm,
  TestReport,
  TestResult,
  TraceEvent,
  UndefinedRef,
  Versions,
} from './results.ts'
