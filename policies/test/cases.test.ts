import { fileURLToPath } from 'node:url'
import { loadRego } from '@regraft/rego/node'
import { describeFailure, openSuite, readPolicyFolder, writeAfter } from '@regraft/testing'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const suite = await openSuite({ ...readPolicyFolder(root), rego: await loadRego() })

for (const { id } of suite.rules) {
  describe(id, () => {
    for (const item of suite.cases.filter(({ rule }) => rule === id)) {
      test(item.name, async () => {
        // What a fix makes of a case is written once, read by a person, and from then on expected.
        if (process.env['REGRAFT_WRITE_AFTER'] === '1') writeAfter(root, item, await suite.heal(item))
        const { failures } = await suite.run(item)
        expect(failures.map(describeFailure).join('\n')).toBe('')
      })
    }
  })
}
