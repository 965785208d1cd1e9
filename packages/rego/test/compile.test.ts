import { beforeAll, describe, expect, it } from 'vitest'
import type { LocalRego } from '../src/index.ts'
import { loadRego } from '../src/node.ts'

let rego: LocalRego
beforeAll(async () => {
  rego = await loadRego()
})

const text = `# METADATA
# title: Never open
# custom:
#   id: test/never-open
package test.never_open

deny contains finding if {
	input.open
	finding := {"message": "open", "path": ["open"]}
}
`

describe('compile', () => {
  it('gives the same bundle for the same modules', async () => {
    const options = { modules: [{ file: 'never_open.rego', text }], entrypoints: ['test/never_open/deny'] }
    const first = await rego.compile(options)
    const second = await rego.compile(options)
    expect(first).toEqual(second)
    expect(first.ok && first.value.annotations[0]?.annotations).toEqual({
      scope: 'package',
      title: 'Never open',
      custom: { id: 'test/never-open' },
    })
  })
})
