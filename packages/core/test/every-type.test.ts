import { expect, test } from 'vitest'
import { type EvaluationResource, loadPolicySet } from '../src/index.ts'
import { compile } from './support/compile.ts'

const policy = (framework: string, resources: string, uses = '[]'): { file: string; text: string } => ({
  file: `${framework}-${resources.length}.rego`,
  text: `# METADATA
# title: Every one
# custom: {id: ${framework}/every-${resources.length}, severity: low, resources: ${resources}, uses: ${uses}}
package every.n${resources.length}.${framework}

deny contains {"message": concat(" ", [input["$address"], text]), "path": []} if {
	data.regraft.resources
	text := json.marshal(sort([type | some type, _ in data.regraft.resources]))
}

deny contains {"message": input["$address"], "path": []} if not data.regraft.resources
`,
})

const resource = (framework: string | undefined, type: string): EvaluationResource => ({
  type,
  address: `${type}.a`,
  input: {},
  ...(framework === undefined ? {} : { framework }),
})

test.each([true, false])(
  'a policy of every type is asked about those of its framework; dispatch: %s',
  async (dispatch) => {
    const modules = [policy('one', '["*"]'), policy('two', '["*", b]'), policy('one', '[c]')]
    const policies = await loadPolicySet([await compile(modules, { dispatch })])
    const resources = [
      resource('one', 'a'),
      resource('two', 'b'),
      resource('one', 'c'),
      resource(undefined, 'd'),
    ]
    const { findings, diagnostics } = policies.evaluate({ resources })
    expect(diagnostics).toEqual([])
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'one/every-5 a.a',
      'two/every-8 b.a',
      'one/every-3 c.a',
      'one/every-5 c.a',
    ])
  },
)

test('a policy that uses every type sees all resources of the batch', async () => {
  const policies = await loadPolicySet([await compile([policy('one', '["*"]', '["*"]')])])
  const resources = [resource('one', 'b'), resource('one', 'a')]
  expect(policies.evaluate({ resources, only: [1] }).findings.map(({ message }) => message)).toEqual([
    'a.a ["a","b"]',
  ])
})
