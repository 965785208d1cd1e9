import { type EvaluationResource, type PolicySet, withParams } from '@regraft/core'
import type { Json, JsonObject, Rule } from '@regraft/model'
import { canonicalJson, compareText } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import type { CaseFailure } from './case.ts'
import { diffLines } from './diff.ts'
import { failure } from './heal-case.ts'

/** Asks OPA's own interpreter what compiled policies were asked, and compares. */
export interface Reference {
  disagreements(rule: string, resources: readonly EvaluationResource[]): Promise<CaseFailure[]>
}

export function createReference(rego: Rego, modules: readonly RegoSource[], policies: PolicySet): Reference {
  const byId = new Map(policies.rules.map((rule) => [rule.id, rule]))
  return {
    async disagreements(id, resources) {
      const rule = byId.get(id)
      if (rule === undefined) return []
      const indices = [...resources.keys()].filter((i) => rule.resources.includes(resources[i]?.type ?? ''))
      const { findings } = policies.evaluate({ resources, only: indices })
      const failures: CaseFailure[] = []
      for (const i of indices) {
        const compiled = findings
          .filter((finding) => finding.rule === id && finding.resource === i)
          .map(({ rule: _, resource: __, ...finding }) => finding as unknown as Json) // plain JSON
        const resource = resources[i] as EvaluationResource // an index of the list
        const interpreted = await interpret(rego, modules, rule, resource, resources)
        const [a, b] = [lines(interpreted), lines(compiled)]
        if (a !== b)
          failures.push(failure('reference', `OPA finds otherwise at ${resource.address}`, diffLines(a, b)))
      }
      return failures
    },
  }
}

async function interpret(
  rego: Rego,
  modules: readonly RegoSource[],
  rule: Rule,
  resource: EvaluationResource,
  resources: readonly EvaluationResource[],
): Promise<readonly Json[]> {
  const found: Json[] = []
  for (const name of rule.packages) {
    const evaluated = await rego.evaluate({
      modules: neededBy(name, modules),
      entrypoint: `${name.replaceAll('.', '/')}/deny`,
      data: withParams({ regraft: { resources: related(rule, resources) } }, [rule]),
      input: { ...resource.input, $address: resource.address },
    })
    if (!evaluated.ok) return evaluated.error.map(({ message }) => ({ error: message }))
    found.push(...evaluated.value.results.flatMap(({ expressions }) => expressions.map(({ value }) => value)))
  }
  return found.flat() as Json[] // each value is a set, told as a list
}

/** The policy's own package and everything that is no policy: parsing the others would take most of the time. */
function neededBy(name: string, modules: readonly RegoSource[]): readonly RegoSource[] {
  return modules.filter(({ text }) => !/^#\s+id:/m.test(text) || text.includes(`\npackage ${name}\n`))
}

function related({ uses }: Rule, resources: readonly EvaluationResource[]): JsonObject {
  return Object.fromEntries(
    uses.map((type) => [
      type,
      Object.fromEntries(
        resources
          .filter((resource) => resource.type === type)
          .map(({ address, input }) => [address, { ...input, $address: address }]),
      ),
    ]),
  )
}

function lines(findings: readonly Json[]): string {
  return findings.map(canonicalJson).sort(compareText).join('\n')
}
