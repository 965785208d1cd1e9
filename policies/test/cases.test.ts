import { fileURLToPath } from 'node:url'
import { loadRego } from '@regraft/rego/node'
import { describeFailure, openSuite, readPolicyFolder } from '@regraft/testing'
import { describe, expect, test } from 'vitest'

const folder = readPolicyFolder(fileURLToPath(new URL('..', import.meta.url)))
const suite = await openSuite({ ...folder, rego: await loadRego() })

for (const { id } of suite.rules) {
  describe(id, () => {
    for (const item of suite.cases.filter(({ rule }) => rule === id)) {
      test(item.name, async () => {
        const { failures } = await suite.run(item)
        expect(failures.map(describeFailure).join('\n')).toBe('')
      })
    }
  })
}
