export { hostBuiltins } from './builtins/families.ts'
export { bundleFiles } from './bundle/bundle.ts'
export type {
  CheckContext,
  ParamSpec,
  PolicyDefinition,
  RelatedResource,
  ReportedFinding,
} from './definitions/definition.ts'
export type { DefinitionOptions } from './definitions/set.ts'
export { definitionSet } from './definitions/set.ts'
export type { Dispatch, InspectedPolicies } from './dispatch.ts'
export { dispatchModule, dispatchVersion } from './dispatch.ts'
export { joinEvaluations, joinPolicySets } from './join.ts'
export type { LoadOptions } from './load.ts'
export { defaultLimits, loadPolicySet } from './load.ts'
export type { PolicyAnnotations } from './metadata/annotations.ts'
export type { MetadataProblem, Policy } from './metadata/policy.ts'
export { policyOf } from './metadata/policy.ts'
export { rulesIn } from './metadata/rules.ts'
export { everyType, runType } from './metadata/types.ts'
export type { ParamProblem, ParamValues } from './params/params.ts'
export { ParamsError, withParams } from './params/params.ts'
export type { Evaluation, EvaluationBatch, EvaluationResource, Limits, PolicySet } from './policy-set.ts'
export type { Bridge, Builtins } from './runtime/provide.ts'
export { refusedBuiltins } from './runtime/provide.ts'
