import { type EvaluationResource, everyType } from '@regraft/core'
import type { Engine, PolicyCompiler, PolicySource } from '@regraft/engine'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import type { JsonObject, Rule } from '@regraft/model'
import { canonicalJson, compareText, RegraftError } from '@regraft/model'
import { type AskedTypes, askedTypes } from './asked.ts'
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
  const asked = askedTypes(rules)
  const engine = await createEngine({ policies: [probePolicies(asked)], compiler })
  return { models: (texts) => models(engine, asked, texts) }
}

const byType = 'testing/model'

function probePolicies({ types, frameworks }: AskedTypes): PolicySource {
  const modules: { [path: string]: string } = {}
  if (types.length > 0) modules['testing/model.rego'] = probePolicy(byType, types, 'regraft.testing.model')
  for (const framework of frameworks)
    modules[`testing/every/${framework}.rego`] = probePolicy(
      'testing/every',
      [everyType],
      `regraft.testing.models[${JSON.stringify(framework)}]`,
    )
  return { id: 'testing', modules }
}

function probePolicy(id: string, types: readonly string[], name: string): string {
  return `# METADATA
# title: What a policy sees
# custom:
#   id: ${id}
#   severity: info
#   resources: ${JSON.stringify(types)}
package ${name}

deny contains {"message": json.marshal(input), "path": []}
`
}

async function models(
  engine: Engine,
  { frameworks }: AskedTypes,
  texts: Texts,
): Promise<readonly EvaluationResource[]> {
  const report = await engine.check(memoryWorkspace(texts))
  return (
    report.findings
      // What stands under its type and under its framework is one resource.
      .filter(({ rule, resource }) => rule !== byType || !frameworks.includes(resource.framework))
      .map(({ resource: { type, address, framework }, message }) => {
        const { $address: _, ...input } = read(message)
        return { type, address, framework, input }
      })
  )
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
    .map((resource) => `${nameOf(resource)} ${canonicalJson(resource.input)}`)
    .sort(compareText)
    .join('\n')
}

/** A document goes by its file, whose ending says how it is written, not what it is. */
function nameOf({ framework, address }: EvaluationResource): string {
  return framework === 'document' ? address.replace(/\.(?:ya?ml|json)(?=$|#)/, '') : address
}
