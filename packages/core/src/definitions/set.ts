import type { Diagnostic, Json, RawFinding } from '@regraft/model'
import { sortFindings } from '../evaluate/order.ts'
import { readFinding } from '../findings/finding.ts'
import { joinRules } from '../metadata/rules.ts'
import { type ParamValues, paramValues, rulesWithParams } from '../params/params.ts'
import type { Evaluation, EvaluationBatch, EvaluationResource, PolicySet } from '../policy-set.ts'
import { type AskedDefinition, ask, type Relate, relating } from './ask.ts'
import type { PolicyDefinition } from './definition.ts'
import { freezeAll } from './freeze.ts'
import { readDefinitions } from './read.ts'

/** Failures of one rule that are told resource by resource; of the rest only the number. */
const maxTold = 3

export interface DefinitionOptions {
  /** Parameters by rule. */
  readonly params?: ParamValues
}

/**
 * Rules whose checks are functions, as a set like any other: what they report is read, bounded and sorted as what Rego
 * policies return. Checks run in this thread, and nothing stops one that does not end.
 *
 * Throws RegraftError `POLICY_METADATA`, and `PARAM_INVALID` for what the rules do not take.
 */
export function definitionSet(
  definitions: readonly PolicyDefinition[],
  { params = {} }: DefinitionOptions = {},
): PolicySet {
  const read = readDefinitions(definitions)
  const rules = rulesWithParams(joinRules([read.map(({ rule }) => rule)]), params)
  const definitionOf = new Map(read.map(({ rule, definition }) => [rule.id, definition]))
  const byType = new Map<string, AskedDefinition[]>()
  for (const rule of rules) {
    const asked = {
      rule,
      definition: definitionOf.get(rule.id) as PolicyDefinition,
      params: paramValues(rule),
    } // each came from one
    freezeAll(asked.params)
    for (const type of rule.resources) byType.set(type, [...(byType.get(type) ?? []), asked])
  }
  return {
    rules,
    evaluate: (batch) => new DefinitionSession(byType, batch).run(),
  }
}

/** One batch on its way through the checks. */
class DefinitionSession {
  readonly #byType: ReadonlyMap<string, readonly AskedDefinition[]>
  readonly #batch: EvaluationBatch
  readonly #related: Relate
  readonly #findings: RawFinding[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #failures = new Map<AskedDefinition, number>()

  constructor(byType: ReadonlyMap<string, readonly AskedDefinition[]>, batch: EvaluationBatch) {
    this.#byType = byType
    this.#batch = batch
    this.#related = relating(batch)
  }

  run(): Evaluation {
    const { only, resources } = this.#batch
    for (const index of only ?? resources.keys()) {
      const resource = resources[index]
      const asked = resource === undefined ? undefined : this.#byType.get(resource.type)
      if (resource === undefined || asked === undefined) continue
      freezeAll(resource.input)
      for (const each of asked) this.#ask(each, resource, index)
    }
    for (const [asked, failures] of this.#failures)
      if (failures > maxTold) this.#tellRest(asked, failures - maxTold)
    return { findings: sortFindings(this.#findings), diagnostics: this.#diagnostics }
  }

  #ask(asked: AskedDefinition, resource: EvaluationResource, index: number): void {
    const answer = ask(asked, resource, this.#related)
    if (answer.kind === 'findings') {
      for (const value of answer.findings) this.#take(asked, value, resource, index)
      return
    }
    const failures = (this.#failures.get(asked) ?? 0) + 1
    this.#failures.set(asked, failures)
    if (failures <= maxTold) this.#problem(asked, resource, 'POLICY_FAILED', answer.message, answer.hint)
  }

  #take(asked: AskedDefinition, value: Json, resource: EvaluationResource, index: number): void {
    const { finding, problems } = readFinding(value, asked.rule, index)
    if (finding !== undefined) this.#findings.push(finding)
    for (const { code, message, hint } of problems) this.#problem(asked, resource, code, message, hint)
  }

  #problem(
    { rule }: AskedDefinition,
    { address }: EvaluationResource,
    code: string,
    message: string,
    hint: string,
  ): void {
    const severity = code === 'POLICY_BOUND' ? 'warning' : 'error'
    this.#diagnostics.push({ code, severity, message: `${rule.id} on ${address}: ${message}`, hint })
  }

  #tellRest({ rule }: AskedDefinition, count: number): void {
    this.#diagnostics.push({
      code: 'POLICY_FAILED',
      severity: 'error',
      message: `${rule.id} failed on ${count} more ${count === 1 ? 'resource' : 'resources'}`,
      hint: 'The first failures are told above.',
    })
  }
}
