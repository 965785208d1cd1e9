import { compareText, type Json, type JsonObject, type Rule } from '@regraft/model'
import type { EvaluationBatch, EvaluationResource } from '../policy-set.ts'
import type { CheckContext, PolicyDefinition, RelatedResource } from './definition.ts'
import { freezeAll } from './freeze.ts'
import { NotPlain, plainJson } from './plain.ts'

/** A definition that can be asked. */
export interface AskedDefinition {
  readonly rule: Rule
  readonly definition: PolicyDefinition
  readonly params: JsonObject
}

/** What a check did with one resource. */
export type Answer =
  | { readonly kind: 'findings'; readonly findings: readonly Json[] }
  | { readonly kind: 'threw' | 'misused'; readonly message: string; readonly hint: string }

/** What is wrong with how a check uses its context; the check is at fault, and cannot go on. */
class Misuse extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}

/** Runs a check on one resource. Whatever it throws is told, never thrown on. */
export function ask(asked: AskedDefinition, resource: EvaluationResource, related: Relate): Answer {
  const findings: Json[] = []
  let over = false
  const context: CheckContext = Object.freeze({
    type: resource.type,
    address: resource.address,
    params: asked.params,
    related: (type: string) => related(asked.rule, type),
    report(finding: unknown): void {
      if (over)
        throw new Misuse(
          `it reports a finding on ${resource.address} after its check has ended`,
          'Report before `check` returns: it is synchronous.',
        )
      findings.push(plainJson(finding, 'finding'))
    },
  })
  try {
    const returned: unknown = asked.definition.check(resource.input, context)
    if (returned instanceof Promise) {
      returned.catch(() => {}) // Told below, whatever comes of it.
      throw new Misuse(
        'its check is asynchronous',
        'A check is a plain function: it cannot wait for anything.',
      )
    }
    return { kind: 'findings', findings }
  } catch (error) {
    return failureOf(error)
  } finally {
    over = true
  }
}

function failureOf(error: unknown): Answer {
  if (error instanceof Misuse) return { kind: 'misused', message: error.message, hint: error.hint }
  if (error instanceof NotPlain)
    return {
      kind: 'misused',
      message: `what it reported is no finding: ${error.message}`,
      hint: 'A finding is plain data: texts, numbers, true, false, null, lists and objects.',
    }
  const frozen = error instanceof TypeError && /read only|not extensible|Cannot delete/.test(error.message)
  return {
    kind: 'threw',
    message: `its check threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    hint: frozen
      ? 'What a check is given is frozen: copy what you want to change.'
      : 'Write a case with this resource and run it with `@regraft/testing`.',
  }
}

/** Other resources that a rule may look at. */
export type Relate = (rule: Rule, type: string) => readonly RelatedResource[]

/** Resources of a batch by type, each type worked out when it is first asked for. */
export function relating({ resources }: EvaluationBatch): Relate {
  const byType = new Map<string, readonly RelatedResource[]>()
  return (rule, type) => {
    if (!rule.uses.includes(type))
      throw new Misuse(
        `it asks for resources of type ${type}, which it does not declare`,
        `Name the type under \`uses\`: a change of such a resource then asks the rule again.`,
      )
    let found = byType.get(type)
    if (found === undefined) {
      found = relatedOf(type, resources)
      byType.set(type, found)
    }
    return found
  }
}

function relatedOf(type: string, resources: readonly EvaluationResource[]): readonly RelatedResource[] {
  // One for each address, the last, as in the object that Rego policies are given.
  const byAddress = new Map(
    resources.filter((resource) => resource.type === type).map((resource) => [resource.address, resource]),
  )
  const related = [...byAddress.values()].sort((a, b) => compareText(a.address, b.address))
  return Object.freeze(
    related.map(({ address, input }) => {
      freezeAll(input)
      return Object.freeze({ address, resource: input })
    }),
  )
}
