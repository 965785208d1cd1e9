import type { Diagnostic, JsonObject, RawFinding, Rule } from '@regraft/model'

/** One resource to ask the policies about. */
export interface EvaluationResource {
  readonly type: string
  /** Without it only policies that name its type are asked, not those of every type of a framework. */
  readonly framework?: string
  /** Reaches the policy as `input["$address"]`. */
  readonly address: string
  readonly input: JsonObject
}

/**
 * Resources of one unit. Rules whose metadata names types under `uses` see those among `resources` as
 * `data.regraft.resources[type][address]`.
 */
export interface EvaluationBatch {
  readonly resources: readonly EvaluationResource[]
  /** Evaluate only these (indices into `resources`); the others are only there to be related. Absent: all. */
  readonly only?: readonly number[]
  /**
   * Resources of the whole run, in its order, for rules whose `uses` names `run:Type` or `run:*`: they see the list
   * `data.regraft.run`. The same list every time unless something changed. Absent: those of the unit.
   */
  readonly run?: readonly EvaluationResource[]
}

export interface Evaluation {
  /** By resource, rule, path, message. */
  readonly findings: readonly RawFinding[]
  /** Policies that failed on a resource: stopped at a limit, trapped, or returned what is no finding. They name rule and resource. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Bounds that hold for one call of one policy on one resource. */
export interface Limits {
  /** Loop turns and calls inside Wasm; the same on every machine. */
  readonly steps: number
  /** Of the Wasm instance. */
  readonly memoryMb: number
}

/** Compiled policies, ready to be asked. */
export interface PolicySet {
  /** By id. */
  readonly rules: readonly Rule[]
  evaluate(batch: EvaluationBatch): Evaluation
}
