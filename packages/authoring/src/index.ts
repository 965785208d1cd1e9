export type { CheckPoliciesOptions, PolicyCheck } from './lint/check-policies.ts'
export { checkPolicies } from './lint/check-policies.ts'
export type { LintId } from './lint/lints.ts'
export { lints } from './lint/lints.ts'
