export type { ParamProblem, ParamValues } from '@regraft/core'
export { ParamsError } from '@regraft/core'
export { compilePolicies } from './compile.ts'
export { createEngine } from './engine.ts'
export type { FileGlobs } from './file-globs.ts'
export { takesFile } from './file-globs.ts'
export { frameworkIds } from './frameworks.ts'
export type { MemoryWorkspace } from './memory-workspace.ts'
export { memoryWorkspace } from './memory-workspace.ts'
export type {
  Engine,
  EngineOptions,
  EvaluatorPool,
  ForeignModule,
  HealOptions,
  IgnoreSetting,
  PlainLoadOptions,
  PolicyBundle,
  PolicyCompiler,
  PolicyDefinitions,
  PolicySource,
  PolicySources,
  PoolEvaluator,
  Progress,
  Proposal,
  RuleSetting,
  RunOptions,
} from './options.ts'
export type { OverlayWorkspace } from './overlay-workspace.ts'
export { overlayWorkspace } from './overlay-workspace.ts'
export { ruleMatches } from './select.ts'
export type {
  FileWrite,
  Listing,
  ReadResult,
  UndoOutcome,
  Workspace,
  WorkspaceFile,
  WriteFailure,
  WriteOutcome,
} from './workspace.ts'
