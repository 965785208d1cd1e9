import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { loadRego } from '@regraft/rego/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { foreignPolicies, trivyTests } from '../src/index.ts'
import { corpus } from './corpora.ts'

const folder = corpus('trivy-checks')
if (folder === undefined)
  process.stdout.write(
    'skipped: REGRAFT_CORPORA names no folder with trivy-checks (aquasecurity/trivy-checks)\n',
  )

/** Checks that OPA 1.22 itself refuses, mounted or not: a set that is always empty has no member to ask for. */
const refused = 'checks/kubernetes/service_with_externalip'

function texts(...folders: readonly string[]): { readonly [path: string]: string } {
  return Object.fromEntries(
    folders.flatMap((name) =>
      readdirSync(join(folder ?? '', name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.rego') && !`${name}/${path}`.startsWith(refused))
        .sort()
        .map((path) => [`${name}/${path}`, readFileSync(join(folder ?? '', name, path), 'utf8')]),
    ),
  )
}

/** Tests that fail, by why. */
const explained: { readonly [name: string]: string } = {
  'builtin.kubernetes.KSV026.test_allow_sysctl_with_invalid_semver':
    'semver.compare fails on "1.29"; as with `opa test`, an error of a built-in function fails the test',
  'lib.cloud.metadata_test.test_obj_by_path_when_target_not_found_then_return_obj':
    'object.subset fails on two types, the same',
  'builtin.aws.iam.aws0140_test.test_allow_root_user_never_logged_in':
    'it looks at the time of day, which stands still here',
}

describe.skipIf(folder === undefined)('the checks of Trivy', () => {
  test('their unit tests pass but for those that are explained', async () => {
    const rego = await loadRego()
    const checks = process.env['REGRAFT_ALL'] === '1' ? 'checks' : 'checks/kubernetes'
    const files = texts('lib', checks)
    const { modules, left } = trivyTests(files, { id: 'trivy' })
    const report = await rego.test({ modules, timeoutMs: 60_000 })
    if (!report.ok) throw new Error(report.error.map(({ file, message }) => `${file}: ${message}`).join('\n'))
    const { tests } = report.value
    const failed = tests.filter(({ outcome }) => outcome !== 'pass')
    process.stdout.write(
      `${tests.length} unit tests, ${failed.length} fail, left out: ${left.map(({ package: name, calls }) => `${name} (${calls})`).join(', ')}\n`,
    )
    const names = failed.map(
      (one) => `${one.package.replace(/^data\.regraft\.foreign\.trivy\.trivy\./, '')}.${one.name}`,
    )
    expect(names.filter((name) => explained[name] === undefined)).toEqual([])
  })

  describe('the examples of checks about Kubernetes', () => {
    let engine: Engine
    beforeAll(async () => {
      const files = texts('lib/kubernetes', 'checks/kubernetes')
      const { source } = foreignPolicies(files, { id: 'trivy' })
      engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 300_000 }) })
    })
    afterAll(() => engine.close())

    test('good ones are clean and bad ones are found', async () => {
      const wrong: string[] = []
      let asked = 0
      for (const { check, verdict, text } of examples()) {
        const rule = engine.rules.find(({ id }) => id === check)
        if (rule === undefined) {
          wrong.push(`${check}: no rule`)
          continue
        }
        asked++
        const report = await engine.check(memoryWorkspace({ 'example.yaml': text }), { rules: [check] })
        const failed = report.diagnostics.filter(({ message }) => message.includes(`${check} `))
        if (failed.length > 0 || report.findings.length > 0 !== (verdict === 'bad'))
          wrong.push(`${check}: ${verdict}: ${failed[0]?.message ?? report.findings.length}`)
      }
      process.stdout.write(`${asked} examples\n`)
      expect(wrong).toEqual([])
      expect(asked).toBeGreaterThan(60)
    })
  })
})

interface Example {
  readonly check: string
  readonly verdict: 'good' | 'bad'
  readonly text: string
}

/** What stands beside checks: `kubernetes: {good: […], bad: […]}`. */
function examples(): readonly Example[] {
  const root = join(folder ?? '', 'checks/kubernetes')
  const names = readdirSync(root).filter((name) => name.endsWith('.yaml'))
  return names.sort().flatMap((name) => {
    const rego = readFileSync(join(root, name.replace(/\.yaml$/, '.rego')), 'utf8')
    const check = `trivy/${/^#\s+id: (\S+)/m.exec(rego)?.[1]?.toLowerCase()}`
    const { kubernetes = {} } = parse(readFileSync(join(root, name), 'utf8')) as {
      kubernetes?: { good?: string[]; bad?: string[] }
    }
    return (['good', 'bad'] as const).flatMap((verdict) =>
      (kubernetes[verdict] ?? []).map((text) => ({ check, verdict, text })),
    )
  })
}
