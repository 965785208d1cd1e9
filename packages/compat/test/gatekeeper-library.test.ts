import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foreignPolicies } from '../src/index.ts'
import { corpus } from './corpora.ts'
import { disagreement, readSuites, workspaceOf } from './suites.ts'

const folder = corpus('gatekeeper-library')
if (folder === undefined)
  process.stdout.write(
    'skipped: REGRAFT_CORPORA names no folder with gatekeeper-library (open-policy-agent/gatekeeper-library)\n',
  )

describe.skipIf(folder === undefined)('the suites of the Gatekeeper library', () => {
  const { files, cases } = folder === undefined ? { files: {}, cases: [] } : readSuites(`${folder}/library`)
  let engine: Engine

  beforeAll(async () => {
    const { source, diagnostics } = foreignPolicies(files, { id: 'library' })
    expect(diagnostics).toEqual([])
    engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
  })
  afterAll(() => engine.close())

  test('every case has the verdict, the count and the messages that its suite asserts', async () => {
    const wrong: string[] = []
    for (const each of cases) {
      const rule = engine.rules.find(({ id }) => id.endsWith(`/${each.constraint}`))
      if (rule === undefined) {
        wrong.push(`${each.name}: no rule`)
        continue
      }
      const report = await engine.check(memoryWorkspace({ 'case.yaml': workspaceOf(each) }), {
        rules: [rule.id],
      })
      const failed = report.diagnostics.filter(({ message }) => message.includes(`${rule.id} `))
      if (failed.length > 0) wrong.push(`${each.name}: ${failed.map(({ message }) => message).join('; ')}`)
      const first = report.findings.filter(({ location }) => location.start.offset === 0)
      const why = disagreement(
        each,
        first.map(({ message }) => message),
      )
      if (why !== undefined) wrong.push(`${each.name}: ${why}`)
    }
    expect(cases.length).toBeGreaterThanOrEqual(270)
    expect(wrong).toEqual([])
  })
})
