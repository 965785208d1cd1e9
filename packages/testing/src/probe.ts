import type { EvaluationResource } from '@regraft/core'
import type { Engine, PolicyCompiler, PolicySource } from '@regraft/engine'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import type { JsonObject, Rule } from '@regraft/model'
import { canonicalJson, compareText, RegraftError } from '@regraft/model'
import type { Texts } from './case.ts'

/** Shows what policies see of files: the resources with their input, in order. */
export interface Probe {
  models(texts: Texts): Promise<readonly EvaluationResource[]>
}

/**
 * Models are looked at the way every policy does: by a policy that returns its input. So what is compared is exactly
 * what decides about findings, without a second way into the frameworks.
 */
export async function createProbe(rules: readonly Rule[], compiler: PolicyCompiler): Promise<Probe> {
  // Without rules there is nothing to look at, and a policy must name some type.
  if (rules.length === 0) return { models: async () => [] }
  const types = [...new Set(rules.flatMap(({ resources, uses }) => [...resources, ...uses]))].sort()
  const engine = await createEngine({ policies: [probePolicy(types)], compiler })
  return { models: (texts) => models(engine, texts) }
}

function probePolicy(types: readonly string[]): PolicySource {
  const text = `# METADATA
# title: What a policy sees
# custom:
#   id: testing/model
#   severity: info
#   resources: ${JSON.stringify(types)}
package regraft.testing.model

deny contains {"message": json.marshal(input), "path": []}
`
  return { id: 'testing', modules: { 'testing/model.rego': text } }
}

async function models(engine: Engine, texts: Texts): Promise<readonly EvaluationResource[]> {
  const report = await engine.check(memoryWorkspace(texts))
  return report.findings.map(({ resource, message }) => {
    const { $address: _, ...input } = read(message)
    return { type: resource.type, address: resource.address, input }
  })
}

function read(message: string): JsonObject {
  try {
    return JSON.parse(message) as JsonObject
  } catch (cause) {
    throw new RegraftError('CASE_MODEL', 'the model of a case could not be read back', { cause })
  }
}

/** Models as text, a line a resource, the same in whatever order the resources stand. */
export function modelText(resources: readonly EvaluationResource[]): string {
  return resources
    .map(({ address, input }) => `${address} ${canonicalJson(input)}`)
    .sort(compareText)
    .join('\n')
}
