export type { Evaluation, EvaluationBatch, EvaluationResource, Limits, PolicySet } from './policy-set.ts'
