import { type Diagnostic, isList, isObject, type Json, type RawFinding } from '@regraft/model'
import { readFinding } from '../findings/finding.ts'
import { everyTypeOf } from '../metadata/types.ts'
import type { Evaluation, EvaluationBatch, EvaluationResource } from '../policy-set.ts'
import { PolicyFailure } from '../runtime/failure.ts'
import type { InputText, PolicyInstance } from '../runtime/instance.ts'
import type { LoadedBundle } from './loaded.ts'
import { sortFindings } from './order.ts'
import { type Asked, cleanDeny, type TypePlan } from './plan.ts'

/** Resources on which a policy may fail before it is asked no more in this batch: each failure costs a whole limit. */
const maxFailures = 3

/** One batch on its way through the policies. */
export class Session {
  readonly #plans: ReadonlyMap<string, readonly TypePlan[]>
  readonly #findings: RawFinding[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #failures = new Map<Asked, number>()

  constructor(plans: ReadonlyMap<string, readonly TypePlan[]>) {
    this.#plans = plans
  }

  /** Lays out the resources that policies of a bundle may relate; if they do not fit, those policies see none. */
  relate(bundle: LoadedBundle, batch: EvaluationBatch): void {
    try {
      bundle.relate(batch)
    } catch (failure) {
      if (!(failure instanceof PolicyFailure)) throw failure
      const types = bundle.policies.flatMap((policy) => (policy.uses.length > 0 ? policy.id : []))
      this.#report(
        'POLICY_RELATED',
        `the resources that ${[...new Set(types)].join(', ')} relate could not be laid out: ${reasons[failure.kind](failure)}`,
        'Check fewer files at once, or raise `limits.memoryMb`.',
      )
    }
  }

  run(batch: EvaluationBatch): Evaluation {
    for (const index of batch.only ?? batch.resources.keys()) {
      const resource = batch.resources[index]
      const plans = resource === undefined ? [] : this.#plansFor(resource)
      if (resource !== undefined && plans.length > 0) this.#resource(resource, index, plans)
    }
    return { findings: sortFindings(this.#findings), diagnostics: this.#diagnostics }
  }

  #plansFor({ type, framework }: EvaluationResource): readonly TypePlan[] {
    const own = this.#plans.get(type) ?? []
    const every = framework === undefined ? undefined : this.#plans.get(everyTypeOf(framework))
    return every === undefined ? own : [...own, ...every]
  }

  #resource(resource: EvaluationResource, index: number, plans: readonly TypePlan[]): void {
    const input = inputText(resource)
    if (input === undefined) {
      this.#report('POLICY_INPUT', `${resource.address} nests too deep to be evaluated`, undefined)
      return
    }
    for (const { instance, dispatch, single } of plans) {
      const asOne = dispatch !== undefined && !dispatch.asked.some((asked) => this.#spent(asked))
      const together = asOne && this.#together(instance, dispatch, input, resource, index)
      if (dispatch !== undefined && !together)
        for (const asked of dispatch.asked) this.#alone(instance, asked, input, resource, index)
      for (const asked of single) this.#alone(instance, asked, input, resource, index)
    }
  }

  /** Asks all policies in one call; false when one of them failed, which does not say which one. */
  #together(
    instance: PolicyInstance,
    dispatch: NonNullable<TypePlan['dispatch']>,
    input: InputText,
    resource: EvaluationResource,
    index: number,
  ): boolean {
    let text: string | undefined
    try {
      text = instance.evaluate(dispatch.entrypoint, input, dispatch.clean)
    } catch (failure) {
      if (failure instanceof PolicyFailure) return false
      throw failure
    }
    if (text === undefined) return true
    const sets = resultOf(text)
    if (!isList(sets) || sets.length !== dispatch.asked.length) return false
    for (const [i, asked] of dispatch.asked.entries()) this.#take(asked, sets[i], resource, index)
    return true
  }

  #alone(
    instance: PolicyInstance,
    asked: Asked,
    input: InputText,
    resource: EvaluationResource,
    index: number,
  ): void {
    if (this.#spent(asked)) return
    if (asked.entrypoint === undefined) {
      this.#report(
        'POLICY_UNREACHABLE',
        `${asked.rule.id} cannot be asked about ${resource.address}`,
        `Compile its bundle with the entrypoint ${asked.policy.packagePath.join('/')}/deny.`,
      )
      return
    }
    try {
      const text = instance.evaluate(asked.entrypoint, input, cleanDeny)
      if (text !== undefined) this.#take(asked, resultOf(text), resource, index)
    } catch (failure) {
      if (!(failure instanceof PolicyFailure)) throw failure
      this.#failed(asked, resource, failure)
    }
  }

  #take(asked: Asked, set: Json | undefined, resource: EvaluationResource, index: number): void {
    if (set === undefined) return
    if (!isList(set)) {
      const message = `\`deny\` is no set of findings`
      this.#problem(
        asked,
        resource,
        'POLICY_FINDING_INVALID',
        message,
        'Write `deny contains finding if { … }`.',
      )
      return
    }
    for (const value of set) {
      const { finding, problems } = readFinding(value, asked.rule, index)
      if (finding !== undefined) this.#findings.push(finding)
      for (const { code, message, hint } of problems) this.#problem(asked, resource, code, message, hint)
    }
  }

  #spent(asked: Asked): boolean {
    return (this.#failures.get(asked) ?? 0) >= maxFailures
  }

  #failed(asked: Asked, resource: EvaluationResource, failure: PolicyFailure): void {
    const failures = (this.#failures.get(asked) ?? 0) + 1
    this.#failures.set(asked, failures)
    const code = failure.kind === 'error' ? 'POLICY_FAILED' : 'POLICY_STOPPED'
    const last = failures === maxFailures ? '; it is asked about no further resource here' : ''
    this.#problem(asked, resource, code, `${reasons[failure.kind](failure)}${last}`, hints[failure.kind])
  }

  #problem(asked: Asked, resource: EvaluationResource, code: string, message: string, hint: string): void {
    this.#report(
      code,
      `${asked.rule.id} on ${resource.address}: ${message} (policy at ${asked.policy.place})`,
      hint,
    )
  }

  #report(code: string, message: string, hint: string | undefined): void {
    const severity = code === 'POLICY_BOUND' ? 'warning' : 'error'
    this.#diagnostics.push({ code, severity, message, ...(hint === undefined ? {} : { hint }) })
  }
}

const reasons: { readonly [kind in PolicyFailure['kind']]: (failure: PolicyFailure) => string } = {
  steps: () => 'stopped, as it took more steps than its limit',
  memory: () => 'stopped, as it needs more memory than its limit',
  stack: () => 'stopped, as it nests deeper than the stack holds',
  error: (failure) => `failed: ${failure.message}`,
}

const hints: { readonly [kind in PolicyFailure['kind']]: string } = {
  steps: 'Look for nested iterations over the same list, or raise `limits.steps`.',
  memory: 'Look for products of lists and strings that grow, or raise `limits.memoryMb`.',
  stack: 'The resource or a value built from it nests too deep.',
  error: 'Write a case with this resource and run it with `@regraft/testing`.',
}

/** The resource as JSON text with its address, or undefined when it nests deeper than JSON.stringify can go. */
/** The input as JSON in two pieces, which are only put together in the policy's memory: `{"$address":…` and `,"a":1}`. */
function inputText(resource: EvaluationResource): InputText | undefined {
  let members: string
  try {
    members = JSON.stringify(resource.input)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
  return { address: `{"$address":${JSON.stringify(resource.address)}`, members }
}

/** The value of a result set, or undefined when it is empty. */
function resultOf(text: string): Json | undefined {
  const [first] = JSON.parse(text) as Json[]
  return isObject(first) ? first['result'] : undefined
}
