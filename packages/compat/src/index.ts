export type { ForeignOptions, ForeignPolicies } from './policies.ts'
export { foreignPolicies } from './policies.ts'
export type { ForeignFiles } from './sources.ts'
