import { expect, test } from 'vitest'
import type { Texts } from '../src/index.ts'
import { openSuite } from '../src/index.ts'
import { map, rego } from './policies.ts'

const every = (framework: string): string => `# METADATA
# title: The mode is not strict
# custom:
#   id: demo/mode
#   severity: medium
#   resources: ["*"]
#   uses: ["*"]
#   fix: safe
package demo.mode.${framework}

deny contains finding if {
	input.data.mode != "strict"
	count(data.regraft.resources[_]) > 0
	ops := [{"op": "set", "value": "strict"}]
	finding := {"message": "it is not strict", "path": ["data", "mode"], "fix": {"title": "Be strict", "ops": ops}}
}
`

/** A rule about ConfigMaps beside it, so that they are seen by type too. */
const typed = `# METADATA
# title: It has no name
# custom: {id: demo/name, severity: low, resources: [ConfigMap]}
package demo.name

deny contains {"message": "no name", "path": []} if not input.metadata
`

test.each<[string, Texts]>([
  ['kubernetes', { 'before.yaml': map('  mode: loose\n'), 'after.yaml': map('  mode: strict\n') }],
  ['document', { 'before.yaml': 'data:\n  mode: loose\n', 'after.yaml': 'data:\n  mode: strict\n' }],
])('cases of a rule that looks at every type hold: %s', async (framework, files) => {
  const suite = await openSuite({
    modules: { 'demo/mode.rego': every(framework), 'demo/name.rego': typed },
    cases: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`demo/mode/cases/one/${path}`, text]),
    ),
    rego: await rego(),
  })
  const [item] = suite.cases
  expect(item && (await suite.run(item)).failures).toEqual([])
  const [coverage] = await suite.coverage()
  expect([coverage?.file, coverage?.percent]).toEqual(['demo/mode.rego', 100])
})
