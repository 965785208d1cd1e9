import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foreignPolicies, trivyTests } from '../src/index.ts'
import { corpus } from './corpora.ts'
import { loadRego } from '@regraft/rego/node'

const folder = corpus('trivy-checks')
if (folder === undefined)
  process.stdout.write('skipped: REGRAFT_CORPORA names no folder with trivy-checks (aquasecurity/trivy-checks)\n')

function texts(...folders: readonly string[]): { readonly [path: string]: string } {
  return Object.fromEntries(
    folders.flatMap((name) =>
      readdirSync(join(folder ?? '', name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.rego'))
        .sort()
        .map((path) => [`${name}/${path}`, readFileSync(join(folder ?? '', name, path), 'utf8')]),
    ),
  )
}

describe.skipIf(folder === undefined)('the checks of Trivy', () => {
  test('their unit tests pass but for those that need functions of its host', async () => {
    const rego = await loadRego()
    const { modules, left } = trivyTests(texts('lib', 'checks/kubernetes', 'checks/docker'), { id: 'trivy' })
    const report = await rego.test({ modules })
    if (!report.ok) throw new Error(JSON.stringify(report.error.slice(0, 5), null, 1))
    const failed = report.value.tests.filter(({ outcome }) => outcome !== 'pass')
    console.log(report.value.tests.length, failed.map((t) => [t.package, t.name, t.outcome, t.diagnostics[0]?.message]), left)
  })
})
